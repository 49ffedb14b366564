import type { Child } from 'hono/jsx'
import { Badge } from '../../design/badge.tsx'
import type { Scope } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import { disclose } from '../../kernel/disclosure.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { dateText } from '../../language/format.ts'
import type { Episode } from '../episode.ts'
import { mayBegin } from '../policy.ts'
import { getPractice } from '../practices.ts'
import type { Practices } from '../practices.ts'
import { listClocks } from '../store/clocks.ts'
import type { ShownClock } from '../store/clocks.ts'
import { listEpisodesOf } from '../store/episodes.ts'
import { DueClock } from './dueClock.tsx'
import { episodePath, stateText, urgencyWords } from './episodeWords.ts'

const mostClosed = 10

/** The child's work in every practice room: open pieces with their clocks, the last closed ones, and what can be begun. */
export const episodesPanel = (practices: Practices) => ({
  slot: 'work',
  view: async (tx: Tx, kernel: Kernel, scope: Scope, personId: string): Promise<Child | undefined> => {
    const episodes = (await listEpisodesOf(tx, kernel, [personId])).filter(({ kind }) => practices.has(kind))
    const beginnable = [...practices.values()].filter(practice => mayBegin(practice, scope.viewer))
    if (episodes.length + beginnable.length === 0) return undefined
    const categories = [...new Set(episodes.map(({ kind }) => getPractice(practices, kind).cell.category))]
    if (categories.length > 0) await disclose(tx, kernel, scope, { page: 'people/one/work', people: [{ personId, categories }] })
    const open = episodes.filter(({ closedAt }) => !closedAt)
    const clocks = await listClocks(tx, open.map(({ id }) => id))
    const closed = episodes.filter(({ closedAt }) => closedAt).slice(0, mostClosed)
    const now = kernel.now()
    return (
      <section aria-labelledby="episodes">
        <h2 class="govuk-heading-m" id="episodes">Work with this person</h2>
        <ul class="govuk-list govuk-list--spaced" data-live="episodes-of-person">
          {open.map(episode => <Open {...{ episode, practices, clocks, now }} />)}
          {closed.map(episode => <Closed {...{ episode, practices }} />)}
          {episodes.length === 0 ? <li data-key="none">Nothing that is open to you.</li> : undefined}
        </ul>
        {beginnable.length > 0
          ? <ul class="govuk-list govuk-!-display-none-print">
              {beginnable.map(({ path, words }) => (
                <li><a class="govuk-link" href={`${path}/begin?person=${personId}`}>Begin: {words.one.toLowerCase()}</a></li>
              ))}
            </ul>
          : undefined}
      </section>
    )
  },
} as const)

type Props = { episode: Episode; practices: Practices }

function Open({ episode, practices, clocks, now }: Props & { clocks: readonly ShownClock[]; now: Date }) {
  const practice = getPractice(practices, episode.kind)
  return (
    <li data-key={episode.id}>
      <a class="govuk-link" href={episodePath(practice, episode.id)}>{practice.words.one} {episode.reference}</a>:
      {' '}{stateText(practice, episode.state).toLowerCase()}
      {episode.urgency === 'routine' ? undefined : <> <Badge colour="red" text={urgencyWords[episode.urgency]} /></>}
      {clocks.filter(({ workId, stoppedAt }) => workId === episode.id && !stoppedAt)
        .map(clock => <div class="govuk-body-s"><b>{clock.title}</b>: <DueClock clock={clock} now={now} /></div>)}
    </li>
  )
}

function Closed({ episode, practices }: Props) {
  const practice = getPractice(practices, episode.kind)
  return (
    <li data-key={episode.id}>
      <a class="govuk-link" href={episodePath(practice, episode.id)}>{practice.words.one} {episode.reference}</a>:
      {' '}{stateText(practice, episode.state).toLowerCase()}, closed {episode.closedAt ? dateText(episode.closedAt) : ''}
    </li>
  )
}
