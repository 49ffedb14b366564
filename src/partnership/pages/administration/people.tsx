import { Button } from '../../../design/button.tsx'
import { FilterBar } from '../../../design/filterBar.tsx'
import { Form } from '../../../design/form.tsx'
import { Input } from '../../../design/input.tsx'
import { Pagination } from '../../../design/pagination.tsx'
import { Select } from '../../../design/select.tsx'
import { createDraft, findDraft } from '../../../kernel/drafts.ts'
import type { Tx } from '../../../kernel/database.ts'
import { isUuid, listAgencies, type Agency } from '../../administration/store/agencies.ts'
import {
  accountsOnPage,
  isLive,
  listAccounts,
  liveAppointments,
  type Account,
} from '../../administration/store/people.ts'
import { textOf, readTyped } from '../../administration/typed.ts'
import { lastDayText } from '../../administration/words.ts'
import { Aside, Link, List, Standing } from './list.tsx'
import { asAdministrator, show, type C } from './shell.tsx'

const place = '/administration/people'
const searchKind = 'administration search'
const states = { live: 'Live accounts', lapsing: 'Lapses within 30 days', ended: 'Ended accounts' } as const
const soonMilliseconds = 30 * 86_400_000

/** Names stay out of addresses: the words of a search are kept in a draft of the administrator. */
export async function searchPeople(c: C) {
  const typed = await readTyped(c.req)
  const rest = new URLSearchParams(Object.entries(filtersOf({ agency: typed['agency'], state: typed['state'] })))
  const words = textOf(typed, 'words').slice(0, 100)
  if (words !== '') {
    const draft = { kind: searchKind, answers: { words } }
    rest.set('s', await asAdministrator(c, tx => createDraft(tx, c.var.viewer, draft)))
  }
  return c.redirect(`${place}?${rest}`, 303)
}

type Asked = { agency?: string | undefined; state?: string | undefined }

function filtersOf({ agency, state }: Asked): Record<string, string> {
  return { ...(agency && isUuid(agency) && { agency }), ...(state && state in states && { state }) }
}

async function wordsOf(c: C, tx: Tx): Promise<string> {
  const draft = await findDraft(tx, c.var.viewer, c.req.query('s') ?? '')
  const words = draft?.kind === searchKind ? draft.answers['words'] : undefined
  return typeof words === 'string' ? words : ''
}

export async function showPeople(c: C, said: string | undefined) {
  const filters = filtersOf(c.req.query())
  const page = Math.min(1000, Math.max(0, Math.trunc(Number(c.req.query('page') ?? 0)) || 0))
  const { agencies, accounts, words } = await asAdministrator(c, async tx => {
    const words = await wordsOf(c, tx)
    const wanted = { agencyId: filters['agency'], state: filters['state'], words, page }
    return { words, agencies: await listAgencies(tx), accounts: await listAccounts(tx, c.var.kernel, wanted) }
  })
  const kept = new URLSearchParams({ ...filters, ...(words && { s: c.req.query('s') ?? '' }) })
  const to = (n: number) => `${place}?${new URLSearchParams([...kept, ['page', String(n)]])}`
  return show(
    c,
    { title: 'People', said },
    <>
      <Button text="Add a person" href={`${place}/add`} />
      <SearchForm csrf={c.var.csrf} words={words} filters={filters} />
      <Filters agencies={agencies} filters={filters} s={words ? c.req.query('s') : undefined} />
      <PeopleTable accounts={accounts.slice(0, accountsOnPage)} now={c.var.kernel.now()} />
      {page > 0 || accounts.length > accountsOnPage ? (
        <Pagination
          previous={page > 0 ? { href: to(page - 1) } : undefined}
          next={accounts.length > accountsOnPage ? { href: to(page + 1) } : undefined}
        />
      ) : undefined}
    </>,
  )
}

function SearchForm({ csrf, words, filters }: { csrf: string; words: string; filters: Record<string, string> }) {
  return (
    <Form action={`${place}/search`} csrf={csrf}>
      {Object.entries(filters).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <Input name="words" label={{ text: 'Name or email address' }} value={words} classes="govuk-input--width-20" />
      <Button text="Search" classes="govuk-button--secondary" />
    </Form>
  )
}

type FiltersProps = { agencies: readonly Agency[]; filters: Record<string, string>; s: string | undefined }

function Filters({ agencies, filters, s }: FiltersProps) {
  return (
    <FilterBar action={place}>
      {s ? <input type="hidden" name="s" value={s} /> : undefined}
      <Select
        classes="govuk-!-width-full"
        name="agency"
        label={{ text: 'Agency' }}
        value={filters['agency'] ?? ''}
        items={[{ value: '', text: 'All' }, ...agencies.map(({ id, name }) => ({ value: id, text: name }))]}
      />
      <Select
        classes="govuk-!-width-full"
        name="state"
        label={{ text: 'State' }}
        value={filters['state'] ?? ''}
        items={[{ value: '', text: 'All' }, ...Object.entries(states).map(([value, text]) => ({ value, text }))]}
      />
    </FilterBar>
  )
}

export function standingOfAccount(account: Account, now: Date): string {
  if (!isLive(account, now)) return 'ended'
  const lapses = [account.vettingUntil, account.trainingUntil]
    .filter(date => date !== null)
    .map(date => date.getTime())
  const first = Math.min(...lapses)
  if (first <= now.getTime()) return 'lapsed'
  return first <= now.getTime() + soonMilliseconds ? 'lapses soon' : 'live'
}

function PeopleTable({ accounts, now }: { accounts: readonly Account[]; now: Date }) {
  return (
    <List
      label="People"
      head={['Name', 'Agency', 'Roles', 'Vetting until', 'Training until', 'State']}
      empty="Nobody is like this"
      rows={accounts.map(account => ({
        key: account.id,
        cells: [
          <>
            <Link href={`${place}/${account.id}`}>{account.name}</Link>
            <Aside>{account.email}</Aside>
          </>,
          account.agencyName,
          liveAppointments(account, now)
            .map(({ title }) => title)
            .join(', ') || 'None',
          lastDayText(account.vettingUntil),
          lastDayText(account.trainingUntil),
          <Standing word={standingOfAccount(account, now)} />,
        ],
      }))}
    />
  )
}
