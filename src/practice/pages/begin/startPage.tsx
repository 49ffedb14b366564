import { Button } from '../../../design/button.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { Form } from '../../../design/form.tsx'
import { Input } from '../../../design/input.tsx'
import { dayOf, dayTimeText } from '../../../language/format.ts'
import { AgeName } from '../../../people/ageName.tsx'
import type { DisplayName } from '../../../people/displayNames.ts'
import type { Practice } from '../../practice.ts'
import { addressOf, BeginFrame } from './frame.tsx'
import type { OwnDraft } from './openBeginning.ts'

export type StartProps = {
  practice: Practice; child: DisplayName | undefined; drafts: readonly OwnDraft[]; problems: Problems; csrf: string; now: Date
}

/** Which child; or go on with what was begun. */
export function StartPage(props: StartProps) {
  const { practice, child, problems, csrf, now } = props
  const listed = Object.entries(problems).map(([field, text]) => ({ text, href: `#${field}` }))
  return (
    <BeginFrame practice={practice} child={undefined} now={now} title={`Begin: ${practice.words.one.toLowerCase()}`} problems={listed}>
      <p class="govuk-body">{practice.words.about}</p>
      {practice.begin.form.intro ? <p class="govuk-body">{practice.begin.form.intro}</p> : undefined}
      <Form action={`${practice.path}/begin`} csrf={csrf}>
        {child
          ? <>
              <input type="hidden" name="about-child" value={child.personId} />
              <p class="govuk-body">
                About <AgeName {...child} today={dayOf(now)} />.{' '}
                <a class="govuk-link" href={`${practice.path}/begin`}>About another child</a>
              </p>
            </>
          : <Input
              name="about-search" label={{ text: 'Which child? Name, date of birth or number', classes: 'govuk-label--m' }}
              hint={{ text: 'Spelling need not be exact. You can add somebody new on the next page.' }}
              errorMessage={errorAt(problems, 'about-search')} autocomplete="off"
            />}
        <Button text="Continue" preventDoubleClick />
      </Form>
      <Drafts {...props} />
    </BeginFrame>
  )
}

function Drafts({ practice, drafts, csrf, now }: StartProps) {
  if (drafts.length === 0) return <></>
  return (
    <>
      <h2 class="govuk-heading-m">Begun and not sent</h2>
      <ul class="govuk-list govuk-list--spaced">
        {drafts.map(({ id, child, changedAt }) => (
          <li>
            {child ? <AgeName {...child} today={dayOf(now)} /> : 'No child chosen yet'}, saved {dayTimeText(changedAt, now)}
            <div class="govuk-button-group govuk-!-margin-top-2">
              <a class="govuk-link" href={addressOf(practice, id, child ? 'check' : 'child')}>
                Go on<span class="govuk-visually-hidden"> with {child?.name ?? 'this draft'}</span>
              </a>
              <Form action={addressOf(practice, id, 'discard')} csrf={csrf}>
                <Button classes="govuk-button--secondary govuk-!-margin-bottom-0">
                  Discard<span class="govuk-visually-hidden"> {child?.name ?? 'this draft'}</span>
                </Button>
              </Form>
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}
