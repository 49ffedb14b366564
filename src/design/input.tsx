import { classNames, isPresent } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'
import { descriptionOf, fieldId, FormGroup } from './formGroup.tsx'
import type { FieldOptions } from './formGroup.tsx'

export type AffixOptions = { text?: Content; classes?: string | undefined; attributes?: Attributes | undefined }

export type InputProps = FieldOptions & {
  type?: string | undefined
  value?: string | number | undefined
  disabled?: boolean | undefined
  spellcheck?: boolean | undefined
  autocomplete?: string | undefined
  autocapitalize?: 'characters' | 'none' | 'off' | 'on' | 'sentences' | 'words' | undefined
  pattern?: string | undefined
  inputmode?: 'decimal' | 'email' | 'none' | 'numeric' | 'search' | 'tel' | 'text' | 'url' | undefined
  prefix?: AffixOptions | undefined
  suffix?: AffixOptions | undefined
  inputWrapper?: { classes?: string | undefined; attributes?: Attributes | undefined } | undefined
}

export function Input(props: InputProps) {
  const { formGroup, prefix, suffix, inputWrapper } = props
  const beside = [prefix?.text, suffix?.text, formGroup?.beforeInput, formGroup?.afterInput]
  if (!beside.some(isPresent)) return <FormGroup field={props}><InputElement {...props} /></FormGroup>
  return (
    <FormGroup field={props}>
      <div class={classNames('govuk-input__wrapper', inputWrapper?.classes)} {...inputWrapper?.attributes}>
        {formGroup?.beforeInput}
        {prefix && isPresent(prefix.text) ? <Affix {...prefix} name="govuk-input__prefix" /> : undefined}
        <InputElement {...props} />
        {suffix && isPresent(suffix.text) ? <Affix {...suffix} name="govuk-input__suffix" /> : undefined}
        {formGroup?.afterInput}
      </div>
    </FormGroup>
  )
}

function InputElement(props: InputProps) {
  const id = fieldId(props)
  return (
    <input
      class={classNames('govuk-input', props.classes, props.errorMessage && 'govuk-input--error')}
      id={id}
      name={props.name}
      type={props.type || 'text'}
      spellcheck={props.spellcheck}
      value={props.value}
      disabled={props.disabled}
      aria-describedby={descriptionOf(props, id)}
      autocomplete={props.autocomplete}
      autocapitalize={props.autocapitalize}
      pattern={props.pattern}
      inputmode={props.inputmode}
      {...props.attributes}
    />
  )
}

function Affix({ name, text, classes, attributes }: AffixOptions & { name: string }) {
  return <div class={classNames(name, classes)} aria-hidden="true" {...attributes}>{text}</div>
}
