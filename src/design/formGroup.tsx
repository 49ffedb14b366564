import { classNames, describedByIds } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'
import { ErrorMessage } from './errorMessage.tsx'
import type { ErrorMessageOptions } from './errorMessage.tsx'
import { Fieldset } from './fieldset.tsx'
import type { FieldsetOptions } from './fieldset.tsx'
import { Hint } from './hint.tsx'
import type { HintOptions } from './hint.tsx'
import { Label } from './label.tsx'
import type { LabelOptions } from './label.tsx'

export type FormGroupOptions = {
  classes?: string | undefined
  attributes?: Attributes | undefined
  beforeInput?: Content
  afterInput?: Content
}

export type FormGroupsOptions = {
  classes?: string | undefined
  attributes?: Attributes | undefined
  beforeInputs?: Content
  afterInputs?: Content
}

type Wording = { hint?: HintOptions | undefined; errorMessage?: ErrorMessageOptions | undefined }

/** What every single field takes, named as the GOV.UK macros name it. */
export type FieldOptions = Wording & {
  name: string
  id?: string | undefined
  label: LabelOptions
  describedBy?: string | undefined
  formGroup?: FormGroupOptions | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export function fieldId({ id, name }: { id?: string | undefined; name: string }): string {
  return id || name
}

/** The ids of a field's own description, hint and error, in reading order. */
export function descriptionOf(field: Wording & { describedBy?: string | undefined }, id: string): string | undefined {
  return describedByIds(field.describedBy, field.hint && `${id}-hint`, field.errorMessage && `${id}-error`)
}

/** Label, hint and error around one field. */
export function FormGroup({ field, children }: { field: FieldOptions; children?: Content }) {
  const id = fieldId(field)
  return (
    <GroupBox errorMessage={field.errorMessage} formGroup={field.formGroup}>
      <Label {...field.label} for={id} />
      <HintAndError hint={field.hint} errorMessage={field.errorMessage} id={id} />
      {children}
    </GroupBox>
  )
}

type FieldsGroupProps = Wording & {
  id: string
  describedBy?: string | undefined
  fieldset?: FieldsetOptions | undefined
  formGroup?: FormGroupsOptions | undefined
  children?: Content
}

/** Legend, hint and error around several fields that answer one question. */
export function FieldsGroup({ id, describedBy, fieldset, children, ...wording }: FieldsGroupProps) {
  const inner = <><HintAndError hint={wording.hint} errorMessage={wording.errorMessage} id={id} />{children}</>
  const description = descriptionOf({ ...wording, describedBy: fieldset?.describedBy || describedBy }, id)
  return (
    <GroupBox errorMessage={wording.errorMessage} formGroup={wording.formGroup}>
      {fieldset ? <Fieldset {...fieldset} describedBy={description}>{inner}</Fieldset> : inner}
    </GroupBox>
  )
}

type GroupBoxProps = {
  errorMessage: ErrorMessageOptions | undefined
  formGroup: FormGroupOptions | FormGroupsOptions | undefined
  children?: Content
}

function GroupBox({ errorMessage, formGroup, children }: GroupBoxProps) {
  const inError = errorMessage && 'govuk-form-group--error'
  return (
    <div class={classNames('govuk-form-group', inError, formGroup?.classes)} {...formGroup?.attributes}>{children}</div>
  )
}

function HintAndError({ hint, errorMessage, id }: Wording & { id: string }) {
  return (
    <>
      {hint ? <Hint {...hint} id={`${id}-hint`} /> : undefined}
      {errorMessage ? <ErrorMessage {...errorMessage} id={`${id}-error`} /> : undefined}
    </>
  )
}
