import { DateInput } from '../../../design/dateInput.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import type { Day } from '../../../language/format.ts'
import { dayFrom } from '../../../people/age.ts'
import type { Typed } from '../../../people/pages/typed.ts'

const partsOf = (typed: Typed, prefix: string) =>
  ['day', 'month', 'year'].map(part => typed[`${prefix}-${part}`] ?? '')

/** The day that three boxes name, or nothing. */
export function typedDay(typed: Typed, prefix: string): Day | undefined {
  const [day = '', month = '', year = ''] = partsOf(typed, prefix)
  return [day, month, year].every(part => /^\d{1,4}$/v.test(part))
    ? dayFrom(Number(year), Number(month), Number(day))
    : undefined
}

export const isTypedEmpty = (typed: Typed, prefix: string): boolean =>
  partsOf(typed, prefix).every(part => part === '')

type DayFieldProps = { prefix: string; legend: string; hint?: string; typed: Typed; problems: Problems }

export function DayField({ prefix, legend, hint, typed, problems }: DayFieldProps) {
  return (
    <DateInput
      id={prefix}
      namePrefix={prefix}
      values={typed}
      errorMessage={errorAt(problems, `${prefix}-day`)}
      fieldset={{ legend: { text: legend, classes: 'govuk-fieldset__legend--s' } }}
      hint={hint ? { text: hint } : undefined}
    />
  )
}
