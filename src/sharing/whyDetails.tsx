import { Details } from '../design/details.tsx'
import { Table } from '../design/table.tsx'
import { WideTable } from '../design/wideTable.tsx'
import { dateText } from '../language/format.ts'
import { GatewayLink } from './gatewayLink.tsx'
import type { Why, WhyClause, WhyCoarse, WhyOpening } from './why.ts'

/** "Why can I see this?" folded away, for a panel or a page that already has the answer. */
export function WhyDetails({ why }: { why: Why }) {
  return <Details summaryText="Why can I see this?"><WhyView why={why} headingClass="govuk-heading-s" /></Details>
}

/** Purpose, link and, for each kind of information that is shown, the right by which it is open. */
export function WhyView({ why, headingClass = 'govuk-heading-m' }: { why: Why; headingClass?: string }) {
  const { purpose, links, openings, coarse } = why
  return (
    <>
      <h2 class={headingClass}>What you are here for</h2>
      <p class="govuk-body"><b>{purpose.title}</b>, because of {purpose.from}. {sentence(purpose.about)}</p>
      <h2 class={headingClass}>Why this person</h2>
      <ul class="govuk-list govuk-list--bullet">{links.map(link => <li>{link}</li>)}</ul>
      <h2 class={headingClass}>Which information, and by which right</h2>
      {openings.length > 0
        ? <WideTable label="Information that is open to you, and why">
            <Table
              caption={<span class="govuk-visually-hidden">Information that is open to you, and why</span>}
              head={[{ text: 'Information' }, { text: 'Held by' }, { text: 'Open to you because' }]}
              rows={openings.map(opening => ({
                key: `${opening.agency} ${opening.category}`,
                cells: [{ text: opening.category }, { text: opening.agency }, { text: <Right opening={opening} /> }],
              }))}
            />
          </WideTable>
        : <p class="govuk-body">Nothing about this person is open to you here.</p>}
      {coarse.length > 0 ? <Coarse coarse={coarse} headingClass={headingClass} /> : undefined}
    </>
  )
}

const coarseWords: Record<WhyCoarse['what'], string> = { age_band: 'Age', district: 'Postcode begins with' }

/** Shown here and nowhere else: whoever has only this sees no name, no birthday and no address. */
function Coarse({ coarse, headingClass }: { coarse: readonly WhyCoarse[]; headingClass: string }) {
  return (
    <>
      <h2 class={headingClass}>What you are told roughly</h2>
      {coarse.map(({ what, value, agency, clauses }) => (
        <>
          <p class="govuk-body"><b>{coarseWords[what]}: {value}</b>, from {agency}</p>
          {clauses.map(clause => <ClauseReason clause={clause} />)}
        </>
      ))}
    </>
  )
}

function Right({ opening: { isOwn, clauses, shares } }: { opening: WhyOpening }) {
  if (isOwn) return <>It is your own agency’s record</>
  if (clauses.length === 0 && shares.length > 0) return <>{shares.map(id => <ShareReason id={id} />)}</>
  if (clauses.length === 0) return <>Emergency access, to protect somebody’s life (UK GDPR Article 6(1)(d)). It is reviewed</>
  return <>{clauses.map(clause => <ClauseReason clause={clause} />)}</>
}

function ShareReason({ id }: { id: string }) {
  return (
    <p class="govuk-body-s">It was <a class="govuk-link" href={`/shares/${id}`}>shared with you or your team</a></p>
  )
}

function ClauseReason({ clause }: { clause: WhyClause }) {
  return (
    <p class="govuk-body-s">
      <a class="govuk-link" href={`/agreements/${clause.agreementId}#clause-${clause.number}`}>
        Clause {clause.number} of the {clause.agreementTitle}
      </a>: {clause.says}
      <br /><GatewayLink gateway={clause.gateway} />. Until {dateText(clause.until)}.
      {clause.overdueSince === undefined
        ? undefined
        : <strong> This agreement was to be reviewed by {dateText(clause.overdueSince)}.</strong>}
    </p>
  )
}

const sentence = (text: string) => text === '' || text.endsWith('.') ? text : `${text}.`
