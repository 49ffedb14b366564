import type { Child } from 'hono/jsx'
import { Details } from '../design/details.tsx'
import { InsetText } from '../design/insetText.tsx'
import { SummaryList } from '../design/summaryList.tsx'
import { Table } from '../design/table.tsx'
import { WideTable } from '../design/wideTable.tsx'
import { dateTimeText, dayOf } from '../language/format.ts'
import { yearsOf } from '../people/age.ts'
import type { EpisodeEntry } from '../practice/episode.ts'
import type { Facts } from '../practice/practice.ts'
import { textIn } from '../practice/question.ts'
import type { Question } from '../practice/question.ts'
import type { EpisodePanel } from '../practice/room.ts'
import { listEntries } from '../practice/store/entries.ts'
import { namesOfStaff } from '../practice/store/staff.ts'
import type { StaffName } from '../practice/store/staff.ts'
import { gradesIn, isChild } from './grading.ts'
import { promptsOf } from './pattern.ts'
import type { PastEpisode } from './pattern.ts'
import { missingGrades } from './settings.ts'
import { missingForms } from './stepForms.ts'
import { checkKind, interviewKind, listMissingOf, meetingKind, missingKind } from './store.ts'

type Reading = Parameters<EpisodePanel['show']>[0]

/** The grade in force with its reasons, what the grades mean, and the words for somebody who came of age meanwhile. */
export const gradePanel: EpisodePanel = {
  kinds: [missingKind], place: 'before_steps',
  show: async ({ tx, facts }) => {
    const grades = gradesIn(facts.entries)
    const staff = await namesOfStaff(tx, grades.map(({ by }) => by))
    const ageThen = yearsOf(facts.child?.birthOn, dayOf(facts.episode.openedAt))
    const cameOfAge = ageThen !== undefined && ageThen < 18 && !isChild(facts)
    return <GradeView facts={facts} grades={grades} staff={staff} cameOfAge={cameOfAge} />
  },
}

type GradeProps = {
  facts: Facts; grades: ReturnType<typeof gradesIn>; staff: ReadonlyMap<string, StaffName>; cameOfAge: boolean
}

function GradeView({ facts, grades, staff, cameOfAge }: GradeProps) {
  const scale = facts.settings.valueOf(missingGrades)
  const [now, ...before] = grades
  const titleOf = (code: string) => scale.grades.find(grade => grade.code === code)?.title ?? code
  return (
    <section aria-labelledby="grade-title">
      <h2 class="govuk-heading-m" id="grade-title">Grade of risk</h2>
      {cameOfAge
        ? <InsetText>
            This young person came of age while missing. The search goes on as it is: what was begun for a child stays open to
            them, the return home interview too.
          </InsetText>
        : undefined}
      {now
        ? <SummaryList rows={[
            { key: { text: 'Grade' }, value: { text: <b>{titleOf(now.code)}</b> } },
            { key: { text: 'Because' }, value: { text: now.reasons || 'Not open to you' } },
            { key: { text: 'Set' }, value: { text: `${dateTimeText(now.at)}, ${nameOf(staff, now.by)}` } },
            ...before.length > 0 ? [{ key: { text: 'Before' }, value: { text: (
              <ul class="govuk-list">{before.map(({ code, at }) => <li>{titleOf(code)}, {dateTimeText(at)}</li>)}</ul>) } }] : [],
          ]} />
        : <p class="govuk-body">
            <b>Not yet graded.</b> Until it is, look for {isChild(facts) ? 'the child' : 'them'} as for somebody at risk.
          </p>}
      <Details summaryText="What the grades mean">
        <SummaryList rows={scale.grades.map(({ title, definition, response }) => ({
          key: { text: title }, value: { text: `${definition} ${response}` },
        }))} />
        <p class="govuk-body-s">
          {missingGrades.source}. Version {facts.settings.versionOf(missingGrades)},
          of the day on which this episode began.
        </p>
      </Details>
    </section>
  )
}

const nameOf = (staff: ReadonlyMap<string, StaffName>, id: string) => {
  const found = staff.get(id)
  return found ? `${found.name}, ${found.agency}` : 'name not open to you'
}

/** Who searched where, and who tried to reach the child: two tables for whoever takes over at three in the morning. */
export const searchPanel: EpisodePanel = {
  kinds: [missingKind], place: 'after_steps',
  show: async ({ tx, facts }) => {
    const places = facts.entries.filter(({ step }) => step === 'search_place')
    const attempts = facts.entries.filter(({ step }) => step === 'contact_attempt')
    const staff = await namesOfStaff(tx, attempts.map(({ recordedBy }) => recordedBy))
    return places.length + attempts.length === 0 ? undefined : (
      <section aria-labelledby="searched-title">
        <h2 class="govuk-heading-m" id="searched-title">Where we looked, and whom we tried to reach</h2>
        {places.length > 0 ? <PlacesTable places={places} /> : undefined}
        {attempts.length > 0 ? <AttemptsTable attempts={attempts} staff={staff} /> : undefined}
      </section>
    )
  },
}

function PlacesTable({ places }: { places: readonly EpisodeEntry[] }) {
  return (
    <WideTable label="Places searched, newest first">
      <Table
        caption="Places searched" captionClasses="govuk-table__caption--s" firstCellIsHeader
        head={[{ text: 'Place' }, { text: 'When' }, { text: 'Who searched' }, { text: 'Result' },
          { text: 'What was seen' }]}
        rows={places.map(({ answers, happenedAt, takingId }) => ({ key: takingId, cells: [
          { text: textIn(answers, 'place') }, { text: dateTimeText(happenedAt) },
          { text: textIn(answers, 'searched_by') },
          { text: optionText(missingForms.search_place.questions, 'result', answers) },
          { text: textIn(answers, 'detail') },
        ] }))}
      />
    </WideTable>
  )
}

type AttemptsProps = { attempts: readonly EpisodeEntry[]; staff: ReadonlyMap<string, StaffName> }

function AttemptsTable({ attempts, staff }: AttemptsProps) {
  return (
    <WideTable label="Attempts to reach the child, newest first">
      <Table
        caption="Attempts to reach the child" captionClasses="govuk-table__caption--s" firstCellIsHeader
        head={[{ text: 'When' }, { text: 'Who tried' }, { text: 'How' }, { text: 'Answer' }, { text: 'What was said' }]}
        rows={attempts.map(({ answers, happenedAt, takingId, recordedBy }) => ({ key: takingId, cells: [
          { text: dateTimeText(happenedAt) }, { text: nameOf(staff, recordedBy) },
          { text: optionText(missingForms.contact_attempt.questions, 'how', answers) },
          { text: optionText(missingForms.contact_attempt.questions, 'answer', answers) },
          { text: textIn(answers, 'said') },
        ] }))}
      />
    </WideTable>
  )
}

function optionText(questions: readonly Question[], id: string, answers: EpisodeEntry['answers']): string {
  const asked = questions.find(question => question.id === id)
  const options = asked && 'options' in asked ? asked.options : []
  return options.find(({ value }) => value === textIn(answers, id))?.text ?? textIn(answers, id)
}

/** What repeats, with the episodes that each prompt is read from; only what the viewer may see. */
export const patternPanel: EpisodePanel = {
  kinds: [missingKind, meetingKind, interviewKind, checkKind], place: 'after_steps',
  show: async (reading): Promise<Child | undefined> => {
    const prompts = promptsOf(await listPast(reading), reading.facts.now)
    return prompts.length === 0 ? undefined : (
      <section aria-labelledby="pattern-title">
        <h2 class="govuk-heading-m" id="pattern-title">What repeats</h2>
        <p class="govuk-body">To think about, not a score. Read from the missing episodes that are open to you.</p>
        <ul class="govuk-list govuk-list--spaced">
          {prompts.map(({ text, because }) => (
            <li>
              {text}
              <Details summaryText="Because">
                <ul class="govuk-list govuk-list--bullet">{because.map(line => <li>{line}</li>)}</ul>
              </Details>
            </li>
          ))}
        </ul>
      </section>
    )
  },
}

async function listPast({ tx, kernel, facts: { episode } }: Reading): Promise<PastEpisode[]> {
  const episodes = await listMissingOf(tx, kernel, episode.personId)
  const entries = await listEntries(tx, episodes.map(({ id }) => id))
  return episodes.map(({ id, openedAt }) => {
    const found = entries.get(id)?.find(({ step }) => step === 'find')
    return {
      id, openedAt, foundAt: found?.happenedAt,
      foundWhere: found && textIn(found.answers, 'found_where'),
      foundWith: found && textIn(found.answers, 'found_with'),
    }
  }).toReversed()
}

export const missingPanels = [gradePanel, searchPanel, patternPanel]
