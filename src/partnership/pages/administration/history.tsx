import { FilterBar } from '../../../design/filterBar.tsx'
import { Pagination } from '../../../design/pagination.tsx'
import { Select } from '../../../design/select.tsx'
import { dateTimeText } from '../../../language/format.ts'
import { eventsOnPage, listEvents, type Event } from '../../administration/store/history.ts'
import { Aside, List } from './list.tsx'
import { asAdministrator, show, type C } from './shell.tsx'

const place = '/administration/history'
const subjects = {
  agency: 'Agencies',
  account: 'Accounts',
  role: 'Roles',
  clearance: 'Vetting and training',
  provider: 'Identity providers',
  system: 'Systems',
  token: 'Tokens',
  form: 'Form kinds',
  clock_rule: 'Clock rules',
  bank_holiday: 'Bank holidays',
  gateway: 'Gateways',
  record_kind: 'Kinds of record',
  category: 'Categories',
  lexicon: 'Lexicon',
} as const

/** Every change that an administrator made: who, when, from what to what, and why. */
export async function showHistory(c: C) {
  const query = c.req.query()
  const verb = Object.keys(subjects).find(subject => subject === query['of'])
  const about = query['about']?.slice(0, 80)
  const page = Math.min(10_000, Math.max(0, Math.trunc(Number(query['page'] ?? 0)) || 0))
  const events = await asAdministrator(c, tx => listEvents(tx, { about, verb, page }))
  const kept = { ...(verb && { of: verb }), ...(about && { about }) }
  const to = (n: number) => `${place}?${new URLSearchParams({ ...kept, page: String(n) })}`
  return show(
    c,
    { title: 'History' },
    <>
      <FilterBar
        action={place}
        selected={about ? [{ text: events[0]?.title ?? 'One thing', removeHref: place }] : []}
      >
        <Select
          classes="govuk-!-width-full"
          name="of"
          label={{ text: 'What was changed' }}
          value={verb ?? ''}
          items={[
            { value: '', text: 'All' },
            ...Object.entries(subjects).map(([value, text]) => ({ value, text })),
          ]}
        />
      </FilterBar>
      <List
        label="Changes"
        head={['When', 'Who', 'What', 'From', 'To', 'Why or source']}
        empty="Nothing has been changed"
        rows={events.slice(0, eventsOnPage).map(event => ({ key: event.id, cells: cellsOf(event) }))}
      />
      {page > 0 || events.length > eventsOnPage ? (
        <Pagination
          previous={page > 0 ? { href: to(page - 1) } : undefined}
          next={events.length > eventsOnPage ? { href: to(page + 1) } : undefined}
        />
      ) : undefined}
    </>,
  )
}

const cellsOf = (event: Event) => [
  dateTimeText(event.at),
  event.who,
  <>
    {event.title}
    <Aside>{wordsOf(event.verb)}</Aside>
  </>,
  <Facts facts={event.was} />,
  <Facts facts={event.becomes} />,
  event.source,
]

/** "agency.deactivated" as "agency deactivated". */
const wordsOf = (verb: string) => verb.replaceAll(/[._]/g, ' ')

function Facts({ facts }: { facts: Readonly<Record<string, unknown>> }) {
  return (
    <>
      {Object.entries(facts).map(([name, value]) => (
        <>
          {name}: {factText(value)}
          <br />
        </>
      ))}
    </>
  )
}

function factText(value: unknown): string {
  if (Array.isArray(value)) return value.map(factText).join(', ')
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value !== 'string') return typeof value === 'number' ? String(value) : ''
  return /^\d{4}-\d{2}-\d{2}T/.test(value) ? dateTimeText(new Date(value)) : value
}
