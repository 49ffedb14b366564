import { classNames, linkTarget } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'
import { useTexts } from './texts.ts'

export type Breadcrumb = { text: Content; href?: string | undefined; attributes?: Attributes | undefined }

export type BreadcrumbsProps = {
  items: readonly Breadcrumb[]
  labelText?: string | undefined
  collapseOnMobile?: boolean | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export function Breadcrumbs({ items, labelText, collapseOnMobile, classes, attributes }: BreadcrumbsProps) {
  const { govuk } = useTexts()
  const collapse = collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile'
  return (
    <nav
      class={classNames('govuk-breadcrumbs', classes, collapse)}
      {...attributes}
      aria-label={labelText ?? govuk.breadcrumb}
    >
      <ol class="govuk-breadcrumbs__list">{items.map(item => <BreadcrumbItem {...item} />)}</ol>
    </nav>
  )
}

function BreadcrumbItem({ text, href, attributes }: Breadcrumb) {
  if (!href) return <li class="govuk-breadcrumbs__list-item" aria-current="page">{text}</li>
  return (
    <li class="govuk-breadcrumbs__list-item">
      <a class="govuk-breadcrumbs__link" href={linkTarget(href)} {...attributes}>{text}</a>
    </li>
  )
}
