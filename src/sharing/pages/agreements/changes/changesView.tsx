import { Table } from '../../../../design/table.tsx'
import { Tag } from '../../../../design/tag.tsx'
import { WideTable } from '../../../../design/wideTable.tsx'
import type { Agreement } from '../../../agreement.ts'
import type { ClauseChange, FieldChange, VersionDiff } from '../../../agreementDiff.ts'
import { versionWords } from '../../../clauseWords.ts'
import type { Words } from '../../../store/words.ts'

type ChangesViewProps = { older: Agreement; newer: Agreement; diff: VersionDiff; words: Words }

/** Two versions side by side, field by field: only what differs. */
export function ChangesView({ older, newer, diff, words }: ChangesViewProps) {
  const sides: Sides = [`Version ${older.version}`, `Version ${newer.version}`]
  const of = (kind: ClauseChange['kind']) => diff.clauses.filter(change => change.kind === kind)
  return (
    <>
      <h1 class="govuk-heading-l">
        {newer.title}: version {newer.version} compared with version {older.version}
      </h1>
      {diff.facts.length + diff.clauses.length === 0 ? (
        <p class="govuk-body">They say the same.</p>
      ) : (
        <p class="govuk-body">
          {of('opened').length} new, {of('closed').length} taken out, {of('changed').length} changed.
        </p>
      )}
      {diff.facts.length > 0 ? <Fields caption="The agreement" fields={diff.facts} sides={sides} /> : undefined}
      {diff.clauses.map(change => (
        <OneClause change={change} sides={sides} words={words} />
      ))}
    </>
  )
}

type Sides = readonly [older: string, newer: string]
const tags: Record<ClauseChange['kind'], readonly [word: string, colour: string]> = {
  opened: ['New', 'green'],
  closed: ['Taken out', 'red'],
  changed: ['Changed', 'yellow'],
}

function OneClause({
  change: { clause, kind, fields },
  sides,
  words,
}: {
  change: ClauseChange
  sides: Sides
  words: Words
}) {
  const [word, colour] = tags[kind]
  const whole = (side: 'was' | 'is'): FieldChange[] =>
    versionWords(words).clause.map(([field, text]) => ({
      field,
      was: side === 'was' ? text(clause) : '–',
      is: side === 'is' ? text(clause) : '–',
    }))
  const shown = kind === 'changed' ? fields : whole(kind === 'closed' ? 'was' : 'is')
  return (
    <section>
      <h2 class="govuk-heading-m">
        Clause {clause.number} <Tag classes={`govuk-tag--${colour}`} text={word} />
      </h2>
      <p class="govuk-body">{clause.says}</p>
      <Fields caption={`Clause ${clause.number}`} fields={shown} sides={sides} />
    </section>
  )
}

function Fields({ caption, fields, sides }: { caption: string; fields: readonly FieldChange[]; sides: Sides }) {
  return (
    <WideTable label={caption}>
      <Table
        caption={<span class="govuk-visually-hidden">{caption}</span>}
        firstCellIsHeader
        head={['What', ...sides].map(text => ({ text }))}
        rows={fields.map(({ field, was, is }) => [
          { text: field },
          { text: <Words text={was} /> },
          { text: <Words text={is} isNew /> },
        ])}
      />
    </WideTable>
  )
}

/** The newer side is set in bold: marked by weight, not by colour alone. */
const Words = ({ text, isNew }: { text: string; isNew?: boolean }) =>
  isNew && text !== '–' ? <b>{text}</b> : <>{text}</>
