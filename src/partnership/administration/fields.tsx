import { Checkboxes } from '../../design/checkboxes.tsx'
import { DateInput } from '../../design/dateInput.tsx'
import { errorAt, type Problems } from '../../design/errorMessage.tsx'
import { FileUpload } from '../../design/fileUpload.tsx'
import { Input } from '../../design/input.tsx'
import { Radios } from '../../design/radios.tsx'
import { Select } from '../../design/select.tsx'
import { Textarea } from '../../design/textarea.tsx'
import { listOf, textOf, type Typed } from './typed.ts'

export type Choice = { value: string; text: string; hint?: string | undefined }

type Named = { name: string; label: string; hint?: string | undefined }

const singleOf =
  (problems: Problems) =>
  ({ name, label, hint }: Named) => ({
    name,
    id: name,
    label: { text: label, classes: 'govuk-label--s' },
    hint: hint ? { text: hint } : undefined,
    errorMessage: errorAt(problems, name),
  })

const groupOf =
  (problems: Problems) =>
  ({ name, label, hint }: Named) => ({
    name,
    idPrefix: name,
    fieldset: { legend: { text: label, classes: 'govuk-fieldset__legend--s' } },
    hint: hint ? { text: hint } : undefined,
    errorMessage: errorAt(problems, name),
  })

const itemsOf = (choices: readonly Choice[]) =>
  choices.map(({ value, text, hint }) => ({ value, text, hint: hint ? { text: hint } : undefined }))

/** The fields of one form, each with what was typed and what is wrong with it. */
export function fieldsOf(typed: Typed, problems: Problems) {
  const shared = singleOf(problems)
  const grouped = groupOf(problems)
  return {
    text: (named: Named & { type?: string }) => (
      <Input {...shared(named)} type={named.type ?? 'text'} value={textOf(typed, named.name)} autocomplete="off" />
    ),
    number: (named: Named) => (
      <Input
        {...shared(named)}
        value={textOf(typed, named.name)}
        inputmode="numeric"
        classes="govuk-input--width-4"
      />
    ),
    area: (named: Named & { rows?: number }) => (
      <Textarea {...shared(named)} value={textOf(typed, named.name)} rows={named.rows ?? 3} />
    ),
    document: (named: Named) => (
      <Textarea
        {...shared(named)}
        value={textOf(typed, named.name)}
        rows={18}
        spellcheck={false}
        classes="govuk-!-font-size-16"
      />
    ),
    file: (named: Named) => <FileUpload {...shared(named)} attributes={{ accept: '.json,application/json' }} />,
    select: (named: Named, choices: readonly Choice[]) => (
      <Select
        {...shared(named)}
        value={textOf(typed, named.name)}
        items={[{ value: '', text: 'Choose' }, ...choices.map(({ value, text }) => ({ value, text }))]}
      />
    ),
    radios: (named: Named, choices: readonly Choice[]) => (
      <Radios {...grouped(named)} value={textOf(typed, named.name)} items={itemsOf(choices)} />
    ),
    boxes: (named: Named, choices: readonly Choice[]) => (
      <Checkboxes {...grouped(named)} values={listOf(typed, named.name)} items={itemsOf(choices)} />
    ),
    day: (named: Named) => (
      <DateInput
        id={named.name}
        namePrefix={named.name}
        values={typed}
        fieldset={{ legend: { text: named.label, classes: 'govuk-fieldset__legend--s' } }}
        hint={named.hint ? { text: named.hint } : undefined}
        errorMessage={errorAt(problems, named.name)}
      />
    ),
    why: (label = 'Why, and who asked for it') => (
      <Textarea
        {...shared({ name: 'source', label, hint: 'Kept in the history. Do not name a child or a family.' })}
        value={textOf(typed, 'source')}
        rows={2}
      />
    ),
  }
}
