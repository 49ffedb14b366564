import type { Problems } from '../../design/errorMessage.tsx'
import { Fieldset } from '../../design/fieldset.tsx'
import { fieldsOf } from '../../partnership/administration/fields.tsx'
import type { Typed } from '../../partnership/administration/typed.ts'
import type { Shape } from './shape.ts'

type ShapeFieldsProps = { shape: Shape; typed: Typed; problems: Problems; rows: number }

/** `how_many` as a label: "How many". */
export const labelOfKey = (key: string): string => {
  const words = key.replaceAll(/[_.]/gv, ' ').replaceAll(/(?<=[a-z])(?=[A-Z])/gv, ' ').toLowerCase()
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

const yesNo = [{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }]

/** The fields for a value of this shape. */
export function ShapeFields({ shape, typed, problems, rows }: ShapeFieldsProps) {
  const on = fieldsOf(typed, problems)
  const field = (of: string, name: string, label: string) => of === 'number' ? on.number({ name, label })
    : of === 'yes_no' ? on.radios({ name, label }, yesNo)
      : of === 'words' ? on.area({ name, label, hint: 'One on each line', rows: 6 }) : on.text({ name, label })
  if (shape.kind === 'one') return <>{field(shape.of, 'value', 'Value')}</>
  if (shape.kind === 'words') return <>{field('words', 'value', 'Words')}</>
  if (shape.kind === 'json') return <>{on.document({ name: 'value', label: 'Value', hint: 'JSON. What is wrong in it is said with its place.' })}</>
  if (shape.kind === 'fields') return <>{shape.fields.map(({ key, of }) => field(of, `value-${key}`, labelOfKey(key)))}</>
  return (
    <>
      <p class="govuk-body">In their order. A row whose fields are all empty is left out.</p>
      {Array.from({ length: rows }, (_, row) => (
        <Fieldset legend={{ text: `Row ${row + 1}`, classes: 'govuk-fieldset__legend--s' }}>
          {shape.columns.map(({ key, of }) => field(of, `value-${row}-${key}`, labelOfKey(key)))}
        </Fieldset>
      ))}
    </>
  )
}
