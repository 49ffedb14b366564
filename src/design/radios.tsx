import { classNames, isPresent } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'
import type { ErrorMessageOptions } from './errorMessage.tsx'
import type { FieldsetOptions } from './fieldset.tsx'
import { FieldsGroup } from './formGroup.tsx'
import type { FormGroupsOptions } from './formGroup.tsx'
import { Hint } from './hint.tsx'
import type { HintOptions } from './hint.tsx'
import { Label } from './label.tsx'
import type { LabelOptions } from './label.tsx'

export type ChoiceDivider = { divider: string }

export type RadioItem = {
  value: string | number
  text?: Content
  id?: string | undefined
  checked?: boolean | undefined
  disabled?: boolean | undefined
  hint?: HintOptions | undefined
  label?: LabelOptions | undefined
  /** Shown only while the item is chosen. */
  conditional?: Content
  attributes?: Attributes | undefined
}

export type RadiosProps = {
  name: string
  items: readonly (RadioItem | ChoiceDivider | null | undefined)[]
  idPrefix?: string | undefined
  value?: string | number | undefined
  fieldset?: FieldsetOptions | undefined
  hint?: HintOptions | undefined
  errorMessage?: ErrorMessageOptions | undefined
  formGroup?: FormGroupsOptions | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export function Radios(props: RadiosProps) {
  const idPrefix = props.idPrefix || props.name
  const { fieldset, hint, errorMessage, formGroup } = props
  return (
    <FieldsGroup id={idPrefix} fieldset={fieldset} hint={hint} errorMessage={errorMessage} formGroup={formGroup}>
      <div class={classNames('govuk-radios', props.classes)} {...props.attributes} data-module="govuk-radios">
        {props.formGroup?.beforeInputs}
        {props.items.map((item, index) => {
          if (!item) return undefined
          if ('divider' in item) return <div class="govuk-radios__divider">{item.divider}</div>
          const id = item.id || (index > 0 ? `${idPrefix}-${index + 1}` : idPrefix)
          return <Radio item={item} id={id} name={props.name} chosen={props.value} />
        })}
        {props.formGroup?.afterInputs}
      </div>
    </FieldsGroup>
  )
}

type RadioProps = { item: RadioItem; id: string; name: string; chosen: string | number | undefined }

function Radio({ item, id, name, chosen }: RadioProps) {
  const isChecked = item.checked || (Boolean(chosen) && item.value === chosen && item.checked !== false)
  const hintId = item.hint && isPresent(item.hint.text) ? `${id}-item-hint` : undefined
  const conditionalId = isPresent(item.conditional) ? `conditional-${id}` : undefined
  return (
    <>
      <div class="govuk-radios__item">
        <input
          class="govuk-radios__input"
          id={id}
          name={name}
          type="radio"
          value={item.value}
          checked={isChecked}
          disabled={item.disabled}
          data-aria-controls={conditionalId}
          aria-describedby={hintId}
          {...item.attributes}
        />
        <Label
          text={item.text}
          classes={classNames('govuk-radios__label', item.label?.classes)}
          attributes={item.label?.attributes}
          for={id}
        />
        {hintId
          ? <Hint {...item.hint} id={hintId} classes={classNames('govuk-radios__hint', item.hint?.classes)} />
          : undefined}
      </div>
      {conditionalId
        ? <div
            class={classNames('govuk-radios__conditional', !isChecked && 'govuk-radios__conditional--hidden')}
            id={conditionalId}
          >
            {item.conditional}
          </div>
        : undefined}
    </>
  )
}
