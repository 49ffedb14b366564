import { dayOf } from '../../../language/format.ts'
import { isId } from '../../../people/pages/typed.ts'
import type { DisclosureFilter } from '../../store/disclosures.ts'

export type Asked = Readonly<{
  day: string
  days: number
  agencyId: string | undefined
  staffId: string | undefined
  page: number
}>

export const spans = [1, 7, 31] as const

/** Reads what the address asks for; anything odd falls back to today. */
export function readAsked(query: URLSearchParams, now: Date): Asked {
  const day = query.get('day') ?? ''
  const id = (name: string) => {
    const value = query.get(name) ?? undefined
    return isId(value) ? value : undefined
  }
  const page = Number(query.get('page') ?? 1)
  return {
    day: isDay(day) ? day : dayOf(now),
    days: spans.find(span => String(span) === query.get('days')) ?? 1,
    agencyId: id('agency'),
    staffId: id('staff'),
    page: Number.isSafeInteger(page) && page > 0 && page < 100_000 ? page : 1,
  }
}

export function filterOf({ day, days, agencyId, staffId }: Asked): DisclosureFilter {
  const from = new Date(`${day}T00:00:00Z`)
  from.setUTCDate(from.getUTCDate() - days + 1)
  return { from: from.toISOString().slice(0, 10), to: day, agencyId, staffId }
}

export function addressOf(asked: Asked, change: Partial<Asked> = {}, path = '/disclosures'): string {
  const { day, days, agencyId, staffId, page } = { ...asked, page: 1, ...change }
  const query = new URLSearchParams({ day, days: String(days) })
  if (agencyId !== undefined) query.set('agency', agencyId)
  if (staffId !== undefined) query.set('staff', staffId)
  if (page > 1) query.set('page', String(page))
  return `${path}?${query.toString()}`
}

const isDay = (text: string) =>
  /^20\d\d-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
  new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)
