import { FilterBar } from '../../design/filterBar.tsx'
import { Select } from '../../design/select.tsx'
import { periods } from './custodyFrame.tsx'

export function PeriodFilter({ action, months }: { action: string; months: number }) {
  return (
    <FilterBar action={action}>
      <Select name="months" label={{ text: 'Period' }} value={months} items={periods.map(period => ({ value: period.months, text: period.text }))} />
    </FilterBar>
  )
}
