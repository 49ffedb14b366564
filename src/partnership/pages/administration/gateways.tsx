import { Button } from '../../../design/button.tsx'
import { dateText } from '../../../language/format.ts'
import { listGateways, type GatewayRow } from '../../administration/store/reference.ts'
import { todayOf } from '../../administration/typed.ts'
import { standingOf } from '../../administration/words.ts'
import { Actions, List, Standing } from './list.tsx'
import { lastDayWords, ReferenceParts, sourceOf } from './reference.tsx'
import { asAdministrator, show, type C } from './shell.tsx'

const here = '/administration/reference/gateways'

/** The powers and duties under which agreements share, in all their versions. */
export async function showGateways(c: C, said: string | undefined) {
  const gateways = await asAdministrator(c, listGateways)
  const today = todayOf(c.var.kernel.now())
  const isNewest = (row: GatewayRow) =>
    gateways.every(other => other.code !== row.code || other.version <= row.version)
  return show(
    c,
    { title: 'Gateways', said },
    <>
      <ReferenceParts at={here} />
      <p class="govuk-body">The powers and duties under which agreements share.</p>
      <Button text="Add a gateway" href={`${here}/add`} />
      <List
        label="Gateways"
        empty="No gateway"
        head={[
          'Title',
          'Version',
          'What it allows',
          'First day',
          'Last day',
          'Source',
          'Verified',
          'State',
          'Change',
        ]}
        rows={gateways.map(row => ({
          key: `${row.code} ${row.version}`,
          cells: cellsOf(row, isNewest(row), today),
        }))}
      />
    </>,
  )
}

function cellsOf(row: GatewayRow, isNewest: boolean, today: string) {
  const word = standingOf(row.validFrom, row.validUntil, today)
  const place = `${here}/${row.code}`
  return [
    row.title,
    row.version,
    row.about,
    dateText(row.validFrom),
    word === 'withdrawn' ? '' : lastDayWords(row.validUntil),
    sourceOf(row.source, row.sourceUrl),
    row.verified ? 'Yes' : 'No',
    <Standing word={word} />,
    <Actions
      isInRow
      items={[
        isNewest && { text: 'New version', label: `New version of ${row.title}`, href: `${place}/new-version` },
        isNewest && word === 'in force' && { text: 'End', label: `End ${row.title}`, href: `${place}/end` },
        word === 'future' && {
          text: 'Take back',
          label: `Take back ${row.title}, version ${row.version}`,
          href: `${place}/${row.version}/withdraw`,
        },
      ]}
    />,
  ]
}
