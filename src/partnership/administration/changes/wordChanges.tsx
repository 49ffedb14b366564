import { sql } from 'kysely'
import { asked, invalid, planned, type Asking, type Change } from '../change.ts'
import { fieldsOf } from '../fields.tsx'
import { sourceIn } from '../reasonedChange.tsx'
import { isWordKind, listWords, type Word } from '../store/reference.ts'
import { Reading } from '../typed.ts'

const crumb = { text: 'Words', href: '/administration/reference/words' }

async function wordOf({ tx, params }: Asking): Promise<Word | undefined> {
  const kind = params['kind'] ?? ''
  return isWordKind(kind) ? (await listWords(tx, kind)).find(({ code }) => code === params['code']) : undefined
}

/** What a role or a category opens is never changed here, only how it is called. */
const retitle: Change = {
  code: 'word.retitle',
  path: '/administration/reference/words/:kind{[a-z_]+}/:code{[a-z_]+}',
  title: 'Change the words',
  crumb,
  said: 'The words have been changed.',
  begin: async asking => {
    const word = await wordOf(asking)
    return word && { title: word.title, words: word.words }
  },
  form: async (asking, typed, problems) => {
    const on = fieldsOf(typed, problems)
    return (
      <>
        {on.text({ name: 'title', label: 'Title' })}
        {asking.params['kind'] === 'record_kind' ? undefined : on.area({ name: 'words', label: 'Explanation' })}
        {on.why()}
      </>
    )
  },
  plan: async (asking, typed) => {
    const word = await wordOf(asking)
    const reading = new Reading(typed)
    const title = reading.text('title', 'Enter the title')
    const hasWords = word?.kind !== 'record_kind'
    const words = hasWords ? reading.text('words', 'Enter the explanation', 500) : ''
    const source = sourceIn(reading)
    const read = reading.result(source)
    if (!read.ok || !word) return invalid(reading.problems)
    return planned({
      title: `Change the words: ${word.title}`,
      button: 'Change words',
      next: crumb.href,
      rows: [
        { key: 'Title', was: word.title, value: title },
        ...(hasWords ? [{ key: 'Explanation', was: word.words, value: words }] : []),
      ],
      affects: [
        'Everybody sees the new words at once, on old records too. Nobody can open more or less than before.',
      ],
      apply: tx => asked(tx, sql`authz.retitle(${word.kind}, ${word.code}, ${title}, ${words}, ${source})`),
    })
  },
}

export const wordChanges: readonly Change[] = [retitle]
