import { Badge } from '../../../design/badge.tsx'
import { Button } from '../../../design/button.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { FilterBar } from '../../../design/filterBar.tsx'
import { Input } from '../../../design/input.tsx'
import { Select } from '../../../design/select.tsx'
import { Table } from '../../../design/table.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import type { Day } from '../../../language/format.ts'
import { AgeName } from '../../../people/ageName.tsx'
import type { DisplayName } from '../../../people/displayNames.ts'
import type { Eligibility } from '../../eligibility.ts'
import { bands } from '../../programme.ts'
import type { Programme, Term } from '../../programme.ts'
import { bandWords, BandTag } from '../band.tsx'
import { agesText, answerColour, helpText, placesText, statusWords } from '../words.ts'
import { addressOf } from './filter.ts'
import type { ListFilter } from './filter.ts'

export type Listed = { programme: Programme; fits?: Eligibility | undefined }
export type ListProps = {
  listed: readonly Listed[]; filter: ListFilter; terms: readonly Term[]; areas: readonly string[]
  child: DisplayName | undefined; today: Day; mayKeep: boolean; mayCount: boolean
}

export function ListView({ listed, filter, terms, areas, child, today, mayKeep, mayCount }: ListProps) {
  return (
    <>
      <h1 class="govuk-heading-l">Programmes</h1>
      {child
        ? <p class="govuk-body">For <AgeName {...child} today={today} />. <a class="govuk-link" href={addressOf({ ...filter, person: '' })}>For nobody in particular</a></p>
        : <p class="govuk-body">Help for children and families from the agencies of the partnership, and what is known of each kind.</p>}
      <div class="govuk-button-group">
        {mayKeep ? <Button href="/programmes/new" text="Add a programme" classes="govuk-button--secondary" /> : undefined}
        {mayCount ? <a class="govuk-link" href="/programmes/counts">What became of referrals</a> : undefined}
      </div>
      <Filters filter={filter} terms={terms} areas={areas} />
      {listed.length === 0
        ? <EmptyState title="No programme fits"><p class="govuk-body">Take away a filter, or ask the partnership what else there is.</p></EmptyState>
        : <Programmes listed={listed} child={child} />}
    </>
  )
}

function Filters({ filter, terms, areas }: Pick<ListProps, 'filter' | 'terms' | 'areas'>) {
  const any = (text: string) => ({ value: '', text })
  const needs = terms.filter(({ code }) => code.startsWith('need_')).map(({ code, name }) => ({ value: code, text: name }))
  const kinds = terms.filter(({ code }) => !code.startsWith('need_')).map(({ code, name }) => ({ value: code, text: name }))
  const without = (...names: (keyof ListFilter)[]) => addressOf({ ...filter, ...Object.fromEntries(names.map(name => [name, ''])) })
  const nameOf = (code: string) => terms.find(term => term.code === code)?.name ?? code
  const selected = [
    filter.search && { text: `“${filter.search}”`, removeHref: without('search') },
    filter.need && { text: nameOf(filter.need), removeHref: without('need') },
    filter.kind && { text: nameOf(filter.kind), removeHref: without('kind') },
    filter.age && { text: `Age ${filter.age}`, removeHref: without('age') },
    filter.area && { text: filter.area, removeHref: without('area') },
    filter.band && { text: bandWords[bands.find(band => band === filter.band) ?? 'LOW'], removeHref: without('band') },
  ].filter(one => typeof one === 'object')
  return (
    <FilterBar action="/programmes" selected={selected} clearHref={filter.person ? `/programmes?person=${filter.person}` : '/programmes'}>
      {filter.person ? <input type="hidden" name="person" value={filter.person} /> : undefined}
      <Input name="search" label={{ text: 'Words' }} value={filter.search} classes="govuk-input--width-20" />
      <Select name="need" label={{ text: 'Need' }} items={[any('Any need'), ...needs]} value={filter.need} />
      <Select name="kind" label={{ text: 'Kind of help' }} items={[any('Any kind'), ...kinds]} value={filter.kind} />
      <Input name="age" label={{ text: 'Age' }} value={filter.age} inputmode="numeric" classes="govuk-input--width-3" />
      {areas.length > 0
        ? <Select name="area" label={{ text: 'Area' }} items={[any('Any area'), ...areas.map(area => ({ value: area, text: area }))]} value={filter.area} />
        : undefined}
      <Select
        name="band" label={{ text: 'What is known' }} value={filter.band}
        items={[any('Anything'), ...bands.map(band => ({ value: band, text: bandWords[band] }))]}
      />
    </FilterBar>
  )
}

function Programmes({ listed, child }: Pick<ListProps, 'listed' | 'child'>) {
  const person = child ? `?person=${child.personId}` : ''
  const head = ['Programme', 'Kind of help', 'Ages', 'What is known', 'Places', ...(child ? ['May the child take part?'] : [])]
  return (
    <WideTable label="Programmes">
      <Table
        caption={`${listed.length} ${listed.length === 1 ? 'programme' : 'programmes'}`} captionClasses="govuk-table__caption--m"
        firstCellIsHeader list head={head.map(text => ({ text }))}
        rows={listed.map(({ programme, fits }) => ({
          key: programme.id,
          cells: [
            { text: <><a class="govuk-link" href={`/programmes/${programme.id}${person}`}>{programme.name}</a><br /><span class="govuk-hint govuk-!-font-size-16">{programme.agencyName}{programme.status === 'active' ? '' : `, ${statusWords[programme.status].toLowerCase()}`}</span></> },
            { text: helpText(programme.kind) }, { text: agesText(programme) },
            { text: <BandTag evidence={programme.evidence} /> }, { text: placesText(programme) },
            ...(child ? [{ text: <Fits fits={fits} /> }] : []),
          ],
        }))}
      />
    </WideTable>
  )
}

const fitWords = { yes: 'Yes, as far as rules go', no: 'No', not_known: 'Some of it is not known' } as const

function Fits({ fits }: { fits: Eligibility | undefined }) {
  if (!fits) return <>Not known</>
  const why = fits.rules.filter(({ answer }) => answer === 'no').map(({ why: says }) => says)
  return <><Badge colour={answerColour[fits.answer]}>{fitWords[fits.answer]}</Badge>{why.length > 0 ? <><br />{why.join(' ')}</> : undefined}</>
}
