import { sql } from 'kysely'
import { dateText } from '../../../language/format.ts'
import { lexiconCode } from '../../lexiconAt.ts'
import { asked, invalid, planned, type Asking, type Change } from '../change.ts'
import { checkDocument, type LexiconShape } from '../checks.ts'
import { fieldsOf } from '../fields.tsx'
import { differenceOf } from '../lexiconDifference.ts'
import { reasonedChange } from '../reasonedChange.tsx'
import { listDocuments, type DocumentRow } from '../store/reference.ts'
import { dayFields, documentTooLarge, Reading, textOf, todayOf } from '../typed.ts'
import { counted } from '../words.ts'

const crumb = { text: 'Lexicon', href: '/administration/reference/lexicon' }
const writing = (content: unknown) => JSON.stringify(content, null, 2)
const wasWithdrawn = ({ validFrom, validUntil }: DocumentRow) => validUntil !== null && validUntil <= validFrom

/** The newest lexicon, whether it is in force or still to come; at first the starter. */
async function newest({
  tx,
  checks,
}: Asking): Promise<{ version: number; content: unknown; lexicon: LexiconShape }> {
  const rows = await listDocuments(tx, lexiconCode)
  const last = rows.find(row => !wasWithdrawn(row))
  const read = last && checks.checkLexicon(last.content)
  const version = rows[0]?.version ?? 0
  return read?.success
    ? { version, content: last?.content, lexicon: read.data }
    : { version, content: checks.starterLexicon, lexicon: checks.starterLexicon }
}

const phrases = (texts: readonly string[]) =>
  texts.length === 0 ? (
    'None'
  ) : (
    <ul class="govuk-list govuk-list--bullet">
      {texts.map(text => (
        <li>{text}</li>
      ))}
    </ul>
  )

const upload: Change = {
  code: 'lexicon.version',
  path: '/administration/reference/lexicon/new-version',
  title: 'Make a new version of the lexicon',
  crumb,
  takesFile: true,
  said: 'The lexicon has a new version.',
  begin: async asking => ({
    document: writing((await newest(asking)).content),
    ...dayFields('from', todayOf(asking.kernel.now())),
  }),
  form: async (_, typed, problems) => {
    const on = fieldsOf(typed, problems)
    return (
      <>
        {on.document({ name: 'document', label: 'Lexicon', hint: 'JSON: version, inflections and entries' })}
        {on.file({ name: 'file', label: 'Or choose a file', hint: 'It is read instead of the text above' })}
        {on.day({ name: 'from', label: 'First day' })}
        {on.area({ name: 'source', label: 'Source', hint: 'The guide that it follows, with its edition', rows: 2 })}
      </>
    )
  },
  plan: async (asking, typed) => {
    const reading = new Reading(typed)
    if (textOf(typed, 'tooLarge')) reading.problems['document'] = documentTooLarge
    const checked = checkDocument(textOf(typed, 'document'), asking.checks.checkLexicon)
    if (!checked.ok) reading.problems['document'] ??= checked.problem
    const from = reading.dayFrom('from', todayOf(asking.kernel.now()), 'Enter the first day')
    const source = reading.text('source', 'Enter the source', 500)
    const last = await newest(asking)
    const difference = checked.ok ? differenceOf(last.lexicon, checked.value) : undefined
    if (difference && difference.added.length + difference.removed.length + difference.changed.length === 0)
      reading.problems['document'] ??= 'Nothing differs from the version before'
    const read = reading.result(source)
    if (!read.ok || !checked.ok || !difference) return invalid(reading.problems)
    const { added, removed, changed, unchanged } = difference
    const content = JSON.stringify({ ...checked.value, validFrom: from, validTo: null })
    const summary = JSON.stringify({ added: added.length, removed: removed.length, changed: changed.length })
    return planned({
      title: `Lexicon ${checked.value.version}`,
      button: 'Make this version',
      next: crumb.href,
      rows: [
        { key: 'First day', value: dateText(from) },
        { key: 'Source', value: source },
        { key: 'Added', value: phrases(added) },
        { key: 'Changed', value: phrases(changed) },
        { key: 'Removed', value: phrases(removed) },
        { key: 'Unchanged', value: counted(unchanged, 'phrase') },
      ],
      affects: [
        'Everybody who writes: the language check prompts by this version from its first day on. It never blocks.',
      ],
      apply: tx =>
        asked(
          tx,
          sql`authz.add_document(${lexiconCode}, ${last.version + 1}, ${content}::jsonb,
            ${from}::date, ${source}, ${summary}::jsonb)`,
        ),
    })
  },
}

const withdraw = reasonedChange<DocumentRow>({
  code: 'lexicon.withdraw',
  path: '/administration/reference/lexicon/:version{[0-9]+}/withdraw',
  title: 'Take back a version',
  crumb,
  said: 'The version has been taken back.',
  find: async ({ tx, kernel, params }) =>
    (await listDocuments(tx, lexiconCode)).find(
      row =>
        String(row.version) === params['version'] && row.validFrom > todayOf(kernel.now()) && !wasWithdrawn(row),
    ),
  decide: async (_, row, source) => ({
    title: `Take back version ${row.version} of the lexicon`,
    rows: [],
    button: 'Take back',
    next: crumb.href,
    affects: ['Nobody, because it has not begun. The version before it goes on.'],
    apply: tx =>
      asked(tx, sql`authz.withdraw_version('reference_document', ${lexiconCode}, ${row.version}, ${source})`),
  }),
})

export const lexiconChanges: readonly Change[] = [upload, withdraw]
