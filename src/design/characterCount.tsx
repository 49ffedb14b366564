import { classNames } from './attributes.ts'
import type { Attributes } from './attributes.ts'
import { fieldId } from './formGroup.tsx'
import { Hint } from './hint.tsx'
import { Textarea } from './textarea.tsx'
import type { TextareaProps } from './textarea.tsx'

/** Text by the language's plural category: `one`, `other`, in Welsh also `zero`, `two`, `few`, `many`. */
export type PluralText = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>

export type CharacterCountProps = Omit<TextareaProps, 'describedBy' | 'disabled' | 'autocomplete'> & {
  maxlength?: number | string | undefined
  maxwords?: number | string | undefined
  threshold?: number | string | undefined
  countType?: string | undefined
  textareaDescriptionText?: string | undefined
  charactersUnderLimitText?: PluralText | undefined
  charactersAtLimitText?: string | undefined
  charactersOverLimitText?: PluralText | undefined
  wordsUnderLimitText?: PluralText | undefined
  wordsAtLimitText?: string | undefined
  wordsOverLimitText?: PluralText | undefined
  countMessage?: { classes?: string | undefined } | undefined
}

export function CharacterCount(props: CharacterCountProps) {
  const id = fieldId(props)
  const limit = props.maxwords || props.maxlength
  const countType = props.countType || (props.maxwords ? 'words' : undefined)
  const standard = `You can enter up to %{count} ${countType === 'words' ? 'words' : 'characters'}`
  const description = props.textareaDescriptionText || standard
  return (
    <Textarea
      id={id}
      name={props.name}
      label={props.label}
      hint={props.hint}
      errorMessage={props.errorMessage}
      describedBy={`${id}-info`}
      rows={props.rows}
      spellcheck={props.spellcheck}
      value={props.value}
      classes={classNames('govuk-js-character-count', props.classes)}
      attributes={props.attributes}
      formGroup={{
        classes: classNames('govuk-character-count', props.formGroup?.classes),
        attributes: { ...countAttributes(props, countType), ...props.formGroup?.attributes },
        beforeInput: props.formGroup?.beforeInput,
        afterInput: (
          <>
            <Hint
              text={limit ? description.replace('%{count}', String(limit)) : undefined}
              id={`${id}-info`}
              classes={classNames('govuk-character-count__message', props.countMessage?.classes)}
            />
            {props.formGroup?.afterInput}
          </>
        ),
      }}
    />
  )
}

function countAttributes(props: CharacterCountProps, countType: string | undefined): Attributes {
  const noLimit = !props.maxwords && !props.maxlength
  const description = noLimit && props.textareaDescriptionText ? { other: props.textareaDescriptionText } : undefined
  return {
    'data-module': 'govuk-character-count',
    'data-maxlength': props.maxlength,
    'data-maxwords': props.maxwords,
    'data-threshold': props.threshold,
    'data-count-type': countType,
    ...pluralAttributes('textarea-description', description),
    ...pluralAttributes('characters-under-limit', props.charactersUnderLimitText),
    'data-i18n.characters-at-limit': props.charactersAtLimitText,
    ...pluralAttributes('characters-over-limit', props.charactersOverLimitText),
    ...pluralAttributes('words-under-limit', props.wordsUnderLimitText),
    'data-i18n.words-at-limit': props.wordsAtLimitText,
    ...pluralAttributes('words-over-limit', props.wordsOverLimitText),
  }
}

/** The attributes in which the GOV.UK scripts look for translated words. */
export function pluralAttributes(key: string, texts: PluralText | undefined): Attributes {
  return Object.fromEntries(Object.entries(texts ?? {}).map(([rule, text]) => [`data-i18n.${key}.${rule}`, text]))
}
