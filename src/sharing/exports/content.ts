import { sql } from 'kysely'
import type { Scope } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { dateText, dateTimeText, dayOf, monthText } from '../../language/format.ts'
import { ageOf } from '../../people/age.ts'
import { fullName } from '../../people/displayNames.ts'
import { pageWord, roleWords, saidIn, sentence, titleOf } from '../../people/pages/words.ts'
import { getChronology } from '../../people/store/chronology.ts'
import type { Entry } from '../../people/store/chronology.ts'
import { getIdentity } from '../../people/store/identity.ts'
import { shownReference } from '../personReference.ts'
import { listDisclosures, noteLook } from '../store/disclosures.ts'
import type { DisclosureFilter } from '../store/disclosures.ts'
import { loadWords } from '../store/words.ts'

/** What a file says, and whom it discloses; the last column takes the mark. */
export type FileContent = {
  name: string; about: string; head: readonly string[]; rows: readonly (readonly string[])[]
  people: { personId: string; categories: string[] }[]
}

const mostLines = 50_000
const nobody = '00000000-0000-0000-0000-000000000000'

/** The record of disclosures up to the moment at which the file was ordered; people are references. */
export async function disclosuresFile(tx: Tx, kernel: Kernel, { viewer }: Scope,
  filter: DisclosureFilter): Promise<FileContent> {
  const readings = await listDisclosures(tx, filter, { from: 0, most: mostLines })
  const words = await loadWords(tx)
  await noteLook(tx, filter, readings.length, true)
  return {
    name: `disclosures-${filter.from}-${filter.to}`,
    about: `Record of disclosures, ${dateText(filter.from)} to ${dateText(filter.to)}`,
    head: ['Time', 'Member of staff', 'Agency', 'Role', 'Purpose', 'Kinds of information', 'Outcome', 'Person', 'Page'],
    rows: readings.map(row => [
      row.at.toISOString(), row.by, words.agency(row.agencyId), words.role(row.role), words.purpose(row.purpose).title,
      row.categories.map(words.category).join('; '), row.outcome,
        shownReference(kernel, viewer.partnershipId, row.personId),
      sentence(pageWord(row.page)),
    ]),
    people: [...new Set(readings.map(({ personId }) => personId))].filter(id => id !== nobody)
      .map(personId => ({ personId, categories: ['disclosure'] })),
  }
}

/** How many people the file would be about now. */
export async function countPeople(tx: Tx, filter: DisclosureFilter): Promise<number> {
  const readings = await listDisclosures(tx, filter, { from: 0, most: mostLines })
  return new Set(readings.map(({ personId }) => personId).filter(id => id !== nobody)).size
}

const assertions: Record<Entry['assertion'], string> = {
  fact: 'Fact', opinion: 'Opinion', allegation: 'Allegation', intelligence: 'Intelligence',
    own_words: 'In the person’s own words',
}
const mostEntries = 2_000

/**
 * What the recipient themselves sees of one child; each entry with the role that the child had in it, never without.
 */
export async function chronologyFile(tx: Tx, kernel: Kernel, scope: Scope, personId: string): Promise<FileContent> {
  const identity = await getIdentity(tx, scope, personId)
  const { entries } = await getChronology(tx, scope, personId, { from: 0, most: mostEntries })
  const [first] = identity.names
  const born = identity.names.find(({ birthOn }) => birthOn)
  const name = first ? fullName(first.givenName, first.familyName) : 'Name not open to you'
  return {
    name: 'chronology',
    about: `Chronology of ${name}, ${ageOf(born?.birthOn ?? undefined, dayOf(kernel.now()))}`,
    head: ['When', 'Agency', 'Kind', 'Role of the child in this event', 'Said as', 'Disputed', 'What', 'In words'],
    rows: entries.map(entry => {
      const { headline, body } = saidIn(entry)
      return [
        whenOf(entry), entry.agency, entry.title, entry.role === null ? 'No role recorded'
          : roleWords[entry.role] ?? titleOf(entry.role),
        assertions[entry.assertion], entry.dispute ? `Yes: ${entry.dispute.note || titleOf(entry.dispute.state)}`
          : 'No', headline, body ?? '',
      ]
    }),
    people: identity.names.length === 0 && entries.length === 0 ? []
      : [{ personId, categories:
        [...new Set([...(first ? ['identity'] : []), ...entries.map(({ category }) => category)])] }],
  }
}

function whenOf({ occurredAt, precision }: Entry): string {
  const at = new Date(occurredAt)
  return precision === 'minute' ? dateTimeText(at) : precision === 'day' ? dateText(at) : monthText(at)
}

/** The title of the purpose that a file was ordered for. */
export async function titleOfPurpose(tx: Tx, code: string): Promise<string> {
  const { rows: [row] } = await sql<{ title: string }>`select title from purpose where code = ${code}`.execute(tx)
  return row?.title ?? code
}
