import { classNames, describedByIds, isPresent } from './attributes.ts'
import { descriptionOf, FieldsGroup } from './formGroup.tsx'
import { Hint } from './hint.tsx'
import { Label } from './label.tsx'
import type { ChoiceDivider, RadioItem, RadiosProps } from './radios.tsx'

export type CheckboxItem = RadioItem & {
  name?: string | undefined
  /** `exclusive` clears the others when it is ticked ("None of these"). */
  behaviour?: 'exclusive' | undefined
}

export type CheckboxesProps = Omit<RadiosProps, 'items' | 'value'> & {
  items: readonly (CheckboxItem | ChoiceDivider | null | undefined)[]
  values?: readonly (string | number)[] | undefined
  describedBy?: string | undefined
}

export function Checkboxes(props: CheckboxesProps) {
  const idPrefix = props.idPrefix || props.name
  const { fieldset, hint, errorMessage, formGroup, describedBy } = props
  const wording = { fieldset, hint, errorMessage, formGroup, describedBy }
  const ownDescription = fieldset ? undefined : descriptionOf(wording, idPrefix)
  return (
    <FieldsGroup id={idPrefix} {...wording}>
      <div class={classNames('govuk-checkboxes', props.classes)} {...props.attributes} data-module="govuk-checkboxes">
        {props.formGroup?.beforeInputs}
        {props.items.map((item, index) => {
          if (!item) return undefined
          if ('divider' in item) return <div class="govuk-checkboxes__divider">{item.divider}</div>
          const id = item.id || (index > 0 ? `${idPrefix}-${index + 1}` : idPrefix)
          const named = { ...item, id, name: item.name || props.name }
          return <Checkbox item={named} values={props.values} describedBy={ownDescription} />
        })}
        {props.formGroup?.afterInputs}
      </div>
    </FieldsGroup>
  )
}

type CheckboxProps = {
  item: CheckboxItem & { id: string; name: string }
  values: readonly (string | number)[] | undefined
  describedBy: string | undefined
}

function Checkbox({ item, values, describedBy }: CheckboxProps) {
  const isChecked = item.checked || (values?.includes(item.value) && item.checked !== false)
  const hintId = item.hint && isPresent(item.hint.text) ? `${item.id}-item-hint` : undefined
  const conditionalId = isPresent(item.conditional) ? `conditional-${item.id}` : undefined
  return (
    <>
      <div class="govuk-checkboxes__item">
        <input
          class="govuk-checkboxes__input"
          id={item.id}
          name={item.name}
          type="checkbox"
          value={item.value}
          checked={isChecked}
          disabled={item.disabled}
          data-aria-controls={conditionalId}
          data-behaviour={item.behaviour}
          aria-describedby={describedByIds(describedBy, hintId)}
          {...item.attributes}
        />
        <Label
          text={item.text}
          classes={classNames('govuk-checkboxes__label', item.label?.classes)}
          attributes={item.label?.attributes}
          for={item.id}
        />
        {hintId
          ? <Hint {...item.hint} id={hintId} classes={classNames('govuk-checkboxes__hint', item.hint?.classes)} />
          : undefined}
      </div>
      {conditionalId
        ? <div
            class={classNames('govuk-checkboxes__conditional', !isChecked && 'govuk-checkboxes__conditional--hidden')}
            id={conditionalId}
          >
            {item.conditional}
          </div>
        : undefined}
    </>
  )
}
