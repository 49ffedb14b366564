import { Button } from '../../../design/button.tsx'
import { dateText } from '../../../language/format.ts'
import type { Checks } from '../../administration/checks.ts'
import { listDocuments } from '../../administration/store/reference.ts'
import { todayOf } from '../../administration/typed.ts'
import { standingOf } from '../../administration/words.ts'
import { lexiconCode } from '../../lexiconAt.ts'
import { Link, List, Standing } from './list.tsx'
import { ReferenceParts } from './reference.tsx'
import { asAdministrator, show, type C } from './shell.tsx'

const here = '/administration/reference/lexicon'

/** The versions of the language check's lexicon; until there is one of our own, the starter holds. */
export async function showLexicon(c: C, said: string | undefined, checks: Checks) {
  const rows = await asAdministrator(c, tx => listDocuments(tx, lexiconCode))
  const today = todayOf(c.var.kernel.now())
  const versions = rows.map(row => {
    const read = checks.checkLexicon(row.content)
    const word = standingOf(row.validFrom, row.validUntil, today)
    return {
      ...row,
      word,
      name: read.success ? read.data.version : '',
      entries: read.success ? read.data.entries.length : 0,
    }
  })
  const { version, entries } = checks.starterLexicon
  return show(
    c,
    { title: 'Lexicon', said },
    <>
      <ReferenceParts at={here} />
      <p class="govuk-body">The phrases on which the language check prompts. It never blocks.</p>
      <Button text="Make a new version" href={`${here}/new-version`} />
      <List
        label="Versions"
        head={['Version', 'Name', 'Phrases', 'First day', 'Source', 'State', 'Change']}
        empty="No version"
        rows={[
          ...versions.map(row => ({
            key: String(row.version),
            cells: [
              row.version,
              row.name,
              row.entries,
              dateText(row.validFrom),
              row.source,
              <Standing word={row.word} />,
              row.word === 'future' ? (
                <Link href={`${here}/${row.version}/withdraw`}>Take back version {row.version}</Link>
              ) : (
                ''
              ),
            ],
          })),
          {
            key: 'starter',
            cells: [
              'Starter',
              version,
              entries.length,
              dateText(checks.starterLexicon.validFrom),
              'Comes with Kith',
              <Standing word={versions.some(({ word }) => word === 'in force') ? 'ended' : 'in force'} />,
              '',
            ],
          },
        ]}
      />
    </>,
  )
}
