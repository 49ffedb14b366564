import { z } from 'zod'
import { weekdays } from '../programme.ts'
import type { Programme } from '../programme.ts'
import { termsOf } from './shapes.ts'
import type { Feed } from './shapes.ts'

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/v).transform(text => text.slice(0, 5))
/** The parameters of the profile; what is not understood is refused, never ignored. */
export const querySchema = z.object({
  search: z.string().max(200).optional(), page: z.coerce.number().int().min(1).max(100_000).default(1),
  per_page: z.coerce.number().int().min(1).max(100).default(20),
  taxonomy_term_id: z.uuid().optional(), taxonomy_id: z.uuid().optional(), organization_id: z.uuid().optional(),
  minimum_age: z.coerce.number().min(0).max(150).optional(), maximum_age: z.coerce.number().min(0).max(150).optional(),
  start_time: time.optional(), end_time: time.optional(), day: z.enum(weekdays).optional(),
  modified_after: z.coerce.date().optional(), postcode: z.string().max(10).optional(), proximity: z.coerce.number().optional(),
})
export type FeedQuery = z.infer<typeof querySchema>

/** What somebody looks for in the feed. Postcode and proximity narrow nothing: no coordinates are published. */
export function chosenBy(feed: Feed, query: FeedQuery): (programme: Programme) => boolean {
  const words = query.search?.toLowerCase().split(/\s+/v).filter(word => word !== '') ?? []
  return programme => {
    const terms = termsOf(feed, programme)
    const text = [programme.name, programme.description, programme.agencyName, ...terms.map(({ name }) => name)]
      .join(' ').toLowerCase()
    return words.every(word => text.includes(word))
      && (!query.taxonomy_term_id || terms.some(({ id }) => id === query.taxonomy_term_id))
      && (!query.taxonomy_id || terms.some(({ taxonomyId }) => taxonomyId === query.taxonomy_id))
      && (!query.organization_id || programme.agencyId === query.organization_id)
      && isForAges(programme, query) && isOn(programme, query)
      && (!query.modified_after || programme.changedAt >= query.modified_after)
  }
}

/** The ages asked for and those of the programme have some in common. */
const isForAges = ({ minimumAge = 0, maximumAge = 150 }: Programme, query: FeedQuery): boolean =>
  (query.minimum_age === undefined || maximumAge >= query.minimum_age)
  && (query.maximum_age === undefined || minimumAge <= query.maximum_age)

const isOn = ({ sessionDays, opensAt, closesAt }: Programme, query: FeedQuery): boolean =>
  (!query.day || sessionDays.includes(query.day))
  && (!query.start_time || (closesAt !== undefined && closesAt > query.start_time))
  && (!query.end_time || (opensAt !== undefined && opensAt < query.end_time))
