import { classNames, linkTarget } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'
import { Tag } from './tag.tsx'
import type { TagProps } from './tag.tsx'

export type TaskListItem = {
  title: { text: Content; classes?: string | undefined }
  hint?: { text: Content } | undefined
  status: { text?: Content; tag?: TagProps | undefined; classes?: string | undefined }
  href?: string | undefined
  classes?: string | undefined
}

export type TaskListProps = {
  items: readonly (TaskListItem | null | undefined)[]
  idPrefix?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export function TaskList({ items, idPrefix, classes, attributes }: TaskListProps) {
  return (
    <ul class={classNames('govuk-task-list', classes)} {...attributes}>
      {items.map((item, index) => item && <Task item={item} id={`${idPrefix || 'task-list'}-${index + 1}`} />)}
    </ul>
  )
}

function Task({ item, id }: { item: TaskListItem; id: string }) {
  const { title, hint, status, href, classes } = item
  const hintId = hint && `${id}-hint`
  return (
    <li class={classNames('govuk-task-list__item', href && 'govuk-task-list__item--with-link', classes)}>
      <div class="govuk-task-list__name-and-hint">
        {href
          ? <a
              class={classNames('govuk-link govuk-task-list__link', title.classes)}
              href={linkTarget(href)}
              aria-describedby={classNames(hintId, `${id}-status`)}
            >
              {title.text}
            </a>
          : <div class={title.classes || undefined}>{title.text}</div>}
        {hint ? <div id={hintId} class="govuk-task-list__hint">{hint.text}</div> : undefined}
      </div>
      <div class={classNames('govuk-task-list__status', status.classes)} id={`${id}-status`}>
        {status.tag ? <Tag {...status.tag} /> : status.text}
      </div>
    </li>
  )
}
