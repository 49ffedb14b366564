import type { Tx } from '../../../kernel/database.ts'

export type Event = {
  id: string
  at: Date
  staffId: string
  who: string
  verb: string
  about: string
  title: string
  was: Readonly<Record<string, unknown>>
  becomes: Readonly<Record<string, unknown>>
  source: string
}

export const eventsOnPage = 50

export type WantedEvents = { about?: string | undefined; verb?: string | undefined; page: number }

/** What was changed, the newest first; one more than fits shows that another page follows. */
export async function listEvents(tx: Tx, { about, verb, page }: WantedEvents): Promise<Event[]> {
  const rows = await tx
    .selectFrom('administration_event')
    .innerJoin('staff', join =>
      join
        .onRef('staff.partnership_id', '=', 'administration_event.partnership_id')
        .onRef('staff.id', '=', 'administration_event.staff_id'),
    )
    .selectAll('administration_event')
    .select('staff.name')
    .$if(about !== undefined, query => query.where('about', '=', about ?? ''))
    .$if(verb !== undefined, query => query.where('verb', 'like', `${verb ?? ''}.%`))
    .orderBy('at', 'desc')
    .orderBy('administration_event.id', 'desc')
    .limit(eventsOnPage + 1)
    .offset(page * eventsOnPage)
    .execute()
  return rows.map(row => ({
    id: row.id,
    at: row.at,
    staffId: row.staff_id,
    who: row.name,
    verb: row.verb,
    about: row.about,
    title: row.title,
    was: factsOf(row.was),
    becomes: factsOf(row.becomes),
    source: row.source,
  }))
}

function factsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}
