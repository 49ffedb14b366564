import { createHash } from 'node:crypto'
import type { Place, Programme, Taxonomy, Term } from '../programme.ts'

/** Where the feed is, so that each thing in it has an address of its own. */
export type Feed = Readonly<{ base: string; terms: readonly Term[]; taxonomies: readonly Taxonomy[] }>

/** What has no row of its own still needs an id that stays the same: made from its parent's. */
export function idWithin(parent: string, what: string): string {
  const hash = createHash('sha256').update(`${parent} ${what}`).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

const organization = ({ base }: Feed, { agencyId, agencyName, url }: Programme) => ({
  id: agencyId, name: agencyName, description: `${agencyName}, an agency of a safeguarding partnership`,
  uri: `${base}/organizations/${agencyId}`, ...(url && { website: url }),
})

/** A service as lists have it: what there is one of. */
export function serviceInList(feed: Feed, programme: Programme) {
  const { id, url, email, accreditations, minimumAge, maximumAge, assuredOn, assurerEmail, alert, evidence } = programme
  return {
    id, organization_id: programme.agencyId, name: programme.name, description: programme.description,
    status: programme.status, url: url ?? `${feed.base}/services/${id}`, last_modified: programme.changedAt.toISOString(),
    ...(email && { email }), ...(accreditations && { accreditations }), ...(alert && { alert }),
    ...(minimumAge !== undefined && { minimum_age: minimumAge }), ...(maximumAge !== undefined && { maximum_age: maximumAge }),
    ...(assuredOn && { assured_date: assuredOn }), ...(assurerEmail && { assurer_email: assurerEmail }),
    ...(programme.cost && { fees: programme.cost }),
    // Beside the profile: what is known of the approach, with its day and source.
    ...(evidence && { evidence: {
      approach: evidence.title, band: evidence.band, meaning: evidence.meaning, as_of: evidence.asOf, source: evidence.source,
    } }),
    organization: organization(feed, programme),
  }
}

/** A service with everything that belongs to it. */
export function serviceInFull(feed: Feed, programme: Programme) {
  const { id } = programme
  const url = `${feed.base}/services/${id}`
  return {
    ...serviceInList(feed, programme),
    schedules: schedulesOf(programme, url),
    service_areas: programme.areas.map(name => ({ id: idWithin(id, `area ${name}`), service_id: id, name, service_area: name })),
    service_at_locations: programme.locations.filter(({ hidden }) => !hidden)
      .map(place => ({ id: idWithin(id, place.id), service_id: id, location_id: place.id, location: locationOf(programme, place) })),
    languages: programme.languages.map(name => ({ id: idWithin(id, `language ${name}`), service_id: id, name, url })),
    funding: [],
    cost_options: programme.cost
      ? [{ id: idWithin(id, 'cost'), service_id: id, amount_description: programme.cost, option: programme.cost, url }] : [],
    contacts: contactsOf(programme, url),
    attributes: termsOf(feed, programme).map(term => ({
      id: idWithin(id, term.code), link_id: id, link_entity: 'service', link_type: 'service', taxonomy_term_id: term.id,
      taxonomy_term: termInFull(feed, term),
    })),
  }
}

function schedulesOf({ id, sessionDays, opensAt, closesAt, sessionNotes }: Programme, url: string) {
  if (sessionDays.length === 0) return []
  return [{
    id: idWithin(id, 'schedule'), service_id: id, freq: 'WEEKLY', interval: 1, byday: sessionDays.join(','), url,
    ...(opensAt && { opens_at: `${opensAt}:00` }), ...(closesAt && { closes_at: `${closesAt}:00` }),
    ...(sessionNotes && { description: sessionNotes }),
  }]
}

const contactsOf = ({ id, contactName, phone }: Programme, url: string) => contactName || phone
  ? [{
      id: idWithin(id, 'contact'), service_id: id, name: contactName ?? 'Referrals', title: 'Referrals', url,
      phones: phone ? [{ id: idWithin(id, 'phone'), number: phone, url }] : [],
    }]
  : []

function locationOf({ accessibility }: Programme, place: Place) {
  const { id, name, address1, city, county, postalCode, latitude, longitude } = place
  const isWhole = address1 && city && county && postalCode
  return {
    id, location_type: 'physical', name, ...(latitude !== undefined && { latitude }), ...(longitude !== undefined && { longitude }),
    addresses: isWhole ? [{
      id: idWithin(id, 'address'), location_id: id, address_1: address1, city, state_province: county,
      postal_code: postalCode, country: 'GB', address_type: 'physical',
    }] : [],
    accessibility: accessibility
      ? [{ id: idWithin(id, 'accessibility'), location_id: id, description: accessibility, accessibility }] : [],
  }
}

export const termsOf = ({ terms }: Feed, { kind, needs }: Programme): Term[] =>
  terms.filter(({ code }) => code === kind || needs.includes(code))

export function termInFull({ base, taxonomies }: Feed, { id, taxonomyId, code, name, description }: Term) {
  const taxonomy = taxonomies.find(one => one.id === taxonomyId)
  return {
    id, name, term: name, code, description, taxonomy: taxonomy?.name ?? '', taxonomy_id: taxonomyId,
    term_uri: `${base}/taxonomy_terms/${id}`,
  }
}

export const taxonomyInFull = ({ base }: Feed, { id, name, description, uri, version }: Taxonomy) =>
  ({ id, name, description, uri: uri ?? `${base}/taxonomies/${id}`, ...(version && { version }) })

/** One place of one service; a list has it without what there is more than one of. */
export function serviceAtLocation(feed: Feed, programme: Programme, place: Place) {
  const { addresses, accessibility, ...location } = locationOf(programme, place)
  const both = {
    id: idWithin(programme.id, place.id), service_id: programme.id, location_id: place.id,
    service: serviceInList(feed, programme),
  }
  return { inList: { ...both, location }, inFull: { ...both, location: { ...location, addresses, accessibility } } }
}

/** An organisation and what it runs, each with no more than a service must have. */
export function organizationInFull(feed: Feed, programmes: readonly Programme[]) {
  const [first] = programmes
  return first && {
    ...organization(feed, first),
    services: programmes.map(({ id, name, status, url }) => ({ id, name, status, url: url ?? `${feed.base}/services/${id}` })),
  }
}

/** The wrapper of every list. */
export function pageOf<Item>(all: readonly Item[], { page, perPage }: { page: number; perPage: number }) {
  const contents = all.slice((page - 1) * perPage, page * perPage)
  const totalPages = Math.max(1, Math.ceil(all.length / perPage))
  return {
    total_items: all.length, total_pages: totalPages, page_number: page, size: contents.length,
    first_page: page === 1, last_page: page >= totalPages, empty: contents.length === 0, contents,
  }
}
