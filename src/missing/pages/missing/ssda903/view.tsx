import { Button } from '../../../../design/button.tsx'
import { EmptyState } from '../../../../design/emptyState.tsx'
import { FilterBar } from '../../../../design/filterBar.tsx'
import { Form } from '../../../../design/form.tsx'
import { InsetText } from '../../../../design/insetText.tsx'
import { PersonName } from '../../../../design/personName.tsx'
import { Select } from '../../../../design/select.tsx'
import { Table } from '../../../../design/table.tsx'
import { WideTable } from '../../../../design/wideTable.tsx'
import { dayOf, monthText, shortDateText } from '../../../../language/format.ts'
import { ageOf } from '../../../../people/age.ts'
import type { DisplayName } from '../../../../people/displayNames.ts'
import type { Months } from '../../../months.ts'
import { BesideNavigation } from '../besideNavigation.tsx'
import { codeText } from '../../../ssda903/tableRows.ts'
import type { Numbered, Spell } from '../../../ssda903/tableRows.ts'

type Props = {
  months: Months; spells: readonly Spell[]; numbers: ReadonlyMap<string, Numbered>
  names: ReadonlyMap<string, DisplayName>
  most: number; role: string; csrf: string; now: Date
}

/** What would stand in the file, child by child, before it is taken. */
export function TableView(props: Props) {
  const { months, spells } = props
  const items = months.all.map(month => ({ value: month, text: monthText(`${month}-01`) }))
  return (
    <>
      <h1 class="govuk-heading-l">SSDA903 missing table</h1>
      <BesideNavigation here="/missing/ssda903" role={props.role} />
      <p class="govuk-body">
        Children looked after who were missing (M) or away from placement without authorisation (A),
        from the searches in Kith and
        from the files that were imported. To bring in a file, <a class="govuk-link" href="/imports">go to imports</a>.
      </p>
      <FilterBar action="/missing/ssda903">
        <Select name="from" label={{ text: 'From' }} items={items} value={months.first} />
        <Select name="to" label={{ text: 'To' }} items={items} value={months.last} />
      </FilterBar>
      {spells.length === 0
        ? <EmptyState title="Nothing for the table in these months">Choose other months, or import it.</EmptyState>
        : <><SpellTable {...props} /><File {...props} /></>}
    </>
  )
}

function SpellTable({ spells, numbers, names, now }: Props) {
  return (
    <WideTable label="Rows of the missing table">
      <Table
        caption={`${spells.length} ${spells.length === 1 ? 'row' : 'rows'}`} captionClasses="govuk-table__caption--m"
        head={['Child', 'Number of the council', 'Kind', 'From', 'Until', 'Source'].map(text => ({ text }))}
        rows={spells.map(({ personId, code, from, until, source }) => {
          const name = names.get(personId)
          return [
            { text: <PersonName name={name?.name ?? 'Name not open to you'} age={ageOf(name?.birthOn, dayOf(now))} /> },
            { text: numbers.get(personId)?.number ?? <b>None: left out of the file</b> },
            { text: `${code}: ${codeText(code)}` }, { text: shortDateText(from) },
            { text: until ? shortDateText(until) : 'Not yet' },
            { text: source === 'kith' ? 'Search in Kith' : 'Imported file' },
          ]
        })}
      />
    </WideTable>
  )
}

function File({ months, spells, numbers, most, csrf }: Props) {
  const children = new Set(spells.map(({ personId }) => personId).filter(id => numbers.has(id))).size
  if (children === 0)
    return <InsetText>No child here has a number of your council, so the file would be empty.</InsetText>
  if (children > most) {
    return (
      <InsetText>
        {children} children are in it. A file about more than {most} needs a second person’s approval,
        which this page does not have:
        choose fewer months, or ask your privacy officer.
      </InsetText>
    )
  }
  return (
    <Form action="/missing/ssda903" csrf={csrf}>
      <input type="hidden" name="from" value={months.first} />
      <input type="hidden" name="to" value={months.last} />
      <Button text="Download the missing table" />
      <p class="govuk-hint">{children} {children === 1 ? 'child' : 'children'}. Who took it is written down, as every reading is.</p>
    </Form>
  )
}
