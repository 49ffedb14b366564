import { wexmere } from './area.ts'
import type { Row } from './csv.ts'
import { linesOf } from './csv.ts'
import { fileShapes } from './fileShapes.ts'
import { generatePartnership } from './partnership.ts'
import type {
  AgencyCode, Community, DemoEvent, DemoSettings, Ethnicity, NotificationDecision, SourceIdentifier, SourceRecord, Uuid,
} from './types.ts'

type Lines = Generator<string, void, void>

/** Persons of the Standard Safeguarding Dataset, from the council’s system. */
export function safeguardingPersonsCsv(settings: DemoSettings): Lines {
  const { header, badRows } = fileShapes.safeguardingPersons
  return linesOf(header, inEach(settings, personsIn), badRows)
}

export function safeguardingContactsCsv(settings: DemoSettings): Lines {
  const { header, badRows } = fileShapes.safeguardingContacts
  return linesOf(header, inEach(settings, contactsIn), badRows)
}

export function safeguardingMissingCsv(settings: DemoSettings): Lines {
  const { header, badRows } = fileShapes.safeguardingMissing
  return linesOf(header, inEach(settings, missingIn), badRows)
}

export function policeOccurrencesCsv(settings: DemoSettings): Lines {
  const { header, badRows } = fileShapes.policeOccurrences
  return linesOf(header, inEach(settings, occurrencesIn), badRows)
}

/** Suspensions and attendance of one school. */
export function schoolRegisterCsv(settings: DemoSettings, school: AgencyCode): Lines {
  const { header, badRows } = fileShapes.schoolRegister
  return linesOf(header, inEach(settings, (community) => registerIn(community, school)), badRows)
}

/** Assaults as an emergency department may share them: nothing that says who anybody is. */
export function emergencyAssaultsCsv(settings: DemoSettings): Lines {
  const { header, badRows } = fileShapes.emergencyAssaults
  return linesOf(header, inEach(settings, assaultsIn), badRows)
}

/** The file that must be refused whole: the same assaults with names, birthdays, NHS numbers and home addresses. */
export function emergencyAssaultsWithNamesCsv(settings: DemoSettings): Lines {
  const header = [...fileShapes.emergencyAssaults.header, 'Patient Name', 'Date Of Birth', 'NHS Number', 'Home Address']
  return linesOf(header, inEach(settings, namedAssaultsIn), [])
}

function* inEach(settings: DemoSettings, rowsIn: (community: Community) => Iterable<Row>): Generator<Row, void, void> {
  for (const community of generatePartnership(settings).communities()) yield* rowsIn(community)
}

const censusEthnicities: Record<Ethnicity, string> = {
  W1: 'WBRI', W2: 'WIRI', W3: 'WIRT', W9: 'WOTH', M1: 'MWBC', M2: 'MWBA', M3: 'MWAS', M9: 'MOTH', A1: 'AIND',
  A2: 'APKN', A3: 'ABAN', A4: 'CHNE', A9: 'AOTH', B1: 'BCRB', B2: 'BAFR', B9: 'BOTH', O2: 'OOTH', O9: 'OOTH',
  NS: 'NOBT',
}

function personsIn(community: Community): readonly Row[] {
  const numbers = numbersIn(community)
  const ofParents = community.relationships.filter(({ kind }) => kind === 'parent')
  const parents = new Set(ofParents.map(({ recordId }) => recordId))
  return recordsOf(community, 'childrens_services').map((record) => {
    const upn = numbers.get(`${record.id}/upn`)
    return [
      '', record.agencyReference, upn ?? '', record.givenName, record.familyName, record.sex ?? 'U', '',
      record.ethnicity ? censusEthnicities[record.ethnicity] : 'NOBT', record.bornOn,
      numbers.get(`${record.id}/nhs_number`) ?? '',
      upn ? '' : 'UN4', 'N', '', '', record.sex === 'F' && parents.has(record.id) ? 'Y' : 'N', '',
    ]
  })
}

const outcomeFlags: Record<NotificationDecision, string> = {
  no_further_action: 'NFA_FLAG', advice: 'ADVICE_FLAG', early_help: 'OTHER_OUTCOMES_EXIST_FLAG',
  child_in_need: 'NEW_REFERRAL_FLAG', strategy_discussion: 'CP_ENQUIRY_FLAG',
}
const allFlags = [
  'NEW_REFERRAL_FLAG', 'EXISTING_REFERRAL_FLAG', 'CP_ENQUIRY_FLAG', 'NFA_FLAG', 'NON_AGENCY_ADOPTION_FLAG',
  'PRIVATE_FOSTERING_FLAG', 'ADVICE_FLAG', 'MISSING_FLAG', 'OLA_CP_FLAG', 'OTHER_OUTCOMES_EXIST_FLAG',
]

function contactsIn(community: Community): readonly Row[] {
  const records = byId(community)
  return community.events.flatMap(({ detail, people, reference, happenedAt }) => {
    const record = records.get(people[0]?.recordId ?? '')
    if (detail.of !== 'contact' || !record) return []
    const named = outcomeFlags[detail.outcome]
    const outcome = JSON.stringify(Object.fromEntries(allFlags.map((flag) => [flag, flag === named ? 'Y' : 'N'])))
    const { sourceCode, sourceDescription } = detail
    return [[reference, record.agencyReference, happenedAt.slice(0, 10), sourceCode, sourceDescription, outcome]]
  })
}

/** Only the episodes of children whom the council knows; its numbers, not those of the police. */
function missingIn(community: Community): readonly Row[] {
  const personOf = new Map(community.truth.owners.map(({ recordId, personId }) => [recordId, personId]))
  const council = new Map(recordsOf(community, 'childrens_services').map((record) => [personOf.get(record.id), record]))
  return community.events.flatMap(({ detail, people, reference, happenedAt }) => {
    const record = council.get(personOf.get(people[0]?.recordId ?? ''))
    if (detail.of !== 'missing' || !record) return []
    const kind = detail.grading === 'low' ? 'A' : 'M'
    const ended = detail.foundAt?.slice(0, 10) ?? ''
    const interview = [yesNo(detail.interviewOffered), yesNo(detail.interviewAccepted)]
    return [[reference, record.agencyReference, happenedAt.slice(0, 10), kind, ended, ...interview]]
  })
}

function occurrencesIn(community: Community): readonly Row[] {
  const records = byId(community)
  const places = new Map(wexmere.places.map((place) => [place.id, place]))
  return community.events.flatMap((event) => {
    const { detail, placeId } = event
    if (detail.of !== 'police') return []
    const place = placeId === null ? undefined : places.get(placeId)
    return event.people.flatMap(({ recordId, role }) => {
      const record = records.get(recordId)
      return record ? [[
        event.reference, event.kind, event.happenedAt, event.recordedAt, place?.name ?? '', place?.postcode ?? '',
        detail.weapon, record.agencyReference, record.givenName, record.familyName, record.bornOn,
        record.sex, role, factOf(event),
      ]] : []
    })
  })
}

function registerIn(community: Community, school: AgencyCode): readonly Row[] {
  const records = byId(community)
  const numbers = numbersIn(community)
  return community.events.flatMap((event) => {
    const { detail } = event
    const record = records.get(event.people[0]?.recordId ?? '')
    if (event.agencyCode !== school || !record || (detail.of !== 'suspension' && detail.of !== 'attendance')) return []
    const upn = numbers.get(`${record.id}/upn`) ?? ''
    const about = [record.agencyReference, upn, record.givenName, record.familyName, record.bornOn]
    const day = event.happenedAt.slice(0, 10)
    return [detail.of === 'suspension'
      ? [event.reference, 'suspension', ...about, day, '', detail.reasonCode, detail.sessions, '']
      : [event.reference, 'attendance', ...about, detail.fromOn, detail.toOn, '', '', detail.percentage]]
  })
}

const methodWords = {
  sharp_object: 'Sharp object', blunt_object: 'Blunt object', body_part: 'Body part', pushed: 'Pushed', other: 'Other',
} as const
const locationWords = {
  street: 'Street', park: 'Park', transport: 'Transport', licensed_premises: 'Licensed premises', school: 'School',
  home: 'Home', other: 'Other',
} as const

function assaultsIn(community: Community): readonly Row[] {
  return community.events.flatMap((event) => {
    const row = assaultRowOf(event)
    return row ? [row] : []
  })
}

function namedAssaultsIn(community: Community): readonly Row[] {
  const records = byId(community)
  const numbers = numbersIn(community)
  const homes = new Map(community.addresses.filter(({ isSealed }) => !isSealed).map((home) => [home.recordId, home]))
  return community.events.flatMap((event) => {
    const row = assaultRowOf(event)
    const record = records.get(event.people[0]?.recordId ?? '')
    if (!row || !record) return []
    const home = homes.get(record.id)
    const address = home ? `${home.line}, ${home.town}, ${home.postcode}` : ''
    const nhsNumber = numbers.get(`${record.id}/nhs_number`) ?? ''
    return [[...row, `${record.givenName} ${record.familyName}`, record.bornOn, nhsNumber, address]]
  })
}

function assaultRowOf({ detail, happenedAt }: DemoEvent): Row | undefined {
  if (detail.of !== 'emergency') return undefined
  const { arrivedAt, method, locationKind, locationDescription } = detail
  const month = arrivedAt.slice(0, 7)
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate()
  return [
    `${month}-01`, `${month}-${last}`, 'RWX01', arrivedAt.slice(0, 10), arrivedAt.slice(11, 16),
    happenedAt.slice(0, 10), happenedAt.slice(11, 16), methodWords[method],
    method === 'other' ? 'Not recorded' : '', locationWords[locationKind],
    locationDescription,
  ]
}

function recordsOf(community: Community, code: AgencyCode): readonly SourceRecord[] {
  return community.records.filter(({ agencyCode }) => agencyCode === code)
}

function byId(community: Community): ReadonlyMap<Uuid, SourceRecord> {
  return new Map(community.records.map((record) => [record.id, record]))
}

function numbersIn({ identifiers }: Community): ReadonlyMap<string, string> {
  return new Map(identifiers.map(({ recordId, kind, value }: SourceIdentifier) => [`${recordId}/${kind}`, value]))
}

function factOf({ statements }: DemoEvent): string {
  return statements.find(({ kind }) => kind === 'fact')?.text ?? ''
}

function yesNo(answer: boolean | null): string {
  return answer === null ? '' : answer ? 'Y' : 'N'
}
