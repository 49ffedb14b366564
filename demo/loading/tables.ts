import { Rows } from './rows.ts'

const about = { id: 'uuid', person_id: 'uuid', cell: 'integer' } as const
const ofNotification = { ...about, notification_id: 'uuid' } as const

/** What agencies hold of people. */
function emptyPeopleTables() {
  return {
    person: new Rows('person', { id: 'uuid' }),
    sourceRecord: new Rows('source_record', {
      ...about, source: 'text', source_id: 'text', version: 'text', given_name: 'text', family_name: 'text',
      other_names: 'text', birth_on: 'date', sex: 'text', ethnicity: 'text', recorded_at: 'timestamptz',
      linked_because: 'text',
    }),
    identifier: new Rows('identifier', {
      ...about, source_record_id: 'uuid', kind: 'text', value: 'text', is_valid: 'boolean',
    }),
    contactPoint: new Rows('contact_point', {
      ...about, source_record_id: 'uuid', kind: 'text', value: 'text', postcode: 'text', valid_from: 'date',
      valid_until: 'date', is_protected: 'boolean',
    }),
    need: new Rows('need', {
      ...about, source_record_id: 'uuid', kind: 'text', how: 'text', recorded_at: 'timestamptz',
    }),
    relationship: new Rows('relationship', {
      ...about, source_record_id: 'uuid', kind: 'text', other_person_id: 'uuid', other_name: 'text',
    }),
    involvement: new Rows('involvement', {
      ...about, source_record_id: 'uuid', service: 'text', worker: 'text', reach: 'text', valid_from: 'date',
      valid_until: 'date',
    }),
    record: new Rows('record', {
      ...about, kind: 'text', occurred_at: 'timestamptz', precision: 'text', role: 'text', assertion: 'text',
      event_id: 'uuid', work_id: 'uuid', source_record_id: 'uuid', source: 'text', source_id: 'text',
      headline: 'text', body: 'text', detail: 'jsonb', recorded_by: 'uuid', recorded_at: 'timestamptz',
    }),
    link: new Rows('link', {
      ...about, staff_id: 'uuid', agency_id: 'uuid', role: 'text', purpose: 'text', work_id: 'uuid', kind: 'text',
      valid_from: 'timestamptz', valid_until: 'timestamptz',
    }),
    block: new Rows('authz.block', { id: 'uuid', person_id: 'uuid', kind: 'text', exempt_staff: 'uuids' }),
  }
}

/** What is done about them. */
function emptyProcessTables() {
  return {
    notificationPerson: new Rows('notification_person', {
      notification_id: 'uuid', person_id: 'uuid', cell: 'integer', role: 'text', is_subject: 'boolean',
    }),
    levelSet: new Rows('level_set', {
      ...ofNotification, level: 'text', why: 'text', set_by: 'uuid', set_at: 'timestamptz',
    }),
    decision: new Rows('decision', {
      ...ofNotification, outcome: 'text', rationale: 'text', decided_by: 'uuid', decided_at: 'timestamptz',
    }),
    toldOutcome: new Rows('told_outcome', {
      ...ofNotification, decision_id: 'uuid', outcome: 'text', advice: 'text', told_by: 'uuid', told_at: 'timestamptz',
    }),
    handover: new Rows('handover', {
      ...ofNotification, to_agency: 'uuid', to_role: 'text', to_staff: 'uuid', note: 'text', handed_by: 'uuid',
      handed_at: 'timestamptz',
    }),
    feedback: new Rows('quality_feedback', {
      ...ofNotification, grades: 'jsonb', comment: 'text', given_by: 'uuid', given_at: 'timestamptz',
      seen_at: 'timestamptz',
    }),
    request: new Rows('request', {
      ...ofNotification, to_agency: 'uuid', to_role: 'text', asks: 'text', reason: 'text', urgent: 'boolean',
      gateway: 'text', due_at: 'timestamptz', asked_by: 'uuid', asked_at: 'timestamptz', withdrawn_at: 'timestamptz',
      withdrawn_why: 'text',
    }),
    answer: new Rows('answer', {
      ...ofNotification, request_id: 'uuid', kind: 'text', body: 'text', refused_because: 'text', answered_by: 'uuid',
      answered_at: 'timestamptz',
    }),
    clock: new Rows('clock', {
      ...about, work_id: 'uuid', rule: 'text', rule_version: 'integer', starts_at: 'timestamptz',
      due_at: 'timestamptz', at_risk_at: 'timestamptz', stopped_at: 'timestamptz', stopped_by: 'uuid',
      stopped_why: 'text',
    }),
    disclosure: new Rows('disclosure', {
      ...about, at: 'timestamptz', staff_id: 'uuid', agency_id: 'uuid', role: 'text', purpose: 'text',
      work_id: 'uuid', page: 'text', categories: 'words',
    }),
  }
}

/** The tables that are filled community by community. */
export function emptyTables() {
  return { ...emptyPeopleTables(), ...emptyProcessTables() }
}

export type Tables = ReturnType<typeof emptyTables>

/** Those whose rows are numbered in the order of time over all communities, and so written last. */
export function emptyNumberedTables() {
  return {
    work: new Rows('work', {
      ...about, kind: 'text', purpose: 'text', reference: 'text', opened_at: 'timestamptz', closed_at: 'timestamptz',
    }),
    notification: new Rows('notification', {
      ...about, form_kind: 'text', form_version: 'integer', reference: 'text', state: 'text', urgency: 'text',
      level: 'text', headline: 'text', referrer_agency: 'uuid', referrer_staff: 'uuid', sent_at: 'timestamptz',
      acknowledged_at: 'timestamptz', acknowledged_by: 'uuid', assigned_to: 'uuid', decided_at: 'timestamptz',
      closed_at: 'timestamptz', revision: 'integer',
    }),
    act: new Rows('act', {
      pos: 'bigint', id: 'uuid', at: 'timestamptz', verb: 'text', staff_id: 'uuid', agency_id: 'uuid', role: 'text',
      purpose: 'text', person_id: 'uuid', cell: 'integer', work_id: 'uuid', subject_id: 'uuid', detail: 'jsonb',
    }),
    workCounter: new Rows('work_counter', { series: 'text', n: 'integer' }),
    actCounter: new Rows('act_counter', { pos: 'bigint' }),
  }
}
