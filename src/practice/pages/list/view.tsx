import { Badge } from '../../../design/badge.tsx'
import { Button } from '../../../design/button.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { FilterBar } from '../../../design/filterBar.tsx'
import { Pagination } from '../../../design/pagination.tsx'
import { Select } from '../../../design/select.tsx'
import { SubNavigation } from '../../../design/subNavigation.tsx'
import type { Practice } from '../../practice.ts'
import type { StateCount, WorkRow } from '../../store/worklist.ts'
import { stateText } from '../episodeWords.ts'
import { WorkTable } from '../workTable.tsx'
import type { Names } from '../workTable.tsx'
import { chosenIn, listPath, whoChoices } from './listFilter.ts'
import type { ListFilter } from './listFilter.ts'

export type ListProps = {
  practice: Practice; filter: ListFilter; rows: readonly WorkRow[]; names: Names; counts: readonly StateCount[]
  hasMore: boolean; now: Date; beginHref: string | undefined; role: string
}

export function ListView(props: ListProps) {
  const { practice, filter, rows, names, now, beginHref } = props
  return (
    <>
      <h1 class="govuk-heading-l">{practice.words.many}</h1>
      <p class="govuk-body">{practice.words.about}</p>
      <BesideNavigation {...props} />
      {beginHref ? <Button href={beginHref} text={`Begin: ${practice.words.one.toLowerCase()}`} /> : undefined}
      <Counts {...props} />
      <Filters practice={practice} filter={filter} />
      <WorkTable
        caption={filter.isOpen ? 'Open, the most urgent first' : 'Closed, the newest first'} live="episodes"
        practices={new Map([[practice.kind, practice]])} {...{ rows, names, now }}
      />
      <div data-live="nothing">{rows.length === 0 ? <Nothing {...props} /> : undefined}</div>
      <Pages {...props} />
      <p class="govuk-body">
        <a class="govuk-link" href={listPath(practice, { ...filter, state: undefined, isOpen: !filter.isOpen, page: 1 })}>
          {filter.isOpen ? 'Closed ones' : 'Open ones'}
        </a>{' · '}
        <a class="govuk-link" href={`${practice.path}/life`}>How this moves, who may do what, and the clocks</a>
      </p>
    </>
  )
}

/** The other lists and pages of the room, where it has any for this role. */
function BesideNavigation({ practice, role }: ListProps) {
  const beside = practice.beside?.filter(({ roles }) => roles.includes(role)) ?? []
  return beside.length === 0 ? <></> : (
    <SubNavigation label={practice.words.many} items={beside.map(({ text, href }) => ({ text, href, current: href === practice.path }))} />
  )
}

function Counts({ practice, filter, counts }: ListProps) {
  const shown = counts.filter(({ isOpen, n }) => isOpen && n > 0)
  if (shown.length === 0) return <></>
  return (
    <ul class="govuk-list kith-counts" data-live="counts">
      {shown.map(({ state, n, overdue }) => (
        <li data-key={state}>
          <a class="govuk-link" href={listPath(practice, { ...filter, state, isOpen: true, page: 1 })}>{stateText(practice, state)}</a>
          : {n}{overdue > 0 ? <> <Badge colour="red" text={`${overdue} overdue`} /></> : undefined}
        </li>
      ))}
    </ul>
  )
}

function Filters({ practice, filter }: { practice: Practice; filter: ListFilter }) {
  const states = Object.keys(practice.words.states).map(state => ({ value: state, text: stateText(practice, state) }))
  return (
    <FilterBar action={practice.path} selected={chosenIn(practice, filter)} clearHref={practice.path}>
      <Select
        name="state" label={{ text: 'State' }} value={filter.state ?? ''}
        items={[{ value: '', text: filter.isOpen ? 'All open' : 'All closed' }, ...states]}
      />
      <Select name="who" label={{ text: 'Whose' }} items={whoChoices} value={filter.who} />
      <Select
        name="overdue" label={{ text: 'Clock' }} value={filter.overdueOnly ? 'yes' : ''}
        items={[{ value: '', text: 'All' }, { value: 'yes', text: 'Overdue only' }]}
      />
      {filter.isOpen || filter.state ? undefined : <input type="hidden" name="closed" value="yes" />}
    </FilterBar>
  )
}

function Nothing({ practice, filter, beginHref }: ListProps) {
  const isFiltered = listPath(practice, { ...filter, page: 1 }) !== practice.path
  return (
    <EmptyState title={isFiltered ? 'Nothing fits' : 'None is open'}>
      <p>They appear here by themselves as soon as somebody begins one.</p>
      {isFiltered ? <p><a class="govuk-link" href={practice.path}>Show all that are open</a></p> : undefined}
      {beginHref && !isFiltered ? <p><a class="govuk-link" href={beginHref}>Begin one</a></p> : undefined}
    </EmptyState>
  )
}

function Pages({ practice, filter, hasMore }: ListProps) {
  const { page } = filter
  if (page === 1 && !hasMore) return <></>
  const to = (other: number) => ({ href: listPath(practice, { ...filter, page: other }) })
  return <Pagination previous={page > 1 ? to(page - 1) : undefined} next={hasMore ? to(page + 1) : undefined} />
}
