import { Badge } from '../../../../design/badge.tsx'
import { FactTag } from '../../../../design/factTag.tsx'
import { PersonName } from '../../../../design/personName.tsx'
import { dateTimeText } from '../../../../language/format.ts'
import { DisputeMarkView } from '../../../../people/disputeMark.tsx'
import type { Case, CasePerson } from '../../../loadCase.ts'
import { eventRoles, isEventRole } from '../../../notification.ts'
import type { RecordLine } from '../../../store/caseReads.ts'
import { agencyText, personText, staffText, whenText } from '../../caseWords.ts'

const eventRoleText = (role: string) => (isEventRole(role) ? eventRoles[role] : role).toLowerCase()

/** All roles of somebody in this event: a child who was hurt may also be suspected. */
function rolesOf({ records }: Case, { personId, role }: CasePerson): string {
  const others = records.filter(record => record.personId === personId && record.kind === alsoInvolved)
    .flatMap(record => record.role ?? [])
  return [...new Set([role, ...others])].map(eventRoleText).join(', ')
}

const alsoInvolved = 'involved_person'

/** Who was there, each with a role in this event only. */
export function PeopleInEvent({ case: one }: { case: Case }) {
  return (
    <section aria-labelledby="people">
      <h2 class="govuk-heading-m" id="people">People in this event</h2>
      <ul class="govuk-list">
        {one.people.map(person => {
          const { personId, isSubject } = person
          const { name, age } = personText(one, personId)
          const href = one.names.has(personId) ? `/people/${personId}?work=${one.screened.id}` : undefined
          return (
            <li>
              <PersonName name={name} age={age} href={href} />: {rolesOf(one, person)} in this event
              {isSubject ? <> <Badge colour="blue" text="This notification is about" /></> : undefined}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

const isFactual = (assertion: string) => assertion !== 'opinion' && assertion !== 'own_words'

const parts = [
  { id: 'facts', title: 'What happened', of: (record: RecordLine) => isFactual(record.assertion) },
  { id: 'opinions', title: 'Professional opinion', of: (record: RecordLine) => record.assertion === 'opinion' },
  { id: 'own-words', title: 'In the child’s own words', of: (record: RecordLine) => record.assertion === 'own_words' },
] as const

/** What the referrer wrote, fact apart from opinion, as far as the clauses reach. */
export function Recorded({ case: one }: { case: Case }) {
  const records = one.records.filter(record => record.category !== 'decision' && record.kind !== alsoInvolved)
  if (records.length === 0) return undefined
  return (
    <section aria-labelledby="recorded" data-live="recorded">
      <h2 class="govuk-heading-m" id="recorded">What was recorded</h2>
      {parts.map(part => <Part title={part.title} id={part.id} records={records.filter(part.of)} case={one} />)}
    </section>
  )
}

/** The worry and the child's safety stand before the account and its circumstances. */
const firstKinds = ['concern', 'immediate_safety', 'weapon', 'account', 'event_place', 'family_informed']
const placeOf = ({ kind }: RecordLine) => (firstKinds.indexOf(kind) + firstKinds.length + 1) % (firstKinds.length + 1)

type PartProps = { title: string; id: string; records: RecordLine[]; case: Case }

function Part({ title, id, records, case: one }: PartProps) {
  if (records.length === 0) return undefined
  return (
    <section aria-labelledby={`recorded-${id}`}>
      <h3 class="govuk-heading-s" id={`recorded-${id}`}>{title}</h3>
      {records.toSorted((one, other) => placeOf(one) - placeOf(other)).map(record => <Entry record={record} case={one} />)}
    </section>
  )
}

function Entry({ record, case: one }: { record: RecordLine; case: Case }) {
  const isAboutOther = record.personId !== one.screened.personId
  const other = personText(one, record.personId)
  return (
    <article class="kith-card">
      <h4 class="govuk-heading-s">
        {record.title} <Standing assertion={record.assertion} /><DisputeMarkView mark={record.dispute} />
        {isAboutOther ? <> about <PersonName {...other} /></> : undefined}
      </h4>
      {record.headline === record.title ? undefined : <p class="govuk-body">{record.headline}</p>}
      {record.body && record.body !== record.headline ? <Paragraphs text={record.body} /> : undefined}
      <p class="govuk-hint">
        {whenText(record.occurredAt, record.precision)} · {agencyText(one, record.agencyId)}
        {record.recordedBy ? ` · recorded by ${staffText(one, record.recordedBy)}` : ''}
      </p>
    </article>
  )
}

function Standing({ assertion }: { assertion: string }) {
  if (assertion === 'own_words') return <Badge colour="blue" text="Own words" />
  if (assertion === 'fact' || assertion === 'opinion' || assertion === 'allegation' || assertion === 'intelligence')
    return <FactTag standing={assertion} />
  return undefined
}

/** Text as it was typed, with its empty lines. */
export function Paragraphs({ text }: { text: string }) {
  return <>{text.split(/\n{2,}/v).map(paragraph => <p class="govuk-body kith-measure">{lines(paragraph)}</p>)}</>
}

function lines(paragraph: string) {
  return paragraph.split('\n').map((line, index) => index === 0 ? line : <><br />{line}</>)
}

export function Attachments({ case: one }: { case: Case }) {
  if (one.files.length === 0) return undefined
  return (
    <section aria-labelledby="files">
      <h2 class="govuk-heading-m" id="files">Attachments</h2>
      <ul class="govuk-list">
        {one.files.map(file => (
          <li>
            <a class="govuk-link" href={`/notifications/${one.screened.id}/files/${file.id}`}>{file.name}</a>
            {' '}({sizeText(file.size)}), added {dateTimeText(file.addedAt)} by {staffText(one, file.addedBy)}
          </li>
        ))}
      </ul>
    </section>
  )
}

function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
