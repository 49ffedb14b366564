import { Badge } from './badge.tsx'
import { Button } from './button.tsx'
import { CharacterCount } from './characterCount.tsx'
import { Checkboxes } from './checkboxes.tsx'
import { ClockLabel } from './clockLabel.tsx'
import type { ClockState } from './clockLabel.tsx'
import { DateInput } from './dateInput.tsx'
import { Details } from './details.tsx'
import { EmptyState } from './emptyState.tsx'
import { errorAt } from './errorMessage.tsx'
import { errorListOf, ErrorSummary } from './errorSummary.tsx'
import { FactTag } from './factTag.tsx'
import { FileUpload } from './fileUpload.tsx'
import { FilterBar } from './filterBar.tsx'
import { Form } from './form.tsx'
import { IdentityBar } from './identityBar.tsx'
import { Input } from './input.tsx'
import { InsetText } from './insetText.tsx'
import { LevelTag } from './levelTag.tsx'
import { LiveRegion, LiveState } from './liveRegion.tsx'
import { NotificationBanner } from './notificationBanner.tsx'
import { Pagination } from './pagination.tsx'
import { Panel } from './panel.tsx'
import { PersonName } from './personName.tsx'
import { PhaseBanner } from './phaseBanner.tsx'
import { Radios } from './radios.tsx'
import { SaveState } from './saveState.tsx'
import { Select } from './select.tsx'
import { SubNavigation } from './subNavigation.tsx'
import { SummaryList } from './summaryList.tsx'
import { Table } from './table.tsx'
import { Tabs } from './tabs.tsx'
import { Tag } from './tag.tsx'
import { TaskList } from './taskList.tsx'
import { Textarea } from './textarea.tsx'
import { Timeline } from './timeline.tsx'
import { WarningText } from './warningText.tsx'
import { WideTable } from './wideTable.tsx'

/** Every pattern once, with made-up people: for our own eyes, and for the tests that look at it. */
export function Gallery({ csrf }: { csrf: string }) {
  return (
    <>
      <AboutAPerson />
      <Board />
      <ChronologyAndWork />
      <Messages />
      <Forms csrf={csrf} />
    </>
  )
}

const rule = {
  name: 'Decide on a referral within one working day',
  version: '2024-01',
  source: 'Working Together to Safeguard Children 2023, chapter 3',
}

function AboutAPerson() {
  return (
    <>
      <IdentityBar
        name="Rowan Example"
        age="15 years"
        needs={['Hearing aid, left ear: sit on the right', 'Short sentences; draws to explain']}
        restrictions={['Do not tell the address to anyone at the school']}
        facts={[
          { key: 'Born', value: '23 November 2011' },
          { key: 'Pronouns', value: 'they, them' },
          { key: 'NHS number', value: '999 000 0018' },
        ]}
      />
      <SubNavigation
        label="Rowan Example"
        items={['Overview', 'Chronology', 'People around', 'Work', 'Shared'].map((text, index) => ({
          text, href: `#${text}`, current: index === 0,
        }))}
      />
    </>
  )
}

const rows = [
  { key: '1', name: 'Rowan Example', age: '15 years', level: 'red', clock: 'overdue', due: 'Due today 9:00am' },
  { key: '2', name: 'Sky Sample', age: '9 years', level: 'amber', clock: 'atRisk', due: 'Due in 2 h 10 min' },
  { key: '3', name: 'Ash Specimen', age: '17 months', level: 'green', clock: 'onTime', due: 'Due tomorrow 5:00pm' },
  { key: '4', name: 'Fern Placeholder', age: '13 years', level: undefined, clock: 'paused', due: 'Waiting for school' },
] as const satisfies readonly { clock: ClockState; [part: string]: unknown }[]

function Board() {
  return (
    <>
      <h2 class="govuk-heading-l">Front door</h2>
      <FilterBar
        action="/gallery"
        selected={[{ text: 'Level: red', removeHref: '#1' }, { text: 'Agency: police', removeHref: '#2' }]}
        clearHref="#clear"
      >
        <Select
          name="level"
          label={{ text: 'Level' }}
          items={[{ text: 'All', value: '' }, { text: 'Red', value: 'red' }]}
        />
        <Input name="postcode" label={{ text: 'Postcode' }} classes="govuk-input--width-5" />
      </FilterBar>
      <LiveRegion src="/live">
        <LiveState />
        <WideTable label="Front door, table" live="board">
          <Table
            list
            caption="Notifications, most urgent first"
            captionClasses="govuk-table__caption--m"
            firstCellIsHeader
            head={['Child', 'Level', 'Clock', 'Recorded by'].map(text => ({ text }))}
            rows={rows.map(({ key, name, age, level, clock, due }) => ({
              key,
              cells: [
                { text: <PersonName name={name} age={age} href={`/work/${key}`} /> },
                { text: <LevelTag level={level} /> },
                { text: <ClockLabel state={clock} due={due} rule={rule} pausedBecause={undefined} /> },
                { text: 'PC Sam Made-Up, Northshire Police' },
              ],
            }))}
          />
        </WideTable>
      </LiveRegion>
      <Pagination
        previous={{ href: '#p1' }}
        next={{ href: '#p3' }}
        items={[{ number: 1, href: '#p1' }, { number: 2, href: '#p2', current: true }, { ellipsis: true }]}
      />
    </>
  )
}

function ChronologyAndWork() {
  return (
    <div class="kith-columns">
      <div>
        <h2 class="govuk-heading-m">Chronology</h2>
        <Timeline
          items={[
            {
              key: 'a', title: 'Found near the station', when: '23 November 2026, 5:30pm', dateTime: '2026-11-23T17:30',
              by: 'PC Sam Made-Up, Northshire Police',
              marks: <><FactTag standing="fact" /> <Badge colour="grey" text="Missing, victim" /></>,
              children: <p class="govuk-body">Cold, hungry, not hurt. Wants to see their aunt.</p>,
            },
            {
              key: 'b', title: 'Teacher is worried about new phone', when: '20 November 2026', dateTime: '2026-11-20',
              by: 'Riverside School', marks: <FactTag standing="opinion" />,
            },
            {
              key: 'c', title: 'Reported by a neighbour', when: '2 November 2026', dateTime: '2026-11-02',
              marks: <><FactTag standing="allegation" /> <FactTag standing="intelligence" /></>,
            },
          ]}
        />
      </div>
      <div>
        <h2 class="govuk-heading-m">Work</h2>
        <TaskList
          items={[
            { title: { text: 'What happened' }, href: '#t1', status: { text: 'Completed' } },
            {
              title: { text: 'Who was there' }, href: '#t2', hint: { text: 'Each person and their role in this event' },
              status: { tag: { text: 'Incomplete' } },
            },
          ]}
        />
        <SummaryList
          rows={[
            {
              key: { text: 'Child\u2019s voice' }, value: { text: '\u201cI want to go home\u201d' },
              actions: { items: [{ text: 'Change', href: '#c', visuallyHiddenText: 'child\u2019s voice' }] },
            },
            { key: { text: 'Family informed' }, value: { text: 'Yes, today 4:10pm' } },
          ]}
        />
        <EmptyState title="No requests yet">
          <p class="govuk-body">When an agency asks for information, it appears here with its clock.</p>
        </EmptyState>
      </div>
    </div>
  )
}

function Messages() {
  return (
    <>
      <h2 class="govuk-heading-m">Messages</h2>
      <PhaseBanner tag={{ text: 'Demo' }} text="Made-up people only." />
      <NotificationBanner titleId="important" text="The agreement with Riverside School ends on 30 November 2026." />
      <WarningText text="The child may be at the address now." />
      <InsetText text="You can see this because Northshire Police shared it for safeguarding." />
      <Panel titleText="Notification sent" headingLevel={2}>Reference<br /><strong>2026-01042</strong></Panel>
      <Details summaryText="Why can I see this?" text="Clause 4 of the safeguarding agreement." />
      <p class="govuk-body">
        <Tag text="Sent" /> <Tag text="Draft" classes="govuk-tag--grey" /> <Badge colour="purple" text="Sibling" />{' '}
        <LevelTag level="blue" />
      </p>
      <Tabs
        idPrefix="tab"
        items={[
          { label: 'By month', panel: { text: 'Months' } },
          { label: 'By area', panel: { children: <p class="govuk-body">Areas</p> } },
        ]}
      />
    </>
  )
}

const problems = { 'happened-on-day': 'Enter the day it happened', narrative: 'Say what happened' }

function Forms({ csrf }: { csrf: string }) {
  return (
    <>
      <h2 class="govuk-heading-m">Form</h2>
      <ErrorSummary errorList={errorListOf(problems)} disableAutoFocus />
      <Form action="/gallery" csrf={csrf} autosave="/drafts/1/answers" revision={3}>
        <SaveState savedAt="14:02" />
        <DateInput
          id="happened-on"
          namePrefix="happened-on"
          fieldset={{ legend: { text: 'When did it happen?', classes: 'govuk-fieldset__legend--m' } }}
          hint={{ text: 'For example, 23 11 2026' }}
          errorMessage={errorAt(problems, 'happened-on-day')}
        />
        <Textarea
          name="narrative"
          label={{ text: 'What happened' }}
          hint={{ text: 'What was seen and heard' }}
          errorMessage={errorAt(problems, 'narrative')}
        />
        <CharacterCount name="opinion" label={{ text: 'What you think it means' }} maxlength={200} rows={2} />
        <Radios
          name="weapon"
          value="yes"
          fieldset={{ legend: { text: 'Was there a weapon?' } }}
          items={[
            { value: 'yes', text: 'Yes', conditional: <Input name="which" label={{ text: 'Which' }} /> },
            { value: 'no', text: 'No' },
            { divider: 'or' },
            { value: 'unknown', text: 'Not known', hint: { text: 'Say so rather than guess' } },
          ]}
        />
        <Checkboxes
          name="needs"
          fieldset={{ legend: { text: 'What does the child need to take part?' } }}
          items={[
            { value: 'interpreter', text: 'An interpreter' },
            { value: 'adult', text: 'An appropriate adult' },
            { value: 'none', text: 'Nothing else', behaviour: 'exclusive' },
          ]}
        />
        <div class="govuk-button-group">
          <Button text="Save and continue" preventDoubleClick />
          <Button text="Save as draft" classes="govuk-button--secondary" name="later" value="yes" />
          <Button text="Delete draft" classes="govuk-button--warning" name="delete" value="yes" />
        </div>
      </Form>
      <Form action="/imports" csrf={csrf} upload>
        <FileUpload name="file" label={{ text: 'Choose a file' }} hint={{ text: 'CSV, up to 2 GB' }} />
        <Button text="Send file" />
      </Form>
    </>
  )
}
