import { Button } from '../../../design/button.tsx'
import { Checkboxes } from '../../../design/checkboxes.tsx'
import { Details } from '../../../design/details.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { ErrorSummary, errorListOf } from '../../../design/errorSummary.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { Form } from '../../../design/form.tsx'
import { Input } from '../../../design/input.tsx'
import { Radios } from '../../../design/radios.tsx'
import { Select } from '../../../design/select.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { shortDateText } from '../../../language/format.ts'
import { vitalDays } from '../../share.ts'
import type { Entry } from '../../store/links.ts'
import type { Recipient } from '../../store/recipients.ts'
import { endings, listOf, oneOf } from './shareForm.ts'
import type { Fields } from './shareForm.ts'

export type Choices = {
  recipients: readonly Recipient[]
  sections: readonly { code: string; title: string; about: string }[]
  entries: readonly Entry[]
}
export type MakeViewProps = {
  action: string
  csrf: string
  fields: Fields
  problems: Problems
  choices: Choices
  who: string
  purpose: string
}

/** Whom, what and why, on one page; the law is looked up on the next. */
export function MakeView({ action, csrf, fields, problems, choices, who, purpose }: MakeViewProps) {
  if (choices.sections.length === 0) return <Nothing who={who} />
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">Share information about {who}</h1>
      <p class="govuk-body">
        For: {purpose}. You share what your own agency holds. Nothing is copied or e-mailed: the other agency sees
        the parts that you choose, here, until the share ends or you recall it.
      </p>
      <Form action={action} csrf={csrf}>
        {oneOf(fields, 'answers') ? (
          <input type="hidden" name="answers" value={oneOf(fields, 'answers')} />
        ) : undefined}
        <Whom fields={fields} problems={problems} recipients={choices.recipients} />
        <What fields={fields} problems={problems} choices={choices} />
        <Why fields={fields} problems={problems} />
        <More fields={fields} problems={problems} />
        <Button text="Check and send" preventDoubleClick />
      </Form>
    </>
  )
}

function Nothing({ who }: { who: string }) {
  return (
    <>
      <h1 class="govuk-heading-l">Share information about {who}</h1>
      <EmptyState title="Your agency holds nothing that you could share">
        <p class="govuk-body">What your agency records about this person can be shared from here.</p>
      </EmptyState>
    </>
  )
}

type PartProps = { fields: Fields; problems: Problems }

export function Whom({ fields, problems, recipients }: PartProps & { recipients: readonly Recipient[] }) {
  return (
    <>
      <Select
        id="to"
        name="to"
        label={{ text: 'With whom', classes: 'govuk-label--m' }}
        value={oneOf(fields, 'to')}
        hint={{ text: 'Teams whom an agreement lets see something of your agency stand first.' }}
        errorMessage={errorAt(problems, 'to')}
        items={[
          { value: '', text: 'Choose a team' },
          ...recipients.map(({ agencyId, agency, role, roleTitle, isCovered }) => ({
            value: `${agencyId} ${role}`,
            text: `${agency}: ${roleTitle}${isCovered ? '' : ' (no agreement)'}`,
          })),
        ]}
      />
      <Input
        id="colleague"
        name="colleague"
        type="email"
        value={oneOf(fields, 'colleague')}
        autocomplete="off"
        label={{ text: 'Only one person there: their work e-mail address (optional)' }}
        classes="govuk-!-width-two-thirds"
        errorMessage={errorAt(problems, 'colleague')}
      />
    </>
  )
}

function What({ fields, problems, choices: { sections, entries } }: PartProps & { choices: Choices }) {
  return (
    <>
      <Checkboxes
        name="categories"
        idPrefix="categories"
        values={[...listOf(fields, 'categories')]}
        fieldset={{ legend: { text: 'What', classes: 'govuk-fieldset__legend--m' } }}
        hint={{ text: 'Only what they need. Name, date of birth and sex go with it where an agreement allows.' }}
        errorMessage={errorAt(problems, 'categories')}
        items={sections.map(({ code, title, about }) => ({ value: code, text: title, hint: { text: about } }))}
      />
      {entries.length > 0 ? (
        <Details summaryText="Only certain entries" open={listOf(fields, 'records').length > 0}>
          <Checkboxes
            name="records"
            values={[...listOf(fields, 'records')]}
            classes="govuk-checkboxes--small"
            fieldset={{ legend: { text: 'Entries of the chronology, the newest first' } }}
            items={entries.map(({ id, title, headline, occurredAt }) => ({
              value: id,
              text: `${shortDateText(occurredAt)}: ${headline === title ? title : `${title}: ${headline}`}`,
            }))}
          />
        </Details>
      ) : undefined}
    </>
  )
}

function Why({ fields, problems }: PartProps) {
  return (
    <>
      <Textarea
        id="reason"
        name="reason"
        value={oneOf(fields, 'reason')}
        rows={3}
        label={{ text: 'Why do they need it?', classes: 'govuk-label--m' }}
        hint={{ text: 'They read this, and so can the person or their family later.' }}
        errorMessage={errorAt(problems, 'reason')}
      />
      <Radios
        name="informed"
        idPrefix="informed"
        value={oneOf(fields, 'informed')}
        errorMessage={errorAt(problems, 'informed')}
        fieldset={{ legend: { text: 'Do the child and family know?', classes: 'govuk-fieldset__legend--m' } }}
        hint={{ text: 'You do not need consent to share where a child is at risk. Tell them where it is safe.' }}
        items={[
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'Not yet' },
          {
            value: 'unsafe',
            text: 'No: telling them would not be safe',
            conditional: (
              <Textarea
                id="informed-why"
                name="informed-why"
                value={oneOf(fields, 'informed-why')}
                rows={2}
                label={{ text: 'Why would it not be safe?' }}
                errorMessage={errorAt(problems, 'informed-why')}
              />
            ),
          },
        ]}
      />
    </>
  )
}

function More({ fields, problems }: PartProps) {
  const isOpen = ['vital', 'conditions', 'onward', 'days'].some(name => oneOf(fields, name) !== '')
  return (
    <Details summaryText="How long, conditions, a risk to life" open={isOpen}>
      <Radios
        name="days"
        value={oneOf(fields, 'days') || '28'}
        classes="govuk-radios--small"
        fieldset={{ legend: { text: 'When does it end?', classes: 'govuk-fieldset__legend--s' } }}
        items={endings.map(([value, text]) => ({ value, text }))}
      />
      <Textarea
        id="conditions"
        name="conditions"
        value={oneOf(fields, 'conditions')}
        rows={2}
        errorMessage={errorAt(problems, 'conditions')}
        label={{ text: 'How must they handle it? (optional)', classes: 'govuk-label--s' }}
        hint={{ text: 'For example: do not visit without calling us; the father does not know.' }}
      />
      <Radios
        name="onward"
        idPrefix="onward"
        value={oneOf(fields, 'onward') || 'none'}
        classes="govuk-radios--small"
        fieldset={{ legend: { text: 'May they tell anybody else?', classes: 'govuk-fieldset__legend--s' } }}
        items={[
          { value: 'none', text: 'No' },
          {
            value: 'named',
            text: 'Yes, only those whom I name',
            conditional: (
              <Input
                id="onward-to"
                name="onward-to"
                value={oneOf(fields, 'onward-to')}
                label={{ text: 'Who' }}
                errorMessage={errorAt(problems, 'onward-to')}
              />
            ),
          },
        ]}
      />
      <Checkboxes
        name="vital"
        values={[...listOf(fields, 'vital')]}
        fieldset={{ legend: { text: 'Is a life at risk now?', classes: 'govuk-fieldset__legend--s' } }}
        items={[
          {
            value: 'yes',
            text: 'Yes, somebody may die or be badly hurt',
            hint: {
              text: `A missing agreement does not stop it: for ${vitalDays} days, reviewed by your privacy officer.`,
            },
          },
        ]}
      />
    </Details>
  )
}
