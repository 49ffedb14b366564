import { Badge } from '../../../design/badge.tsx'
import { Button } from '../../../design/button.tsx'
import { Checkboxes } from '../../../design/checkboxes.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { errorListOf, ErrorSummary } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { Input } from '../../../design/input.tsx'
import { InsetText } from '../../../design/insetText.tsx'
import { Radios } from '../../../design/radios.tsx'
import { Select } from '../../../design/select.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { dateText } from '../../../language/format.ts'
import type { Day } from '../../../language/format.ts'
import { AgeName } from '../../../people/ageName.tsx'
import type { DisplayName } from '../../../people/displayNames.ts'
import { textOf, textsOf } from '../../../practice/pages/typed.ts'
import type { Typed } from '../../../practice/pages/typed.ts'
import { factWords } from '../../eligibility.ts'
import type { Eligibility, EligibilityRule } from '../../eligibility.ts'
import type { Programme } from '../../programme.ts'
import { programmeReferral } from '../../referral.ts'
import { consents } from '../../referralForms.ts'
import type { Referral } from '../../store/referrals.ts'
import type { RulesInForce } from '../../store/rules.ts'
import { BandSays } from '../band.tsx'
import { answerColour, answerText, placesText } from '../words.ts'
import { fieldOfRule, restIsNot } from './factsFrom.ts'

export type ReferFormProps = {
  programme: Programme; rules: RulesInForce; child: DisplayName; typed: Typed; problems: Problems
  found: Eligibility | undefined; similar: readonly Referral[]; today: Day; csrf: string; key: string
}

export function ReferForm(props: ReferFormProps) {
  const { programme, child, problems, found, today, csrf, key } = props
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <span class="govuk-caption-l">{programme.agencyName}</span>
      <h1 class="govuk-heading-l">Refer to {programme.name}</h1>
      <p class="govuk-body">About <AgeName {...child} today={today} />. {placesText(programme)}.</p>
      <Similar {...props} />
      <BandSays evidence={programme.evidence} />
      {found ? <Explained found={found} /> : undefined}
      <Form action={`/programmes/${programme.id}/refer`} csrf={csrf}>
        <input type="hidden" name="key" value={key} />
        <input type="hidden" name="person" value={child.personId} />
        <RuleFields {...props} />
        <Telling {...props} />
        <Despite {...props} />
        <Button text="Send the referral" preventDoubleClick />
      </Form>
    </>
  )
}

function Similar({ similar, programme }: ReferFormProps) {
  if (similar.length === 0) return <></>
  return (
    <InsetText>
      <p class="govuk-body">The child is already referred:</p>
      <ul class="govuk-list govuk-list--bullet">
        {similar.map(({ workId, programmeId, referredAt }) => (
          <li>
            <a class="govuk-link" href={`${programmeReferral.path}/${workId}`}>
              {programmeId === programme.id ? 'to this programme' : 'to another programme that does the same'}
            </a>, on {dateText(referredAt)}
          </li>
        ))}
      </ul>
    </InsetText>
  )
}

function Explained({ found }: { found: Eligibility }) {
  return (
    <>
      <h2 class="govuk-heading-m">What the rules say</h2>
      <ul class="govuk-list">
        {found.rules.map(({ title, answer, why }) => (
          <li><Badge colour={answerColour[answer]}>{answerText[answer]}</Badge> {title}. {why}</li>
        ))}
      </ul>
    </>
  )
}

function RuleFields({ rules, typed }: ReferFormProps) {
  const asked = rules.all.map((rule, index) => ({ rule, index })).filter(({ rule }) => rule.kind !== 'age')
  if (asked.length === 0) return <></>
  return (
    <>
      <h2 class="govuk-heading-m">Who may take part</h2>
      <p class="govuk-body">The provider reads only whether the child may take part. What you tick stays with your agency.</p>
      {asked.map(({ rule, index }) => <RuleField rule={rule} index={index} typed={typed} />)}
    </>
  )
}

function RuleField({ rule, index, typed }: { rule: EligibilityRule; index: number; typed: Typed }) {
  if (rule.kind === 'area') {
    const items = [{ value: '', text: 'Not known' }, ...rule.areas.map(area => ({ value: area, text: area })),
      { value: 'Somewhere else', text: 'Somewhere else' }]
    return <Select name="area" label={{ text: 'Where the child lives' }} items={items} value={textOf(typed, 'area')} />
  }
  if (rule.kind === 'age') return <></>
  const name = fieldOfRule(index)
  return (
    <Checkboxes
      name={name} values={textsOf(typed, name)} classes="govuk-checkboxes--small"
      fieldset={{ legend: { text: rule.title, classes: 'govuk-fieldset__legend--s' } }}
      hint={{ text: rule.kind === 'any_of' ? 'One of these must be so. Tick what you know to be so.' : 'None of these may be so. Tick what you know to be so.' }}
      items={[
        ...rule.facts.map(code => ({ value: code, text: factWords[code] })),
        { value: restIsNot, text: 'I have looked into it: what is not ticked is not so' },
      ]}
    />
  )
}

function Telling({ typed, problems }: ReferFormProps) {
  const label = (text: string) => ({ text, classes: 'govuk-label--s' })
  const field = (name: string) => ({ name, value: textOf(typed, name), errorMessage: errorAt(problems, name) })
  return (
    <>
      <h2 class="govuk-heading-m">What the provider should know</h2>
      <Textarea {...field('why')} label={label('Why you refer this child')} hint={{ text: 'Say what you saw and heard, without labels.' }} />
      <Textarea {...field('helps')} label={label('What would help')} hint={{ text: 'In the child’s or the family’s own words if you can.' }} />
      <Radios
        {...field('consent')} fieldset={{ legend: { text: 'Do the family or the young person agree?', classes: 'govuk-fieldset__legend--s' } }}
        items={consents.map(({ value, text, hint }) => ({ value, text, ...(hint && { hint: { text: hint } }) }))}
      />
      <Input {...field('best-contact')} label={label('The best way and time to reach them, and any time to avoid (optional)')} />
      <Textarea
        {...field('risks')} rows={3} label={label('Risks worth knowing, so that whoever helps is safe (optional)')}
        hint={{ text: 'Only the provider and your own agency read this.' }}
      />
    </>
  )
}

function Despite({ programme, problems, typed, found }: ReferFormProps) {
  const isHarmful = programme.evidence?.band === 'HARMFUL'
  if (!isHarmful && found?.answer !== 'no' && !textOf(typed, 'despite')) return <></>
  return (
    <Textarea
      name="despite" rows={3} value={textOf(typed, 'despite')} errorMessage={errorAt(problems, 'despite')}
      label={{ text: isHarmful ? 'Why you refer although this kind of programme is known to be harmful' : 'Why you refer although a rule says no', classes: 'govuk-label--s' }}
      hint={{ text: 'The provider reads this, and it is kept with the referral.' }}
    />
  )
}
