import type { Context } from 'hono'
import { Badge } from '../../design/badge.tsx'
import { EmptyState } from '../../design/emptyState.tsx'
import { Table } from '../../design/table.tsx'
import { WideTable } from '../../design/wideTable.tsx'
import { disclose } from '../../kernel/disclosure.ts'
import type { Env } from '../../kernel/web.ts'
import { dayOf, dayTimeText } from '../../language/format.ts'
import { AgeName } from '../../people/ageName.tsx'
import { displayNames } from '../../people/displayNames.ts'
import type { DisplayName } from '../../people/displayNames.ts'
import type { Episode, EpisodeEntry } from '../../practice/episode.ts'
import { DueInRow } from '../../practice/pages/dueClock.tsx'
import { textIn } from '../../practice/question.ts'
import { listClocks } from '../../practice/store/clocks.ts'
import type { ShownClock } from '../../practice/store/clocks.ts'
import { listEntries } from '../../practice/store/entries.ts'
import type { Asked } from '../counting.ts'
import { detentionStateWords } from '../detention/words.ts'
import { notDoneYet } from '../due.ts'
import { hoursBetween } from '../hours.ts'
import { maySeeNow, nowScope } from '../policy.ts'
import { listAsked, listInNow } from '../store/detentions.ts'
import { CustodyNavigation } from './custodyFrame.tsx'

type Here = { episode: Episode; child: DisplayName | undefined; entries: readonly EpisodeEntry[]; clock: ShownClock | undefined; asked: readonly Asked[] }

/** Who is in a police station now, how each communicates, who is with them, and what is due next. */
export async function nowPage(c: Context<Env>) {
  const { kernel, viewer } = c.var
  if (!maySeeNow(viewer)) return c.var.absent()
  const scope = nowScope(viewer)
  const here = await kernel.db.as(scope, async (tx): Promise<Here[]> => {
    const episodes = await listInNow(tx, kernel)
    const ids = episodes.map(({ id }) => id)
    const names = await displayNames(tx, scope, episodes.map(({ personId }) => personId))
    const entries = await listEntries(tx, ids)
    const clocks = await listClocks(tx, ids)
    const asked = await listAsked(tx, kernel, ids)
    await disclose(tx, kernel, scope, { page: 'custody/now', people: episodes.map(({ personId }) =>
      ({ personId, categories: ['custody', 'identity', 'needs'] })) })
    return episodes.map(episode => ({
      episode, child: names.get(episode.personId), entries: entries.get(episode.id) ?? [], asked: asked.get(episode.id) ?? [],
      clock: clocks.find(({ workId, stoppedAt }) => workId === episode.id && !stoppedAt),
    }))
  })
  return c.var.render({ title: 'Children in custody now', wide: true, live: 'verb:detention.,verb:adult_request.,verb:bed_request.' }, (
    <>
      <h1 class="govuk-heading-l">Children in custody now</h1>
      <CustodyNavigation viewer={viewer} current="/custody/now" />
      <p class="govuk-body"><a class="govuk-link" href="/custody/begin">Bring in a child</a></p>
      <div data-live="now">
        {here.length === 0
          ? <EmptyState title="No child is in custody.">When one is brought in, this page shows how they communicate, who is with them and what is due next.</EmptyState>
          : <NowTable here={here} now={kernel.now()} />}
      </div>
    </>
  ))
}

function NowTable({ here, now }: { here: readonly Here[]; now: Date }) {
  return (
    <WideTable label="Children in custody now">
      <Table
        list
        head={[{ text: 'Child' }, { text: 'Understands best' }, { text: 'Here since' }, { text: 'State' }, { text: 'Adult' }, { text: 'Not done yet' }, { text: 'Due next' }]}
        rows={here.map(row => ({ key: row.episode.id, cells: cellsOf(row, now), attributes: { 'data-href': `/custody/${row.episode.id}` } }))}
      />
    </WideTable>
  )
}

function cellsOf({ episode, child, entries, clock, asked }: Here, now: Date) {
  const href = `/custody/${episode.id}`
  const open = notDoneYet({ episode, entries }, asked).filter(({ isUrgent }) => isUrgent)
  return [
    { text: child ? <AgeName {...child} today={dayOf(now)} href={href} /> : <a class="govuk-link" href={href}>{episode.reference}</a> },
    { text: textIn(entries.find(({ answers }) => answers['communicates'] !== undefined)?.answers ?? {}, 'communicates') || 'Not open to you' },
    { text: <>{dayTimeText(episode.openedAt, now)}, {hoursBetween(episode.openedAt, now)} h</> },
    { text: detentionStateWords[stateIn(episode.state)] },
    { text: adultText(entries, asked) },
    { text: open.length === 0 ? 'Nothing' : <ul class="govuk-list govuk-!-font-size-16">{open.map(({ text }) => <li><Badge colour="red" text="Now" /> {text}</li>)}</ul> },
    { text: clock ? <DueInRow clock={clock} now={now} /> : 'Nothing' },
  ]
}

const stateIn = (state: string) => state === 'detained' || state === 'held' ? state : 'arrived'

function adultText(entries: readonly EpisodeEntry[], asked: readonly Asked[]) {
  const last = entries.find(({ step }) => step === 'adult_here' || step === 'adult_left' || step === 'ask_adult')?.step
  if (last === 'adult_here') return <Badge colour="green" text="Here" />
  if (last === 'adult_left') return <Badge colour="amber" text="Has left" />
  const request = asked.find(({ kind }) => kind === 'adult_request')
  if (request?.state === 'nobody') return <Badge colour="red" text="Nobody can come" />
  if (request?.state === 'coming') return <Badge colour="blue" text="On the way" />
  return last === 'ask_adult' ? <Badge colour="amber" text="Asked" /> : <Badge colour="red" text="Not asked" />
}
