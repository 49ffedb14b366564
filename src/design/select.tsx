import { classNames } from './attributes.ts'
import type { Attributes } from './attributes.ts'
import { descriptionOf, fieldId, FormGroup } from './formGroup.tsx'
import type { FieldOptions } from './formGroup.tsx'

export type SelectItem = {
  text: string
  value?: string | number | undefined
  selected?: boolean | undefined
  disabled?: boolean | undefined
  attributes?: Attributes | undefined
}

export type SelectProps = FieldOptions & {
  items: readonly (SelectItem | null | undefined)[]
  value?: string | number | undefined
  disabled?: boolean | undefined
}

export function Select(props: SelectProps) {
  const id = fieldId(props)
  return (
    <FormGroup field={props}>
      {props.formGroup?.beforeInput}
      <select
        class={classNames('govuk-select', props.classes, props.errorMessage && 'govuk-select--error')}
        id={id}
        name={props.name}
        disabled={props.disabled}
        aria-describedby={descriptionOf(props, id)}
        {...props.attributes}
      >
        {props.items.map(item => item && <SelectOption item={item} chosen={props.value} />)}
      </select>
      {props.formGroup?.afterInput}
    </FormGroup>
  )
}

function SelectOption({ item, chosen }: { item: SelectItem; chosen: string | number | undefined }) {
  const isChosen = Boolean(chosen) && (item.value ?? item.text) === chosen && item.selected !== false
  return (
    <option value={item.value} selected={item.selected || isChosen} disabled={item.disabled} {...item.attributes}>
      {item.text}
    </option>
  )
}
