import { Button } from '../../../../design/button.tsx'
import { errorAt } from '../../../../design/errorMessage.tsx'
import { Form } from '../../../../design/form.tsx'
import { Input } from '../../../../design/input.tsx'
import { InsetText } from '../../../../design/insetText.tsx'
import { Radios } from '../../../../design/radios.tsx'
import { dayOf, dayTimeText } from '../../../../language/format.ts'
import type { DisplayName } from '../../../../people/displayNames.ts'
import type { FieldProblems } from '../../../making/problems.ts'
import type { OfferedForm } from '../../../store/making.ts'
import type { OwnDraft } from '../../../store/ownNotifications.ts'
import { addressOf, MakingFrame, NameAndAge, Title } from './makingFrame.tsx'

export type StartPageProps = {
  forms: readonly OfferedForm[]; drafts: readonly OwnDraft[]; child: DisplayName | undefined
  form: string; search: string; about: string; problems: FieldProblems; csrf: string; now: Date
}

export function StartPage(props: StartPageProps) {
  const { forms, problems } = props
  const listed = Object.entries(problems).map(([field, text]) => ({ text, href: `#${field}` }))
  return (
    <MakingFrame problems={listed}>
      <Title>{forms.length === 1 ? forms[0]?.kind.title : 'Make a notification'}</Title>
      {forms.length === 0
        ? <p class="govuk-body">
            Your agency has no form that it sends to a front door. The partnership’s administrator can add one.
          </p>
        : <Begin {...props} />}
      <Drafts {...props} />
    </MakingFrame>
  )
}

function Begin({ forms, child, form, search, problems, csrf, now }: StartPageProps) {
  const today = dayOf(now)
  return (
    <>
      <p class="govuk-body">{forms.length === 1 ? forms[0]?.kind.about : 'Tell the front door about a child.'}</p>
      <InsetText>
        If a child is in danger now, call 999 first. You do not need consent to share when a child may be at risk.
      </InsetText>
      <Form action="/notifications/make" csrf={csrf}>
        {forms.length > 1
          ? <Radios
              name="form" value={form} errorMessage={errorAt(problems, 'form')}
              fieldset={{ legend: { text: 'What do you want to send?', classes: 'govuk-fieldset__legend--m' } }}
              items={forms.map(({ kind }) => ({ value: kind.code, text: kind.title, hint: { text: kind.about } }))}
            />
          : undefined}
        {child
          ? <>
              <input type="hidden" name="about" value={child.personId} />
              <p class="govuk-body">
                About <NameAndAge person={{ ...child, birthOn: child.birthOn }} today={today} />.{' '}
                <a class="govuk-link" href="/notifications/make">About another child</a>
              </p>
            </>
          : <Input
              name="search" value={search} label={{
                text: 'Which child? Name, date of birth or number', classes: 'govuk-label--m',
              }}
              hint={{ text: 'Spelling need not be exact. You can add somebody new on the next page.' }}
              errorMessage={errorAt(problems, 'search')} autocomplete="off"
            />}
        <Button text="Continue" preventDoubleClick />
      </Form>
    </>
  )
}

function Drafts({ drafts, csrf, now }: StartPageProps) {
  if (drafts.length === 0) return <></>
  const today = dayOf(now)
  return (
    <>
      <h2 class="govuk-heading-m">Begun and not sent</h2>
      <ul class="govuk-list govuk-list--spaced">
        {drafts.map(draft => (
          <li>
            {draft.title}:{' '}
            {draft.child ? <NameAndAge person={draft.child} today={today} /> : 'no child chosen yet'}, saved{' '}
            {dayTimeText(draft.changedAt, now)}
            <div class="govuk-button-group govuk-!-margin-top-2">
              <a class="govuk-link" href={addressOf(draft.id, draft.child ? 'check' : 'child')}>
                Go on<span class="govuk-visually-hidden"> with {draft.child?.name ?? 'this draft'}</span>
              </a>
              <Form action={addressOf(draft.id, 'discard')} csrf={csrf}>
                <Button classes="govuk-button--secondary govuk-!-margin-bottom-0">
                  Discard<span class="govuk-visually-hidden"> {draft.child?.name ?? 'this draft'}</span>
                </Button>
              </Form>
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}
