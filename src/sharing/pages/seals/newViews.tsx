import { randomUUID } from 'node:crypto'
import { Button } from '../../../design/button.tsx'
import { DateInput } from '../../../design/dateInput.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { errorListOf, ErrorSummary } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { Input } from '../../../design/input.tsx'
import { InsetText } from '../../../design/insetText.tsx'
import { Radios } from '../../../design/radios.tsx'
import { Select } from '../../../design/select.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import type { Day } from '../../../language/format.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { LookFor } from '../../lookFor.tsx'
import type { Looked } from '../../lookFor.tsx'
import { coverings, coveringWords, relationWords } from '../../seal.ts'
import type { Declared } from '../../store/conflicts.ts'
import type { Colleague, SealKind } from '../../store/seals.ts'

type ChooseViewProps = { csrf: string; today: Day; looked: Looked | undefined; declared: Declared | undefined }

export function ChooseView({ csrf, today, looked, declared }: ChooseViewProps) {
  const forDeclared = declared ? `&for=${declared.id}` : ''
  return (
    <>
      <h1 class="govuk-heading-l">Whom do you want to seal?</h1>
      <Wanted declared={declared} />
      <LookFor
        csrf={csrf} action={`/seals/search${declared ? `?for=${declared.id}` : ''}`} today={today} looked={looked}
        choose={person => <a class="govuk-link"
          href={`/seals/new?person=${person.personId}${forDeclared}`} data-open>Seal
          <span class="govuk-visually-hidden"> {person.name}</span></a>}
        whenNobody={<p class="govuk-body">You can seal people of whom your agency holds a record.</p>}
      />
      <h2 class="govuk-heading-m">Or by the address of their page</h2>
      <form method="get" action="/seals/new">
        {declared ? <input type="hidden" name="for" value={declared.id} /> : undefined}
        <Input name="person" label={{ text: 'Address of the page, or its last part' }} autocomplete="off"
          spellcheck={false} />
        <Button classes="govuk-button--secondary" text="Continue" />
      </form>
    </>
  )
}

function Wanted({ declared }: { declared: Declared | undefined }) {
  return declared
    ? <InsetText>{declared.staff}, {declared.agency},
      has declared: {relationWords[declared.relation].toLowerCase()}. “{declared.words}”</InsetText>
    : <></>
}

type NewSealViewProps = {
  csrf: string; personId: string; name?: string | undefined; declared: Declared | undefined; me: string
  kinds: readonly SealKind[]; keepers: readonly Colleague[]; typed: Typed; problems: Problems
}

export function NewSealView(props: NewSealViewProps) {
  const { csrf, personId, name, declared, typed, problems } = props
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">{name === undefined ? 'Seal this person' : `Seal ${name}`}</h1>
      <Wanted declared={declared} />
      <p class="govuk-body">Once the seal is in force,
        whoever is not exempt is told that there is nobody like this: on every page,
        in every search, in every number. You are told when somebody asks.</p>
      <Form action="/seals" csrf={csrf}>
        <input type="hidden" name="key" value={randomUUID()} />
        <input type="hidden" name="person" value={personId} />
        {declared ? <input type="hidden" name="for" value={declared.id} /> : undefined}
        <WhatIsSealed {...props} />
        <WhoKeeps {...props} />
        <Textarea id="reason" name="reason" value={typed['reason']} rows={4} errorMessage={errorAt(problems, 'reason')}
          label={{ text: 'Why the person has to be sealed' }}
            hint={{ text: 'Only those who keep the seal read this.' }} />
        <DateInput id="until-day" namePrefix="until" values={typed} errorMessage={errorAt(problems, 'until-day')}
          fieldset={{ legend: { text: 'Last day, if it ends by itself (optional)',
            classes: 'govuk-fieldset__legend--s' } }} />
        <div class="govuk-button-group">
          <Button preventDoubleClick text="Lay the seal" />
          <a class="govuk-link" href="/seals">Cancel</a>
        </div>
      </Form>
    </>
  )
}

const signaturesOf = ({ toLay, toOpen }: SealKind) =>
  `${toLay === 1 ? 'One person lays it' : 'Two people lay it'}, ${toOpen === 1 ? 'one opens or lifts it'
    : 'two open or lift it'}`

function WhatIsSealed({ kinds, declared, typed, problems }: NewSealViewProps) {
  const kind = typed['kind'] ?? (declared ? 'conflict_of_interest' : undefined)
  const covers = typed['covers'] ?? (declared ? 'from_one' : undefined)
  return (
    <>
      <Radios name="kind" idPrefix="kind" value={kind} errorMessage={errorAt(problems, 'kind')}
        fieldset={{ legend: { text: 'Why', classes: 'govuk-fieldset__legend--s' } }}
        items={kinds.map(each => ({ value: each.code, text: each.title,
          hint: { text: `${each.about}. ${signaturesOf(each)}.` } }))} />
      <Radios name="covers" idPrefix="covers" value={covers} errorMessage={errorAt(problems, 'covers')}
        fieldset={{ legend: { text: 'What is hidden', classes: 'govuk-fieldset__legend--s' } }}
        items={coverings.map(each => ({ value: each, text: coveringWords[each] }))} />
      <Input name="against" id="against" value={typed['against'] ?? declared?.staffEmail}
        errorMessage={errorAt(problems, 'against')}
        label={{ text: 'From which member of staff, if from one only' }} hint={{ text: 'Their e-mail address at work' }}
        autocomplete="off" spellcheck={false} />
    </>
  )
}

function WhoKeeps({ keepers, me, typed, problems }: NewSealViewProps) {
  return (
    <>
      <Select name="custodian" id="custodian" value={typed['custodian'] ?? me} errorMessage={errorAt(problems,
        'custodian')}
        label={{ text: 'Who keeps the seal' }}
          hint={{ text: 'They are told of every attempt, and sign for every opening.' }}
        items={keepers.map(({ id, name }) => ({ value: id, text: name }))} />
      <Textarea name="exempt" id="exempt" rows={3} value={typed['exempt']} errorMessage={errorAt(problems, 'exempt')}
        label={{ text: 'Who goes on seeing the person (optional)' }}
          hint={{ text: 'E-mail addresses at work, one a line' }} />
    </>
  )
}
