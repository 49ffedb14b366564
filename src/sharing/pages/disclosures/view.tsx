import { EmptyState } from '../../../design/emptyState.tsx'
import { FilterBar } from '../../../design/filterBar.tsx'
import { Input } from '../../../design/input.tsx'
import { Pagination } from '../../../design/pagination.tsx'
import { Select } from '../../../design/select.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { Table } from '../../../design/table.tsx'
import { Tag } from '../../../design/tag.tsx'
import { WarningText } from '../../../design/warningText.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import { dateText, dateTimeText } from '../../../language/format.ts'
import { pageWord, sentence } from '../../../people/pages/words.ts'
import type { LogState } from '../../log/logStore.ts'
import type { Disclosure, DisclosureCounts, Look } from '../../store/disclosures.ts'
import type { Words } from '../../store/words.ts'
import { addressOf, filterOf } from './filter.ts'
import type { Asked } from './filter.ts'

export const perPage = 50

type Named = { id: string; name: string }
type DisclosuresViewProps = {
  rows: readonly Disclosure[]
  counts: DisclosureCounts
  looks: readonly Look[]
  words: Words
  agencies: readonly Named[]
  readers: readonly Named[]
  asked: Asked
  referenceOf: (personId: string) => string
  log: LogState
}

export function DisclosuresView({
  rows,
  counts,
  looks,
  words,
  agencies,
  readers,
  asked,
  referenceOf,
  log,
}: DisclosuresViewProps) {
  const { from, to } = filterOf(asked)
  return (
    <>
      <h1 class="govuk-heading-l">Record of disclosures</h1>
      <p class="govuk-body">
        Who was shown what, when and for which purpose. People are not named here: the same reference is always the
        same person. That you looked is written down below.
      </p>
      <LogNotice log={log} />
      <Filters asked={asked} agencies={agencies} readers={readers} />
      <SummaryList
        rows={[
          {
            key: { text: 'Days' },
            value: { text: from === to ? dateText(to) : `${dateText(from)} to ${dateText(to)}` },
          },
          {
            key: { text: 'Readings' },
            value: { text: `${counts.readings}, of which ${counts.refused} were refused` },
          },
          { key: { text: 'People whose records were opened' }, value: { text: String(counts.people) } },
          { key: { text: 'Members of staff' }, value: { text: String(counts.staff) } },
        ]}
      />
      {rows.length === 0 ? (
        <EmptyState title="Nothing was disclosed here">
          <p>Choose another day, or look at all agencies.</p>
        </EmptyState>
      ) : (
        <Rows rows={rows} words={words} referenceOf={referenceOf} />
      )}
      <Pages asked={asked} count={counts.readings} />
      {counts.readings > 0 ? (
        <p class="govuk-body">
          <a class="govuk-link" href={addressOf(asked, {}, '/exports/new').replace('?', '?of=disclosures&')}>
            Order these as a file (CSV)
          </a>
        </p>
      ) : undefined}
      <Looks looks={looks} />
    </>
  )
}

/** Whether the record can be proved now: whoever oversees it is told before anything else. */
function LogNotice({ log }: { log: LogState }) {
  const troubles = [
    ...(log.fault === null ? [] : [`The log of this record has stopped. ${log.fault}`]),
    ...log.refusing.map(witness => `The witness ${witness} refuses the log of this record: it was cut, changed or restored.`),
  ]
  return (
    <>
      {troubles.map(text => <WarningText text={text} />)}
      <p class="govuk-body">
        {log.checkpointAt === null
          ? 'No checkpoint of the log has been signed yet.'
          : `Proved by ${log.checkpointSize} leaves, signed ${dateTimeText(log.checkpointAt)}. Choose a time for its receipt.`}
      </p>
    </>
  )
}

function Filters({
  asked,
  agencies,
  readers,
}: {
  asked: Asked
  agencies: readonly Named[]
  readers: readonly Named[]
}) {
  const choices = (all: string, items: readonly Named[]) => [
    { value: '', text: all },
    ...items.map(({ id, name }) => ({ value: id, text: name })),
  ]
  return (
    <FilterBar action="/disclosures" clearHref="/disclosures">
      <Input
        id="day"
        name="day"
        type="date"
        value={asked.day}
        label={{ text: 'Day' }}
        classes="govuk-input--width-10"
      />
      <Select
        name="days"
        label={{ text: 'Period' }}
        value={String(asked.days)}
        items={[
          { value: '1', text: 'This day' },
          { value: '7', text: '7 days up to it' },
          { value: '31', text: '31 days up to it' },
        ]}
      />
      <Select
        name="agency"
        label={{ text: 'Agency' }}
        items={choices('All agencies', agencies)}
        value={asked.agencyId ?? ''}
      />
      <Select
        name="staff"
        label={{ text: 'Member of staff' }}
        items={choices('Everybody', readers)}
        value={asked.staffId ?? ''}
      />
    </FilterBar>
  )
}

type RowsProps = { rows: readonly Disclosure[]; words: Words; referenceOf: (personId: string) => string }

function Rows({ rows, words, referenceOf }: RowsProps) {
  return (
    <WideTable label="Disclosures">
      <Table
        caption={<span class="govuk-visually-hidden">Disclosures, newest first</span>}
        head={['When', 'Who', 'For', 'What', 'Person'].map(text => ({ text }))}
        rows={rows.map(row => ({
          key: row.id,
          cells: [
            {
              text: (
                <a class="govuk-link" href={`/disclosures/${row.id}`}>
                  <time datetime={row.at.toISOString()}>{dateTimeText(row.at)}</time>
                </a>
              ),
            },
            {
              text: (
                <>
                  {row.by}
                  <br />
                  {words.role(row.role)}, {words.agency(row.agencyId)}
                </>
              ),
            },
            { text: row.purpose === '' ? 'Nothing was open' : words.purpose(row.purpose).title },
            { text: <What row={row} words={words} /> },
            { text: referenceOf(row.personId) },
          ],
        }))}
      />
    </WideTable>
  )
}

function What({ row, words }: { row: Disclosure; words: Words }) {
  const kinds = row.categories.map(words.category).join(', ')
  return (
    <>
      {row.outcome === 'refused' ? (
        <>
          <Tag classes="govuk-tag--red" text="Refused" />{' '}
        </>
      ) : undefined}
      {sentence(pageWord(row.page))}
      {kinds === '' ? undefined : <>: {kinds}</>}
    </>
  )
}

function Pages({ asked, count }: { asked: Asked; count: number }) {
  if (count <= perPage) return <></>
  const next = asked.page * perPage < count ? { href: addressOf(asked, { page: asked.page + 1 }) } : undefined
  const previous = asked.page > 1 ? { href: addressOf(asked, { page: asked.page - 1 }) } : undefined
  return <Pagination previous={previous} next={next} landmarkLabel="Pages of disclosures" />
}

function Looks({ looks }: { looks: readonly Look[] }) {
  return (
    <>
      <h2 class="govuk-heading-m">Who has looked at this record</h2>
      {looks.length === 0 ? (
        <p class="govuk-body">Nobody before you.</p>
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {looks.map(({ at, by, found, exported, filter }) => (
            <li>
              {dateTimeText(at)}: {by} {exported ? 'downloaded' : 'looked at'} {found} readings of{' '}
              {dateText(filter.from)}
              {filter.from === filter.to ? undefined : <> to {dateText(filter.to)}</>}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
