import { Details } from '../../../design/details.tsx'
import type { Finding } from '../../lawReference.ts'

type LawFindingsProps = { findings: readonly Finding[]; clauseHref: (number: number) => string; factsHref: string }

/** What the law says of a draft: what has to be put right before it is proposed, then what people have to judge. */
export function LawFindings({ findings, clauseHref, factsHref }: LawFindingsProps) {
  const refusing = findings.filter(({ severity }) => severity === 'refuses')
  const warning = findings.filter(({ severity }) => severity === 'warns')
  const item = ({ clause, says }: Finding) => (
    <li>
      <a class="govuk-link" href={clause === undefined ? factsHref : clauseHref(clause)}>
        {clause === undefined ? 'The agreement' : `Clause ${clause}`}
      </a>
      : {says}
    </li>
  )
  return (
    <section id="law">
      <h2 class="govuk-heading-m">What the law says</h2>
      {refusing.length > 0 ? (
        <>
          <p class="govuk-body">
            <b>Put right before it can be proposed:</b>
          </p>
          <ul class="govuk-list govuk-list--bullet">{refusing.map(item)}</ul>
        </>
      ) : (
        <p class="govuk-body">Kith finds nothing that the law refuses. It knows the rules below, not your facts.</p>
      )}
      {warning.length > 0 ? (
        <Details summaryText={`To be judged by people (${warning.length})`}>
          <ul class="govuk-list govuk-list--bullet">{warning.map(item)}</ul>
        </Details>
      ) : undefined}
    </section>
  )
}
