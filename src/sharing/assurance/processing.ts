import type { Day } from '../../language/format.ts'
import { standingOfClause } from '../agreement.ts'
import type { Agreement, Clause } from '../agreement.ts'
import { ruleText } from '../retention/retention.ts'
import type { RetentionRule } from '../retention/retention.ts'

export type Assessed = Readonly<{ title: string; reference: string; reviewOn: Day; isLive: boolean }>
export type Recipient = Readonly<{
  clauseId: string
  agreement: string
  agreementVersion: number
  clause: number
  agencies: readonly string[]
  roles: readonly string[]
  purpose: string
  law: string
  basis: string
  highestTier: number
  until: Date
  dpia: Assessed | undefined
}>

/** One entry of the record of processing: one kind of information of one controller (UK GDPR Article 30(1)). */
export type ProcessingEntry = Readonly<{
  id: string
  controllerId: string
  controller: string
  contacts: readonly string[]
  category: string
  about: string
  purposes: readonly string[]
  dataSubjects: string
  ownRoles: readonly string[]
  recipients: readonly Recipient[]
  emergency: string | undefined
  laws: readonly string[]
  retention: readonly string[]
  transfers: string
  security: readonly string[]
}>

export type Sources = Readonly<{
  agencies: readonly { id: string; name: string; kind: string }[]
  categories: readonly { code: string; title: string; about: string }[]
  scopes: readonly { role: string; category: string }[]
  purposesOf: readonly { role: string; purpose: string }[]
  rolesOf: readonly { agencyId: string; role: string }[]
  contacts: readonly { agencyId: string; name: string; role: string }[]
  emergencyCategories: readonly string[]
  agreements: readonly Agreement[]
  clauses: readonly Clause[]
  rules: readonly RetentionRule[]
  words: {
    role: (code: string) => string
    purpose: (code: string) => { title: string }
    agency: (id: string) => string
    gateway: (code: string) => { title: string }
  }
}>

/** What protects every row alike; each is held to by a test of the product. */
export const security = [
  'Row-level security in the database: nothing is visible by default; each row has an owner, a kind and a tier.',
  'A person is opened only with a live account, a purpose from open work, a link to the person, a ' +
    'clause or ownership, and no seal.',
  'Every reading is recorded in the same transaction; if that fails, nothing is shown.',
  'The record of readings is a tamper-evident log that partner agencies can check.',
  'Connections are encrypted; sessions end; nothing personal stands in addresses, logs or e-mail.',
] as const

/** Entries for every kind of information that an agency’s own roles hold or that a clause in force opens. */
export function recordOfProcessing(sources: Sources, now: Date): ProcessingEntry[] {
  const byAgreement = new Map(sources.agreements.map(agreement => [agreement.id, agreement]))
  const live = sources.clauses.flatMap(clause => {
    const agreement = byAgreement.get(clause.agreementId)
    return agreement && standingOfClause(clause, agreement, now) === 'in_force' ? [{ clause, agreement }] : []
  })
  return sources.agencies.flatMap(agency =>
    sources.categories.flatMap(category => {
      const opened = live.filter(
        ({ clause }) =>
          clause.fromAgencies.includes(agency.id) &&
          clause.categories.includes(category.code) &&
          clause.toAgencies.some(id => id !== agency.id),
      )
      const own = rolesWith(sources, agency.id, category.code)
      return own.length + opened.length > 0 ? [entryOf({ sources, agency, category, opened, own, now })] : []
    }),
  )
}

function rolesWith({ scopes, rolesOf }: Sources, agencyId: string, category: string): string[] {
  const here = new Set(rolesOf.filter(each => each.agencyId === agencyId).map(({ role }) => role))
  return [
    ...new Set(scopes.filter(scope => scope.category === category && here.has(scope.role)).map(({ role }) => role)),
  ]
}

type Opened = { clause: Clause; agreement: Agreement }
type Making = {
  sources: Sources
  agency: Sources['agencies'][number]
  category: Sources['categories'][number]
  opened: readonly Opened[]
  own: readonly string[]
  now: Date
}

function entryOf({ sources, agency, category, opened, own, now }: Making): ProcessingEntry {
  const { words, purposesOf } = sources
  const reads = opened.filter(({ clause }) => clause.access === 'read')
  const purposes = [
    ...purposesOf.filter(({ role }) => own.includes(role)).map(({ purpose }) => purpose),
    ...opened.map(({ clause }) => clause.purpose),
  ]
  const isOpenInEmergency = sources.emergencyCategories.includes(category.code)
  return {
    id: `${agency.id}:${category.code}`,
    controllerId: agency.id,
    controller: agency.name,
    category: category.title,
    about: category.about,
    contacts: contactsOf(sources, agency.id),
    purposes: [...new Set(purposes)].map(code => words.purpose(code).title).toSorted(),
    dataSubjects: 'Children, their parents and carers, and other people around them or present at an event',
    ownRoles: own.map(words.role).toSorted(),
    recipients: reads.map(each => recipientOf(sources, each, { now, ownerId: agency.id })),
    emergency: isOpenInEmergency
      ? 'One person at a time, for at most 60 minutes, in an emergency; reviewed within two working days'
      : undefined,
    laws: [...new Set(opened.map(({ clause }) => words.gateway(clause.gateway).title))].toSorted(),
    retention: sources.rules
      .filter(rule => applies(rule, agency.kind, category.code))
      .map(rule => `${rule.title}: ${ruleText(rule)}, then ${rule.action}`),
    transfers: 'None outside the United Kingdom',
    security,
  }
}

/** Whoever answers for the data of an agency, or of the partnership where it has nobody. */
function contactsOf({ contacts }: Sources, agencyId: string): string[] {
  const own = contacts.filter(contact => contact.agencyId === agencyId && contact.role === 'privacy_officer')
  return (own.length > 0 ? own : contacts.filter(({ role }) => role === 'information_governance_lead')).map(
    ({ name }) => name,
  )
}

const applies = (rule: RetentionRule, kind: string, category: string) =>
  rule.class === 'record' &&
  (rule.agencyKinds.length === 0 || rule.agencyKinds.includes(kind)) &&
  (rule.categories.includes(category) ||
    (rule.categories.length === 0 && !['rights', 'protection', 'disclosure'].includes(category)))

function recipientOf(
  { words }: Sources,
  { clause, agreement }: Opened,
  { now, ownerId }: { now: Date; ownerId: string },
): Recipient {
  return {
    clauseId: clause.id,
    agreement: agreement.title,
    agreementVersion: agreement.version,
    clause: clause.number,
    agencies: clause.toAgencies.filter(id => id !== ownerId).map(words.agency),
    roles: clause.toRoles.map(words.role),
    purpose: words.purpose(clause.purpose).title,
    law: words.gateway(clause.gateway).title,
    basis: clause.basis,
    highestTier: clause.highestTier,
    until: clause.validUntil && clause.validUntil < agreement.validUntil ? clause.validUntil : agreement.validUntil,
    dpia: assessedOf(agreement, now),
  }
}

/** The assessment of an agreement, and whether it still stands. */
export function assessedOf({ dpia }: Agreement, now: Date): Assessed | undefined {
  if (dpia.title === '' || !dpia.reviewOn) return undefined
  const { title, reference, reviewOn, outcome } = dpia
  return {
    title,
    reference,
    reviewOn,
    isLive: reviewOn >= now.toISOString().slice(0, 10) && outcome !== undefined && outcome !== 'do_not_proceed',
  }
}
