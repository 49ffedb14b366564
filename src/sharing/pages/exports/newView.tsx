import { randomUUID } from 'node:crypto'
import { Button } from '../../../design/button.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { errorListOf, ErrorSummary } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { Input } from '../../../design/input.tsx'
import { InsetText } from '../../../design/insetText.tsx'
import { Radios } from '../../../design/radios.tsx'
import { Select } from '../../../design/select.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import type { Typed } from '../../../people/pages/typed.ts'
import { kindWords, lifetimes, mostWithoutApproval } from '../../exports/exportFile.ts'
import type { ExportKind } from '../../exports/exportFile.ts'
import type { Colleague } from '../../exports/store.ts'

type NewExportViewProps = {
  kind: ExportKind; about: string; people: number; csrf: string; typed: Typed; problems: Problems; me: string
  /** Nothing about anybody stands in an address: the form carries what the file is made of. */
  hidden: Readonly<Record<string, string>>
  overseers: readonly Colleague[]
}

export function NewExportView({ kind, about, people, csrf, typed, problems, me, hidden,
  overseers }: NewExportViewProps) {
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">Order a file: {kindWords[kind].toLowerCase()}</h1>
      <p class="govuk-body">{about}</p>
      {people > mostWithoutApproval
        ? <InsetText>{people} people are in it. A second person of your agency has to approve it before it can be
          taken.</InsetText> : undefined}
      <p class="govuk-body">
        The file carries the name of its recipient on it and, unseen, in every line. Each copy is recorded. Ask first
          whether a page
        would do: a page is always up to date.
      </p>
      <Form action="/exports" csrf={csrf}>
        <input type="hidden" name="key" value={randomUUID()} />
        <input type="hidden" name="of" value={kind} />
        {Object.entries(hidden).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
        {kind === 'disclosures'
          ? <Select name="recipient" id="recipient" value={typed['recipient'] ?? me}
            errorMessage={errorAt(problems, 'recipient')}
              label={{ text: 'Who is it for?' }} items={overseers.map(({ id, name }) => ({ value: id, text: name }))} />
          : <Input name="recipient" id="recipient" value={typed['recipient']}
            errorMessage={errorAt(problems, 'recipient')}
              label={{ text: 'Who is it for?' }} autocomplete="off" spellcheck={false}
              hint={{ text: 'Their e-mail address at work. Leave it empty if it is for you. They find it in Kith: nothing is sent.' }} />}
        <Textarea id="why" name="why" rows={3} value={typed['why']} errorMessage={errorAt(problems, 'why')}
          label={{ text: 'Why does it have to be a file?' }} hint={{ text: 'Do not name anybody.' }} />
        <Radios name="hours" idPrefix="hours" value={typed['hours'] ?? '24'} errorMessage={errorAt(problems, 'hours')}
          fieldset={{ legend: { text: 'How long can it be taken?', classes: 'govuk-fieldset__legend--s' } }}
          items={lifetimes.map(([value, text]) => ({ value, text }))} />
        <Button text="Order the file" preventDoubleClick />
      </Form>
    </>
  )
}
