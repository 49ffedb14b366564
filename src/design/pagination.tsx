import { filled } from '../language/catalogue.ts'
import { classNames, isPresent, linkTarget } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'
import { useTexts } from './texts.ts'

export type PaginationLink = {
  href: string
  text?: Content
  labelText?: string | undefined
  attributes?: Attributes | undefined
}

export type PaginationItem = {
  number?: string | number | undefined
  href?: string | undefined
  current?: boolean | undefined
  ellipsis?: boolean | undefined
  visuallyHiddenText?: string | undefined
  attributes?: Attributes | undefined
}

export type PaginationProps = {
  items?: readonly (PaginationItem | null | undefined)[] | undefined
  previous?: PaginationLink | undefined
  next?: PaginationLink | undefined
  landmarkLabel?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export function Pagination({ items, previous, next, landmarkLabel, classes, attributes }: PaginationProps) {
  const { govuk } = useTexts()
  const isBlock = !items && Boolean(next ?? previous)
  return (
    <nav
      class={classNames('govuk-pagination', isBlock && 'govuk-pagination--block', classes)}
      aria-label={landmarkLabel || govuk.pagination}
      {...attributes}
    >
      {previous?.href ? <ArrowLink link={previous} rel="prev" isBlock={isBlock} /> : undefined}
      {items
        ? <ul class="govuk-pagination__list">{items.map(item => item && <PageItem {...item} />)}</ul>
        : undefined}
      {next?.href ? <ArrowLink link={next} rel="next" isBlock={isBlock} /> : undefined}
    </nav>
  )
}

type ArrowLinkProps = { link: PaginationLink; rel: 'prev' | 'next'; isBlock: boolean }

function ArrowLink({ link, rel, isBlock }: ArrowLinkProps) {
  const decorated = isBlock && !link.labelText && 'govuk-pagination__link-title--decorated'
  const { govuk } = useTexts()
  const standard = rel === 'prev' ? govuk.previous : govuk.next
  return (
    <div class={`govuk-pagination__${rel}`}>
      <a class="govuk-link govuk-pagination__link" href={linkTarget(link.href)} rel={rel} {...link.attributes}>
        {isBlock || rel === 'prev' ? <Arrow rel={rel} /> : undefined}
        <span class={classNames('govuk-pagination__link-title', decorated)}>
          {isPresent(link.text) ? link.text : <>{standard}<span class="govuk-visually-hidden"> {govuk.page}</span></>}
        </span>
        {link.labelText && isBlock
          ? <>
              {' '}<span class="govuk-visually-hidden">:</span>{' '}
              <span class="govuk-pagination__link-label">{link.labelText}</span>
            </>
          : undefined}
        {!isBlock && rel === 'next' ? <Arrow rel={rel} /> : undefined}
      </a>
    </div>
  )
}

const arrows = {
  prev: 'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293'
    + '-1.414-1.414z',
  next: 'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062'
    + '-6.7246-6.7266z',
} as const

function Arrow({ rel }: { rel: 'prev' | 'next' }) {
  return (
    <svg
      class={`govuk-pagination__icon govuk-pagination__icon--${rel}`}
      xmlns="http://www.w3.org/2000/svg"
      height="13"
      width="15"
      aria-hidden="true"
      focusable="false"
      viewBox="0 0 15 13"
    >
      <path d={arrows[rel]} />
    </svg>
  )
}

function PageItem({ number, href, current, ellipsis, visuallyHiddenText, attributes }: PaginationItem) {
  const { govuk } = useTexts()
  if (number === undefined && !ellipsis) return <></>
  const base = 'govuk-pagination__item'
  return (
    <li class={classNames(base, current && `${base}--current`, ellipsis && `${base}--ellipsis`)}>
      {ellipsis
        ? '\u22ef'
        : <a
            class="govuk-link govuk-pagination__link"
            href={linkTarget(href ?? '#')}
            aria-label={visuallyHiddenText ?? filled(govuk.pageNumber, { number: number ?? '' })}
            aria-current={current ? 'page' : undefined}
            {...attributes}
          >
            {number}
          </a>}
    </li>
  )
}
