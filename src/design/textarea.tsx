import { classNames } from './attributes.ts'
import { descriptionOf, fieldId, FormGroup } from './formGroup.tsx'
import type { FieldOptions } from './formGroup.tsx'

export type TextareaProps = FieldOptions & {
  value?: string | undefined
  rows?: number | undefined
  disabled?: boolean | undefined
  spellcheck?: boolean | undefined
  autocomplete?: string | undefined
}

export function Textarea(props: TextareaProps) {
  const id = fieldId(props)
  return (
    <FormGroup field={props}>
      {props.formGroup?.beforeInput}
      <textarea
        class={classNames('govuk-textarea', props.errorMessage && 'govuk-textarea--error', props.classes)}
        id={id}
        name={props.name}
        rows={props.rows || 5}
        spellcheck={props.spellcheck}
        disabled={props.disabled}
        aria-describedby={descriptionOf(props, id)}
        autocomplete={props.autocomplete || undefined}
        {...props.attributes}
      >
        {props.value}
      </textarea>
      {props.formGroup?.afterInput}
    </FormGroup>
  )
}
