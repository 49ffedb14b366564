import type { Child } from 'hono/jsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { dateTimeText } from '../../../language/format.ts'
import { GatewayLink } from '../../gatewayLink.tsx'
import { informedWords, isRefusedBecause, refusedBecauseWords } from '../../share.ts'
import type { Section, Share } from '../../share.ts'
import type { Words } from '../../store/words.ts'
import type { ShareRead } from './openShare.ts'

type FactsProps = ShareRead & { state: string }

/** What, to whom, why, under which law and until when; then what became of it. */
export function ShareFacts(props: FactsProps) {
  const { share } = props
  return <SummaryList rows={[...partiesOf(props), ...termsOf(share), ...endOf(props)]} />
}

const row = (key: string, text: Child) => ({ key: { text: key }, value: { text } })
const joined = (...words: readonly (string | undefined)[]) => words.filter(Boolean).join(', ')

function nameIn(staff: ShareRead['staff'], id: string | undefined): string {
  return (id === undefined ? undefined : staff.get(id)) ?? 'A member of staff'
}

function partiesOf({ share, words, staff, entries, clauses, state }: FactsProps) {
  const colleague = share.toStaff === undefined ? undefined : nameIn(staff, share.toStaff)
  return [
    row('State', <b>{state}</b>),
    row(
      'From',
      joined(nameIn(staff, share.fromStaff), words.role(share.fromRole), words.agency(share.fromAgency)),
    ),
    row('To', joined(colleague, words.role(share.toRole), words.agency(share.toAgency))),
    row(
      share.kind === 'share' ? 'What' : 'What is asked for',
      <ul class="govuk-list">
        {share.sections.map(section => (
          <li>
            <SectionLine section={section} {...{ share, words, entries, clauses }} />
          </li>
        ))}
      </ul>,
    ),
    row('Purpose', words.purpose(share.purpose).title),
    row('Why', share.reason),
  ]
}

function termsOf(share: Share) {
  const ofAShare = [
    row(
      'The child and family know',
      [informedWords[share.informed], share.informedWhy].filter(Boolean).join('. '),
    ),
    row('May be passed on', share.onward === 'named' ? `Only to ${share.onwardTo}` : 'No'),
  ]
  return [
    ...(share.kind === 'share' ? ofAShare : []),
    share.conditions ? row('How to handle it', share.conditions) : null,
    row('Sent', dateTimeText(share.sentAt)),
    row('Ends', dateTimeText(share.validUntil)),
  ]
}

function endOf({ share, staff }: FactsProps) {
  const { receivedAt, recalledAt, refusedBecause: because } = share
  const opened = receivedAt && `Opened ${dateTimeText(receivedAt)} by ${nameIn(staff, share.receivedBy)}`
  const found = share.vitalReview === 'kept' ? 'It was right to share' : 'It was ended'
  return [
    row('Receipt', opened ?? 'Not opened yet'),
    recalledAt
      ? row('Recalled', `${dateTimeText(recalledAt)} by ${nameIn(staff, share.recalledBy)}: ${share.recalledWhy}`)
      : null,
    because === undefined
      ? null
      : row(
          'Refused',
          `${isRefusedBecause(because) ? refusedBecauseWords[because] : because}. ${share.refusedWords}`,
        ),
    share.reviewedAt ? row('Reviewed', `${found}: ${share.reviewWhy}`) : null,
  ]
}

type SectionLineProps = { section: Section; share: Share; words: Words } & Pick<ShareRead, 'entries' | 'clauses'>

function SectionLine({
  section: { category, record, clause: id },
  share,
  words,
  entries,
  clauses,
}: SectionLineProps) {
  const clause = clauses.get(id ?? '')
  return (
    <>
      <b>
        {record ? (entries.get(record) ?? `One entry: ${words.category(category)}`) : words.category(category)}
      </b>
      {clause ? (
        <>
          <br />
          <GatewayLink gateway={words.gateway(clause.gateway)} />,{' '}
          <a class="govuk-link" href={`/agreements/${clause.agreementId}#clause-${clause.number}`}>
            clause {clause.number} of the {clause.title}
          </a>
        </>
      ) : undefined}
      {!clause && share.isVital && share.kind === 'share' ? (
        <>
          <br />
          <GatewayLink gateway={words.gateway('vital_interests')} />
        </>
      ) : undefined}
    </>
  )
}
