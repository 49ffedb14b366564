import type { Child } from 'hono/jsx'
import { Badge } from '../../../../design/badge.tsx'
import { EmptyState } from '../../../../design/emptyState.tsx'
import { FactTag } from '../../../../design/factTag.tsx'
import { FilterBar } from '../../../../design/filterBar.tsx'
import { Pagination } from '../../../../design/pagination.tsx'
import { Select } from '../../../../design/select.tsx'
import { Timeline } from '../../../../design/timeline.tsx'
import type { TimelineItem } from '../../../../design/timeline.tsx'
import { dateText, dateTimeText, monthText } from '../../../../language/format.ts'
import { DisputeMarkView } from '../../../disputeMark.tsx'
import { getChronology } from '../../../store/chronology.ts'
import type { Chronology, Entry } from '../../../store/chronology.ts'
import { isId, wholeNumber } from '../../typed.ts'
import { roleWords, saidIn } from '../../words.ts'
import type { OpenPage, PartContent } from './personFrame.tsx'

const onePage = 50
/** More than a person can read is not printed either. */
const onePrint = 500

/** What the address asks: ids and codes only. */
export type AskedChronology = Readonly<Record<'kind' | 'agency' | 'year' | 'page' | 'print' | 'work',
  string | undefined>>

export async function loadChronology({ tx, scope, identity }: OpenPage, asked: AskedChronology): Promise<PartContent> {
  const page = Math.max(1, wholeNumber(asked.page, 2_000) ?? 1)
  const most = asked.print ? onePrint : onePage
  const chronology = await getChronology(tx, scope, identity.personId, {
    kind: asked.kind || undefined, agencyId: isId(asked.agency) ? asked.agency : undefined,
    year: wholeNumber(asked.year, 2_200),
    from: (page - 1) * most, most,
  })
  return {
    content: <ChronologyView chronology={chronology} asked={asked} page={page} personId={identity.personId} />,
    categories: chronology.entries.map(({ category }) => category),
  }
}

type ViewProps = { chronology: Chronology; asked: AskedChronology; page: number; personId: string }

function ChronologyView({ chronology, asked, page, personId }: ViewProps) {
  const { entries, isMore, years } = chronology
  const address = (change: Partial<AskedChronology>) =>
    addressOf(personId, { ...asked, page: undefined, print: undefined, ...change })
  return (
    <>
      <h2 class="govuk-heading-m">Chronology</h2>
      <Filters chronology={chronology} asked={asked} address={address} personId={personId} />
      {years.length > 1
        ? <nav aria-label="Jump to a year" class="govuk-body-s govuk-!-display-none-print">
            Jump to:{' '}
            {years.map(year => <><a class="govuk-link" href={address({ year: String(year) })}>{year}</a>{' '}</>)}
          </nav>
        : undefined}
      {entries.length === 0
        ? <EmptyState title="Nothing that you can see here">
            <p class="govuk-body">
              What agencies record about this person and share with you appears here, newest first.
            </p>
          </EmptyState>
        : <>
            <Timeline items={entriesByEvent(entries, personId)} live="chronology" label="What happened, newest first" />
            {isMore || page > 1
              ? <Pagination
                  previous={page > 1 ? { href: address({ page: String(page - 1) }), text: 'Newer' } : undefined}
                  next={isMore ? { href: address({ page: String(page + 1) }), text: 'Older' } : undefined}
                />
              : undefined}
            <p class="govuk-body-s govuk-!-display-none-print">
              <a class="govuk-link" href={address({ print: '1' })}>
                Show up to {onePrint} entries on one page, for printing
              </a>
            </p>
          </>}
    </>
  )
}

type FiltersProps = {
  chronology: Chronology; asked: AskedChronology; personId: string; address: (change: Partial<AskedChronology>) =>
    string
}

function Filters({ chronology: { kinds, agencies }, asked, personId, address }: FiltersProps) {
  if (kinds.length < 2 && agencies.length < 2) return <></>
  const kind = kinds.find(({ code }) => code === asked.kind)
  const agency = agencies.find(({ id }) => id === asked.agency)
  const year = wholeNumber(asked.year, 2_200)
  const selected = [
    ...(kind ? [{ text: kind.title, removeHref: address({ kind: undefined }) }] : []),
    ...(agency ? [{ text: agency.name, removeHref: address({ agency: undefined }) }] : []),
    ...(year ? [{ text: `Up to ${year}`, removeHref: address({ year: undefined }) }] : []),
  ]
  return (
    <FilterBar
      action={addressOf(personId, {})} selected={selected} clearHref={addressOf(personId, { work: asked.work })}
    >
      {asked.work ? <input type="hidden" name="work" value={asked.work} /> : undefined}
      <Select
        name="kind" label={{ text: 'Kind' }} value={asked.kind}
        items={[{ value: '', text: 'All kinds' }, ...kinds.map(({ code, title }) => ({ value: code, text: title }))]}
      />
      <Select
        name="agency" label={{ text: 'Agency' }} value={asked.agency}
        items={[{ value: '', text: 'All agencies' }, ...agencies.map(({ id, name }) => ({ value: id, text: name }))]}
      />
    </FilterBar>
  )
}

function addressOf(personId: string, asked: Partial<AskedChronology>): string {
  const query = new URLSearchParams(Object.entries(asked).flatMap(([name, value]) => value ? [[name, value]] : []))
  return `/people/${personId}/chronology${query.size > 0 ? `?${query}` : ''}`
}

/** Entries about one event stand together, at the place of the newest. */
export function entriesByEvent(entries: readonly Entry[], personId: string): TimelineItem[] {
  const groups = Map.groupBy(entries, ({ eventId, id }) => eventId ?? id)
  return [...groups.values()].flatMap(([first, ...others]) => first ? [itemOf(first, others, personId)] : [])
}

function itemOf(entry: Entry, others: readonly Entry[], personId: string): TimelineItem {
  return {
    key: entry.id, title: entry.title, when: whenOf(entry), dateTime: entry.occurredAt, by: entry.agency,
    marks: <Marks entry={entry} />,
    children: <><What entry={entry} personId={personId} />{others.map(other => (
      <div class="govuk-!-margin-top-3">
        <p class="govuk-body-s govuk-!-margin-bottom-1">
          <b>{other.title}</b> by {other.agency} <Marks entry={other} />
        </p>
        <What entry={other} personId={personId} />
      </div>
    ))}</>,
  }
}

function What({ entry, personId }: { entry: Entry; personId: string }) {
  const { headline, body } = saidIn(entry)
  const said = linesOf(headline)
  return (
    <>
      <p class="govuk-body govuk-!-margin-bottom-1">{entry.assertion === 'own_words' ? <q>{said}</q> : said}</p>
      {body ? <p class="govuk-body">{linesOf(body)}</p> : undefined}
      {entry.dispute?.state === 'disputed' ? undefined : (
        <p class="govuk-body-s govuk-!-display-none-print">
          <a class="govuk-link" href={`/disputes/new?kind=record&record=${entry.id}&person=${personId}`}>
            The person says this is wrong
          </a>
        </p>
      )}
    </>
  )
}

function linesOf(body: string): Child {
  return <>{body.split('\n').map((line, place) => <>{place > 0 ? <br /> : undefined}{line}</>)}</>
}

/** Fact or opinion, and the person's role in this event. */
function Marks({ entry: { assertion, role, dispute } }: { entry: Entry }) {
  return (
    <>
      {assertion === 'own_words' ? <Badge colour="blue" text="Own words" /> : <FactTag standing={assertion} />}
      {role ? <> <Badge colour="grey" text={roleWords[role] ?? role} /></> : undefined}
      <DisputeMarkView mark={dispute} />
    </>
  )
}

function whenOf({ occurredAt, precision }: Entry): string {
  const at = new Date(occurredAt)
  if (precision === 'minute') return dateTimeText(at)
  return precision === 'day' ? dateText(at) : monthText(at)
}
