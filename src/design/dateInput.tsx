import { classNames } from './attributes.ts'
import type { Attributes } from './attributes.ts'
import type { ErrorMessageOptions } from './errorMessage.tsx'
import type { FieldsetOptions } from './fieldset.tsx'
import { FieldsGroup } from './formGroup.tsx'
import type { FormGroupsOptions } from './formGroup.tsx'
import type { HintOptions } from './hint.tsx'
import { Input } from './input.tsx'
import type { InputProps } from './input.tsx'
import { useTexts } from './texts.ts'

export type DateInputItem = {
  name?: string | undefined
  id?: string | undefined
  label?: string | undefined
  value?: string | number | undefined
  error?: boolean | undefined
  inputmode?: InputProps['inputmode']
  autocomplete?: string | undefined
  pattern?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type DateInputProps = {
  id: string
  namePrefix?: string | undefined
  items?: readonly (DateInputItem | null | undefined)[] | undefined
  /** `false` leaves a part out: a month and a year only. */
  day?: DateInputItem | false | undefined
  month?: DateInputItem | false | undefined
  year?: DateInputItem | false | undefined
  /** Values by field name, with the prefix when there is one. */
  values?: Readonly<Record<string, string | number | undefined>> | undefined
  fieldset?: FieldsetOptions | undefined
  hint?: HintOptions | undefined
  errorMessage?: ErrorMessageOptions | undefined
  formGroup?: FormGroupsOptions | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

const errorClass = 'govuk-input--error'
const parts = ['day', 'month', 'year'] as const

export function DateInput(props: DateInputProps) {
  const { id, hint, errorMessage, formGroup } = props
  const fieldset = props.fieldset && { ...props.fieldset, role: 'group' }
  return (
    <FieldsGroup id={id} fieldset={fieldset} hint={hint} errorMessage={errorMessage} formGroup={formGroup}>
      <div class={classNames('govuk-date-input', props.classes)} {...props.attributes} id={id || undefined}>
        {formGroup?.beforeInputs}
        <DateParts {...props} />
        {formGroup?.afterInputs}
      </div>
    </FieldsGroup>
  )
}

function DateParts(props: DateInputProps) {
  const standard = parts.filter(part => props[part] !== false).map(part => ({
    ...(given(props, part) ?? { value: props.values?.[part] }),
    name: given(props, part)?.name ?? part,
  }))
  const items = props.items?.length ? props.items : standard
  const someItemHasError = items.some(item => item && hasError(item))
  return (
    <>
      {items.map(item => item && <DatePart form={props} item={item} someItemHasError={someItemHasError} />)}
    </>
  )
}

function given(props: DateInputProps, part: 'day' | 'month' | 'year'): DateInputItem | undefined {
  return props[part] || undefined
}

function hasError(item: DateInputItem): boolean {
  return item.error === true || (item.classes?.includes(errorClass) ?? false)
}

type DatePartProps = { form: DateInputProps; item: DateInputItem; someItemHasError: boolean }

function DatePart({ form, item, someItemHasError }: DatePartProps) {
  const part = parts.find(each => item.name === each || (item.name && item.name === given(form, each)?.name))
  const { govuk } = useTexts()
  const name = item.name ?? ''
  const fullName = form.namePrefix ? `${form.namePrefix}-${name}` : name
  const known = part && (form[part] ? form[part].value : form.values?.[part])
  return (
    <div class="govuk-date-input__item">
      <Input
        label={{ text: item.label || (part && govuk[part]) || capitalised(name), classes: 'govuk-date-input__label' }}
        id={item.id || `${form.id}-${name}`}
        classes={classNames('govuk-date-input__input', ...itemClasses({ form, item, someItemHasError }, part))}
        name={fullName}
        value={item.value ?? known ?? form.values?.[fullName]}
        inputmode={item.inputmode || 'numeric'}
        autocomplete={item.autocomplete}
        pattern={item.pattern}
        attributes={item.attributes}
      />
    </div>
  )
}

function itemClasses({ form, item, someItemHasError }: DatePartProps, part: string | undefined) {
  const marked = item.classes?.includes(errorClass)
  const inError = hasError(item) || (item.error !== false && form.errorMessage && !someItemHasError)
  const width = part === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2'
  return [
    !marked && inError ? errorClass : undefined,
    item.classes?.includes('govuk-input--width-') ? undefined : width,
    item.classes,
  ]
}

function capitalised(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1).toLowerCase()
}
