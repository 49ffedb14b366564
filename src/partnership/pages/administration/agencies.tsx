import { Button } from '../../../design/button.tsx'
import { FilterBar } from '../../../design/filterBar.tsx'
import { Select } from '../../../design/select.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { dateText } from '../../../language/format.ts'
import {
  countClauses,
  countSessions,
  findAgency,
  isUuid,
  listAgencies,
  type Agency,
} from '../../administration/store/agencies.ts'
import { counted } from '../../administration/words.ts'
import { agencyKinds } from '../../firstRunForm.ts'
import { Actions, Link, List, Standing } from './list.tsx'
import { asAdministrator, home, show, type C } from './shell.tsx'

const kinds: Readonly<Record<string, string>> = agencyKinds
const place = '/administration/agencies'

export async function showAgencies(c: C, said: string | undefined) {
  const { kind = '', state = '' } = c.req.query()
  const agencies = await asAdministrator(c, listAgencies)
  const shown = agencies.filter(
    agency => (kind === '' || agency.kind === kind) && (state === '' || agency.active === (state === 'active')),
  )
  return show(
    c,
    { title: 'Agencies', said },
    <>
      <Button text="Add an agency" href={`${place}/add`} />
      <FilterBar action={place}>
        <Select
          classes="govuk-!-width-full"
          name="kind"
          label={{ text: 'Kind' }}
          value={kind}
          items={[{ value: '', text: 'All' }, ...Object.entries(kinds).map(([value, text]) => ({ value, text }))]}
        />
        <Select
          classes="govuk-!-width-full"
          name="state"
          label={{ text: 'State' }}
          value={state}
          items={[
            { value: '', text: 'All' },
            { value: 'active', text: 'Active' },
            { value: 'inactive', text: 'Deactivated' },
          ]}
        />
      </FilterBar>
      <List
        label="Agencies"
        head={['Name', 'Short name', 'Kind', 'Live accounts', 'State']}
        empty="No agency is like this"
        rows={shown.map(agency => ({
          key: agency.id,
          cells: [
            <Link href={`${place}/${agency.id}`}>{agency.name}</Link>,
            agency.shortName,
            kinds[agency.kind] ?? agency.kind,
            agency.staff,
            <Standing word={agency.active ? 'active' : 'deactivated'} />,
          ],
        }))}
      />
    </>,
  )
}

export async function showAgency(c: C, said: string | undefined) {
  const id = c.req.param('id') ?? ''
  const found = isUuid(id)
    ? await asAdministrator(c, async tx => ({
        agency: await findAgency(tx, id),
        clauses: await countClauses(tx, id),
      }))
    : undefined
  if (!found?.agency) return c.var.absent()
  const sessions = await countSessions(c.var.kernel, c.var.viewer, { agencyId: id })
  return show(
    c,
    { title: found.agency.name, crumbs: [home, { text: 'Agencies', href: place }], said },
    <AgencyView agency={found.agency} clauses={found.clauses} sessions={sessions} />,
  )
}

function AgencyView({ agency, clauses, sessions }: { agency: Agency; clauses: number; sessions: number }) {
  const here = `${place}/${agency.id}`
  const rows: [string, string | number][] = [
    ['Short name', agency.shortName],
    ['Kind', kinds[agency.kind] ?? agency.kind],
    ['State', agency.active ? 'Active' : 'Deactivated'],
    ['Joined', dateText(agency.createdAt)],
    ['Live accounts', agency.staff],
    ['Signed in now', counted(sessions, 'session')],
    ['Named in live agreements', counted(clauses, 'clause')],
  ]
  return (
    <>
      <SummaryList rows={rows.map(([key, text]) => ({ key: { text: key }, value: { text } }))} />
      <Actions
        items={[
          { text: 'People of this agency', href: `/administration/people?agency=${agency.id}` },
          { text: 'Rename', href: `${here}/rename` },
          agency.active
            ? { text: 'Deactivate', href: `${here}/deactivate` }
            : { text: 'Reactivate', href: `${here}/reactivate` },
          { text: 'History', href: `/administration/history?about=${agency.id}` },
        ]}
      />
    </>
  )
}
