import { classNames, isPresent } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'
import { useTexts } from './texts.ts'

export type TabItem = {
  label: Content
  id?: string | undefined
  /** `text` becomes one paragraph; `children` stands as it is. */
  panel: { text?: Content; children?: Content; attributes?: Attributes | undefined }
  attributes?: Attributes | undefined
}

export type TabsProps = {
  items: readonly (TabItem | null | undefined)[]
  id?: string | undefined
  idPrefix?: string | undefined
  title?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export function Tabs({ items, id, idPrefix, title, classes, attributes }: TabsProps) {
  const { govuk } = useTexts()
  const panelId = (item: TabItem, index: number) => item.id || `${idPrefix ?? ''}-${index + 1}`
  return (
    <div
      id={id || undefined}
      class={classNames('govuk-tabs', classes)}
      {...attributes}
      data-module="govuk-tabs"
    >
      <h2 class="govuk-tabs__title">{title ?? govuk.contents}</h2>
      {items.length > 0
        ? <ul class="govuk-tabs__list">
            {items.map((item, index) => item && <Tab item={item} panelId={panelId(item, index)} first={index === 0} />)}
          </ul>
        : undefined}
      {items.map((item, index) => item && <TabPanel item={item} id={panelId(item, index)} first={index === 0} />)}
    </div>
  )
}

function Tab({ item, panelId, first }: { item: TabItem; panelId: string; first: boolean }) {
  return (
    <li class={classNames('govuk-tabs__list-item', first && 'govuk-tabs__list-item--selected')}>
      <a class="govuk-tabs__tab" href={`#${panelId}`} {...item.attributes}>{item.label}</a>
    </li>
  )
}

function TabPanel({ item, id, first }: { item: TabItem; id: string; first: boolean }) {
  const { text, children, attributes } = item.panel
  return (
    <div class={classNames('govuk-tabs__panel', !first && 'govuk-tabs__panel--hidden')} id={id} {...attributes}>
      {children ?? (isPresent(text) ? <p class="govuk-body">{text}</p> : undefined)}
    </div>
  )
}
