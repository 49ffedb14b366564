import { findWord } from '../../life.ts'
import type { Practice } from '../../practice.ts'
import type { Who } from '../../store/worklist.ts'
import { stateText } from '../episodeWords.ts'

export type ListFilter = { who: Who; state: string | undefined; isOpen: boolean; overdueOnly: boolean; page: number }

const whoChosen = ['mine', 'team', 'all'] as const
export const whoWords: Record<Who, string> = { all: 'Everybody’s', mine: 'Mine', team: 'Mine and nobody’s yet' }

/** The filter in the address; what it does not know, it leaves out. */
export function readListFilter({ words, over }: Practice, query: URLSearchParams): ListFilter {
  const state = findWord(Object.keys(words.states), query.get('state'))
  const page = Number(query.get('page') ?? '1')
  return {
    who: findWord(whoChosen, query.get('who')) ?? 'all', state, overdueOnly: query.get('overdue') === 'yes',
    isOpen: state === undefined ? query.get('closed') !== 'yes' : !over.includes(state),
    page: Number.isSafeInteger(page) && page > 0 && page < 10_000 ? page : 1,
  }
}

/** The address of a filter: only what differs from all that is open. */
export function listPath({ path }: Practice, { who, state, isOpen, overdueOnly, page }: ListFilter): string {
  const query = new URLSearchParams()
  if (state) query.set('state', state)
  else if (!isOpen) query.set('closed', 'yes')
  if (who !== 'all') query.set('who', who)
  if (overdueOnly) query.set('overdue', 'yes')
  if (page > 1) query.set('page', String(page))
  return query.size > 0 ? `${path}?${query}` : path
}

/** What is chosen now, each with the address that takes it away. */
export function chosenIn(practice: Practice, filter: ListFilter): { text: string; removeHref: string }[] {
  const without = (change: Partial<ListFilter>) => listPath(practice, { ...filter, page: 1, ...change })
  return [
    ...filter.state ? [{ text: stateText(practice, filter.state), removeHref: without({ state: undefined, isOpen: true }) }] : [],
    ...filter.who === 'all' ? [] : [{ text: whoWords[filter.who], removeHref: without({ who: 'all' }) }],
    ...filter.overdueOnly ? [{ text: 'Overdue', removeHref: without({ overdueOnly: false }) }] : [],
  ]
}

export const whoChoices = whoChosen.map(value => ({ value, text: whoWords[value] })).toReversed()
