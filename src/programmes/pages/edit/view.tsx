import { Button } from '../../../design/button.tsx'
import { Checkboxes } from '../../../design/checkboxes.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { errorListOf, ErrorSummary } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { Input } from '../../../design/input.tsx'
import { Radios } from '../../../design/radios.tsx'
import { Select } from '../../../design/select.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { textOf, textsOf } from '../../../practice/pages/typed.ts'
import type { Typed } from '../../../practice/pages/typed.ts'
import { kindsOfHelp, statuses, weekdays } from '../../programme.ts'
import type { Evidence, Programme, Term } from '../../programme.ts'
import { bandWords } from '../band.tsx'
import { helpText, statusWords } from '../words.ts'

export type EditProps = {
  programme: Programme | undefined; typed: Typed; problems: Problems; csrf: string
  terms: readonly Term[]; evidence: readonly Evidence[]; agencies: readonly { id: string; name: string }[]
}
type FieldProps = Pick<EditProps, 'typed' | 'problems'>

export function EditView(props: EditProps) {
  const { programme, problems, csrf, agencies, typed } = props
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">{programme ? `Change ${programme.name}` : 'Add a programme'}</h1>
      <p class="govuk-body">Say nothing of any child or family here: everybody in the partnership reads it.</p>
      <Form action={programme ? `/programmes/${programme.id}/edit` : '/programmes/new'} csrf={csrf} revision={programme?.revision ?? 0}>
        {agencies.length > 0
          ? <Select name="agency" label={label('Agency')} items={agencies.map(({ id, name }) => ({ value: id, text: name }))} value={textOf(typed, 'agency')} />
          : undefined}
        <What {...props} />
        <Whom {...props} />
        <When {...props} />
        <Where {...props} />
        <Reach {...props} />
        <Button text="Save the entry" preventDoubleClick />
      </Form>
    </>
  )
}

const label = (text: string) => ({ text, classes: 'govuk-label--s' })
const legend = (text: string) => ({ legend: { text, classes: 'govuk-fieldset__legend--s' } })
const value = ({ typed, problems }: FieldProps, name: string) =>
  ({ name, value: textOf(typed, name), errorMessage: errorAt(problems, name) })

function What(props: EditProps) {
  const approaches = props.evidence.map(({ code, title, band }) => ({ value: code, text: `${title}: ${bandWords[band].toLowerCase()}` }))
  return (
    <>
      <h2 class="govuk-heading-m">What it is</h2>
      <Input {...value(props, 'name')} label={label('Name')} />
      <Textarea {...value(props, 'description')} label={label('What it does')} />
      <Select {...value(props, 'kind')} label={label('Kind of help')} items={kindsOfHelp.map(kind => ({ value: kind, text: helpText(kind) }))} />
      <Select
        {...value(props, 'approach')} label={label('Approach in the Youth Endowment Fund’s toolkit')}
        hint={{ text: 'Everybody who chooses a programme sees what is known of its approach.' }}
        items={[{ value: '', text: 'Not in the toolkit' }, ...approaches]}
      />
      <Radios {...value(props, 'status')} fieldset={legend('Is it running?')} items={statuses.map(status => ({ value: status, text: statusWords[status] }))} />
      <Input {...value(props, 'alert')} label={label('Something everybody should know now (optional)')} />
      <Input {...value(props, 'accreditations')} label={label('Accreditation (optional)')} />
    </>
  )
}

function Whom(props: EditProps) {
  const needs = props.terms.filter(({ code }) => code.startsWith('need_')).map(({ code, name }) => ({ value: code, text: name }))
  const narrow = { classes: 'govuk-input--width-3', inputmode: 'numeric' } as const
  return (
    <>
      <h2 class="govuk-heading-m">For whom</h2>
      <Checkboxes name="needs" fieldset={legend('What it helps with')} items={needs} values={textsOf(props.typed, 'needs')} />
      <Input {...value(props, 'minimum-age')} {...narrow} label={label('Youngest')} />
      <Input {...value(props, 'maximum-age')} {...narrow} label={label('Oldest')} />
      <Textarea {...value(props, 'areas')} rows={3} label={label('Areas')} hint={{ text: 'One on each line. Empty: the whole partnership.' }} />
      <Input {...value(props, 'languages')} label={label('Languages')} hint={{ text: 'With commas between them.' }} />
      <Textarea {...value(props, 'accessibility')} rows={2} label={label('Access for disabled people (optional)')} />
      <Input {...value(props, 'cost')} label={label('Cost')} hint={{ text: 'Empty: free.' }} />
    </>
  )
}

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

function When(props: EditProps) {
  const short = { classes: 'govuk-input--width-5' }
  return (
    <>
      <h2 class="govuk-heading-m">When, and how many places</h2>
      <Checkboxes
        name="session-days" fieldset={legend('Days')} values={textsOf(props.typed, 'session-days')} classes="govuk-checkboxes--small"
        items={weekdays.map((code, index) => ({ value: code, text: dayNames[index] ?? code }))}
      />
      <Input {...value(props, 'opens-at')} {...short} label={label('Begins at')} hint={{ text: 'Like 17:30' }} />
      <Input {...value(props, 'closes-at')} {...short} label={label('Ends at')} />
      <Input {...value(props, 'session-notes')} label={label('More about sessions (optional)')} />
      <Input
        {...value(props, 'places')} {...short} inputmode="numeric" label={label('Places')}
        hint={{ text: `Empty: not counted.${props.programme ? ` ${props.programme.taken} are taken now.` : ''}` }}
      />
      <Input {...value(props, 'next-place-on')} type="date" classes="govuk-input--width-10" label={label('Next place expected on (optional)')} />
    </>
  )
}

function Where(props: EditProps) {
  return (
    <>
      <h2 class="govuk-heading-m">Where</h2>
      <input type="hidden" name="place-id" value={textOf(props.typed, 'place-id')} />
      <Input {...value(props, 'place-name')} label={label('Name of the place (optional)')} />
      <Input {...value(props, 'address')} label={label('Street')} autocomplete="off" />
      <Input {...value(props, 'city')} label={label('Town or city')} autocomplete="off" />
      <Input {...value(props, 'county')} label={label('County')} autocomplete="off" />
      <Input {...value(props, 'postcode')} classes="govuk-input--width-10" label={label('Postcode')} autocomplete="off" />
      <Checkboxes
        name="hidden" values={textsOf(props.typed, 'hidden')}
        items={[{ value: 'yes', text: 'This place must not be found: only my own agency may see it' }]}
      />
    </>
  )
}

function Reach(props: EditProps) {
  return (
    <>
      <h2 class="govuk-heading-m">Contact</h2>
      <Input {...value(props, 'contact-name')} label={label('Team or function')} hint={{ text: 'Not the name of a person.' }} />
      <Input {...value(props, 'phone')} type="tel" label={label('Telephone')} />
      <Input {...value(props, 'email')} type="email" label={label('E-mail')} />
      <Input {...value(props, 'url')} type="url" label={label('Website')} />
      <Checkboxes name="takes-referrals" values={textsOf(props.typed, 'takes-referrals')} items={[{ value: 'yes', text: 'Takes referrals now' }]} />
      <Checkboxes
        name="published" values={textsOf(props.typed, 'published')}
        items={[{ value: 'yes', text: 'Stands in the public directory', hint: { text: 'Everybody can read it, without signing in. A hidden place is never in it.' } }]}
      />
    </>
  )
}
