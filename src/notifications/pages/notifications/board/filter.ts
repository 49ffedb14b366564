import { levels, notificationStates } from '../../../life.ts'
import { findWord } from '../../../../practice/life.ts'
import type { BoardFilter } from '../../../store/board.ts'
import { levelWords, stateWords } from '../../../words.ts'

const who = ['all', 'mine', 'unassigned'] as const
export const whoWords: Record<BoardFilter['who'], string> = {
  all: 'Everybody’s', mine: 'Mine', unassigned: 'Nobody’s yet',
}

const boardLevels = [...levels, 'none'] as const
const boardStates = ['open', ...notificationStates] as const

/** The filter in the address; what it does not know, it leaves out. */
export function readFilter(query: URLSearchParams): BoardFilter {
  return {
    state: findWord(boardStates, query.get('state')) ?? 'open',
    level: findWord(boardLevels, query.get('level')),
    who: findWord(who, query.get('who')) ?? 'all',
    overdueOnly: query.get('overdue') === 'yes',
  }
}

/** The address of a filter: only what differs from the whole board. */
export function filterQuery({ state, level, who, overdueOnly }: BoardFilter): string {
  const query = new URLSearchParams()
  if (state !== 'open') query.set('state', state)
  if (level) query.set('level', level)
  if (who !== 'all') query.set('who', who)
  if (overdueOnly) query.set('overdue', 'yes')
  return query.toString()
}

export const boardPath = (filter: BoardFilter): string => {
  const query = filterQuery(filter)
  return query ? `/notifications/board?${query}` : '/notifications/board'
}

export const stateChoices = boardStates
  .map(state => ({ value: state, text: state === 'open' ? 'All open' : stateWords[state] }))
export const levelChoices = [
  { value: '', text: 'All levels' },
  ...boardLevels.map(level => ({ value: level, text: level === 'none' ? 'Not yet graded' : levelWords[level].title })),
]
export const whoChoices = who.map(value => ({ value, text: whoWords[value] }))

/** What is chosen now, each with the address that takes it away. */
export function chosen(filter: BoardFilter): { text: string; removeHref: string }[] {
  const { state, level, who, overdueOnly } = filter
  const without = (change: Partial<BoardFilter>) => boardPath({ ...filter, ...change })
  return [
    ...(state === 'open' ? [] : [{ text: stateWords[state], removeHref: without({ state: 'open' }) }]),
    ...(level ? [{
      text: level === 'none' ? 'Not yet graded' : levelWords[level].title, removeHref: without({ level: undefined }),
    }] : []),
    ...(who === 'all' ? [] : [{ text: whoWords[who], removeHref: without({ who: 'all' }) }]),
    ...(overdueOnly ? [{ text: 'Overdue', removeHref: without({ overdueOnly: false }) }] : []),
  ]
}
