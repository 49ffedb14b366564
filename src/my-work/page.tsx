import { Hono } from 'hono'
import { EmptyState } from '../design/emptyState.tsx'
import { Table } from '../design/table.tsx'
import type { Kernel } from '../kernel/kernel.ts'
import type { Viewer } from '../kernel/context.ts'
import type { Env } from '../kernel/web.ts'
import { dayTimeText } from '../language/format.ts'

export type WorkGroup = 'overdue' | 'today' | 'this_week' | 'later' | 'waiting'
export type WorkLine = {
  key: string; group: WorkGroup; child: string; age: string; what: string; dueAt?: Date; whoAsked: string; href: string
}
/** Each practice room tells what it has for somebody to do. */
export type WorkSource = (kernel: Kernel, viewer: Viewer) => Promise<WorkLine[]>

const headings: readonly (readonly [WorkGroup, string])[] = [
  ['overdue', 'Overdue'], ['today', 'Today'], ['this_week', 'This week'], ['later', 'Later'], ['waiting', 'Waiting for others'],
]

/** What a room's work follows live for somebody. */
export type WorkTopics = (viewer: Viewer) => readonly string[]

/** What is due, soonest first; nothing decorative above it. */
export const myWorkPages = (sources: readonly WorkSource[], topics: WorkTopics = () => []) => new Hono<Env>().get('/my-work', async c => {
  const { kernel, viewer, render } = c.var
  const lines = (await Promise.all(sources.map(source => source(kernel, viewer)))).flat()
  const live = ['verb:notification.', 'verb:request.', 'verb:share', ...topics(viewer)].join(',')
  return render({ title: 'My work', wide: true, live }, <MyWork lines={lines} now={kernel.now()} />)
})

function MyWork({ lines, now }: { lines: WorkLine[]; now: Date }) {
  return (
    <>
      <h1 class="govuk-heading-l">My work</h1>
      <p class="govuk-body"><a class="govuk-link" href="/worklist">The worklist of my team</a></p>
      <div data-live="my-work">
        {lines.length === 0
          ? <EmptyState title="Nothing is waiting for you">
              <p class="govuk-body">What you have to answer, read or decide appears here, the soonest first.</p>
            </EmptyState>
          : headings.map(([group, heading]) => <Group heading={heading} lines={lines.filter(line => line.group === group)} now={now} />)}
      </div>
    </>
  )
}

function Group({ heading, lines, now }: { heading: string; lines: WorkLine[]; now: Date }) {
  if (lines.length === 0) return <></>
  return (
    <Table
      caption={heading} captionClasses="govuk-table__caption--m" firstCellIsHeader list
      head={['Child', 'What', 'Due', 'Who asked'].map(text => ({ text }))}
      rows={lines.map(line => ({
        key: line.key,
        cells: [
          { text: <><a class="govuk-link" href={line.href} data-open>{line.child}</a>, {line.age}</> },
          { text: line.what },
          { text: line.dueAt ? <time datetime={line.dueAt.toISOString()}>{dayTimeText(line.dueAt, now)}</time> : 'No deadline' },
          { text: line.whoAsked },
        ],
      }))}
    />
  )
}
