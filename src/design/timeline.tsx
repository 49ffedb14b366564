import type { Content } from './attributes.ts'
import { Heading } from './heading.tsx'
import type { HeadingLevel } from './heading.tsx'
import { useTexts } from './texts.ts'

export type TimelineItem = {
  /** Names the entry for live updates. */
  key?: string | undefined
  id?: string | undefined
  title: Content
  /** As people read it: "23 November 2026, 5:30pm". */
  when: string
  /** As machines read it: an ISO instant or day. */
  dateTime: string
  by?: Content
  /** Source agency, standing, role in the event. */
  marks?: Content
  children?: Content
}

export type TimelineProps = {
  items: readonly TimelineItem[]
  headingLevel?: HeadingLevel | undefined
  /** Names the list as a region that live updates patch entry by entry. */
  live?: string | undefined
  label?: string | undefined
}

/** What happened, newest first. */
export function Timeline({ items, headingLevel, live, label }: TimelineProps) {
  return (
    <ol class="kith-timeline" data-live={live} data-list="" aria-label={label}>
      {items.map(item => <Entry item={item} level={headingLevel ?? 3} />)}
    </ol>
  )
}

function Entry({ item, level }: { item: TimelineItem; level: HeadingLevel }) {
  const { timeline } = useTexts()
  return (
    <li class="kith-timeline__item" data-key={item.key} id={item.id}>
      <div class="kith-timeline__header">
        <Heading level={level} class="kith-timeline__title">{item.title}</Heading>
        {item.marks ? <span class="kith-timeline__marks">{item.marks}</span> : undefined}
      </div>
      <p class="kith-timeline__when">
        <time datetime={item.dateTime}>{item.when}</time>
        {item.by ? <> {timeline.by} {item.by}</> : undefined}
      </p>
      {item.children ? <div class="kith-timeline__body">{item.children}</div> : undefined}
    </li>
  )
}
