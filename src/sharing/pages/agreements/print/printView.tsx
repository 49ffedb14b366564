import { SummaryList } from '../../../../design/summaryList.tsx'
import { dateText, dateTimeText } from '../../../../language/format.ts'
import { namedParties, standingOf, standingWords } from '../../../agreement.ts'
import type { Agreement, Clause } from '../../../agreement.ts'
import type { Signature } from '../../../agreementLife.ts'
import { versionWords } from '../../../clauseWords.ts'
import type { Colleague } from '../../../store/agreementDrafts.ts'
import type { Words } from '../../../store/words.ts'
import { fact } from '../clauseCard.tsx'
import { Signatures } from '../signatures.tsx'
import { ReviewWarning } from '../standingTag.tsx'

type PrintViewProps = {
  agreement: Agreement
  clauses: readonly Clause[]
  signatures: readonly Signature[]
  officers: readonly Colleague[]
  content: string | undefined
  words: Words
  now: Date
}

/** Complete on paper: nothing is folded away, every field stands even where it says that there is no limit. */
export function PrintView({ agreement, clauses, signatures, officers, content, words, now }: PrintViewProps) {
  const { facts, clause: fields } = versionWords(words)
  const parties = namedParties(agreement, clauses)
  const shown = { ...agreement, parties }
  const ended = (clause: Clause) =>
    clause.endedAt ? `Ended ${dateTimeText(clause.endedAt)}: ${clause.endedWhy ?? ''}` : undefined
  return (
    <>
      <h1 class="govuk-heading-l">{agreement.title}</h1>
      <p class="govuk-body-l">Information-sharing agreement, version {agreement.version}.</p>
      <ReviewWarning agreement={agreement} now={now} />
      <SummaryList
        rows={[
          fact('State', standingWords[standingOf(agreement, now)]),
          agreement.activatedAt ? fact('In force from', dateText(agreement.validFrom)) : undefined,
          ...facts.slice(1).map(([name, text]) => fact(name, text(shown))),
        ]}
      />
      <h2 class="govuk-heading-m">Clauses</h2>
      {clauses.map(clause => {
        const end = ended(clause)
        return (
          <section>
            <h3 class="govuk-heading-s">Clause {clause.number}</h3>
            <SummaryList
              rows={[
                ...fields.map(([name, text]) => fact(name, text(clause))),
                end === undefined ? undefined : fact('Ended', end),
              ]}
            />
          </section>
        )
      })}
      {agreement.round > 0 ? (
        <Signatures parties={parties} {...{ signatures, officers, words }} />
      ) : (
        <p class="govuk-body">Signed outside Kith: the signed paper is with the owner.</p>
      )}
      <p class="govuk-body-s">
        Printed {dateTimeText(now)}. Content {content ?? ''}. The page in Kith is the agreement; a print may be out
        of date.
      </p>
    </>
  )
}
