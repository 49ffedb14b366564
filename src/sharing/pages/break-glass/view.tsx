import { randomUUID } from 'node:crypto'
import { Button } from '../../../design/button.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { errorListOf, ErrorSummary } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { Input } from '../../../design/input.tsx'
import { InsetText } from '../../../design/insetText.tsx'
import { Radios } from '../../../design/radios.tsx'
import { Table } from '../../../design/table.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { WarningText } from '../../../design/warningText.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import { dayTimeText, durationText } from '../../../language/format.ts'
import type { Day } from '../../../language/format.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { mostMinutes } from '../../breakGlass.ts'
import { LookFor } from '../../lookFor.tsx'
import type { Looked } from '../../lookFor.tsx'
import type { Ground, MyAccess } from '../../store/breakGlass.ts'

export function NotInThisRole() {
  return (
    <>
      <h1 class="govuk-heading-l">Emergency access</h1>
      <p class="govuk-body">Emergency access is not part of your role. If somebody is in danger now, ring 999.</p>
      <p class="govuk-body">If you need to tell somebody about a child,
        speak to the front door of children’s services.</p>
    </>
  )
}

type EmergencyViewProps = { csrf: string; today: Day; now: Date; looked: Looked | undefined;
  accesses: readonly MyAccess[] }

export function EmergencyView({ csrf, today, now, looked, accesses }: EmergencyViewProps) {
  const open = accesses.find(({ endsAt }) => endsAt > now)
  return (
    <>
      <h1 class="govuk-heading-l">I need to see somebody in an emergency</h1>
      <WarningText text="If somebody is in danger now, ring 999 first." />
      <p class="govuk-body">You can open one person’s record for up to an hour, for reading only,
        when a life is at risk or serious
        harm is about to happen. The privacy officers and the professionals who work with the person are told at once,
        and it is reviewed within two working days.</p>
      {open ? <OpenNow access={open} csrf={csrf} now={now} /> : <Choose csrf={csrf} today={today} looked={looked} />}
      <Mine accesses={accesses} now={now} />
    </>
  )
}

function OpenNow({ access, csrf, now }: { access: MyAccess; csrf: string; now: Date }) {
  return (
    <InsetText>
      <p class="govuk-body">You have opened one person. It ends by itself in
        {' '}{durationText(access.endsAt.getTime() - now.getTime())}.
        Until then you cannot open another.</p>
      <Form action="/break-glass/end" csrf={csrf}>
        <input type="hidden" name="key" value={randomUUID()} />
        <div class="govuk-button-group">
          {access.personId ? <Button href={`/people/${access.personId}`} text="Go to the page" /> : undefined}
          <Button classes="govuk-button--secondary" preventDoubleClick text="End it now" />
        </div>
      </Form>
    </InsetText>
  )
}

function Choose({ csrf, today, looked }: Pick<EmergencyViewProps, 'csrf' | 'today' | 'looked'>) {
  return (
    <>
      <h2 class="govuk-heading-m">Find the person</h2>
      <LookFor csrf={csrf} action="/break-glass/search" today={today} looked={looked}
        choose={person => person.hasLink
          ? <a class="govuk-link" href={`/people/${person.personId}`} data-open>Open the page<span
            class="govuk-visually-hidden"> of {person.name}</span></a>
          : <a class="govuk-link" href={`/break-glass/open?person=${person.personId}`} data-open>See in an emergency
              <span class="govuk-visually-hidden">: {person.name}</span></a>}
        whenNobody={<p class="govuk-body">Kith shows only what you may find. Ring the front door or the control room:
          they may know more.</p>} />
      <h2 class="govuk-heading-m">Or by the address of their page</h2>
      <form method="get" action="/break-glass/open">
        <Input name="person" id="by-address" label={{ text: 'Address of the page, or its last part' }}
          autocomplete="off" spellcheck={false} />
        <Button classes="govuk-button--secondary" text="Continue" />
      </form>
    </>
  )
}

function Mine({ accesses, now }: { accesses: readonly MyAccess[]; now: Date }) {
  return (
    <>
      <h2 class="govuk-heading-m">What you have opened</h2>
      {accesses.length === 0
        ? <EmptyState title="Nothing yet"><p class="govuk-body">Each emergency access stands here,
          with its ground and your reason.</p></EmptyState>
        : <WideTable label="What you have opened">
            <Table
              caption={<span class="govuk-visually-hidden">What you have opened</span>}
              head={['From', 'Until', 'Ground', 'Your reason'].map(text => ({ text }))}
              rows={accesses.map(({ openedAt, endsAt, ground, reason }) =>
                [dayTimeText(openedAt, now), dayTimeText(endsAt, now), ground, reason].map(text => ({ text })))}
            />
          </WideTable>}
    </>
  )
}

type EmergencyFormProps = { csrf: string; personId: string; grounds: readonly Ground[]; typed: Typed;
  problems: Problems }

export function EmergencyForm({ csrf, personId, grounds, typed, problems }: EmergencyFormProps) {
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">See somebody in an emergency</h1>
      <WarningText>This is told at once to the privacy officers and to the professionals who work with the person, and
        it is reviewed.</WarningText>
      <Form action="/break-glass" csrf={csrf}>
        <input type="hidden" name="key" value={randomUUID()} />
        <input type="hidden" name="person" value={personId} />
        <Radios name="ground" idPrefix="ground" value={typed['ground']} errorMessage={errorAt(problems, 'ground')}
          fieldset={{ legend: { text: 'What is the emergency?', classes: 'govuk-fieldset__legend--s' } }}
          items={grounds.map(each => ({ value: each.code, text: each.title,
            hint: { text: `${each.about}. ${each.source}.` } }))} />
        <Textarea name="reason" id="reason" rows={4} value={typed['reason']} errorMessage={errorAt(problems, 'reason')}
          label={{ text: 'What has happened, and what do you need to know?' }}
            hint={{ text: 'The reviewers read this.' }} />
        <Input name="minutes" id="minutes" value={typed['minutes']} inputmode="numeric" classes="govuk-input--width-3"
          errorMessage={errorAt(problems, 'minutes')} label={{ text: 'For how many minutes?' }}
            hint={{ text: `At most ${mostMinutes}` }} />
        <div class="govuk-button-group">
          <Button classes="govuk-button--warning" preventDoubleClick text="Open the record" />
          <a class="govuk-link" href="/break-glass">Cancel</a>
        </div>
      </Form>
    </>
  )
}
