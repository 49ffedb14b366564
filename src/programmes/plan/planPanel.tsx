import { SummaryList } from '../../design/summaryList.tsx'
import { Table } from '../../design/table.tsx'
import { WarningText } from '../../design/warningText.tsx'
import { dateText, dayOf } from '../../language/format.ts'
import type { EpisodePanel } from '../../practice/room.ts'
import { textIn } from '../../practice/question.ts'
import type { EpisodeEntry } from '../../practice/episode.ts'
import { familyPlan } from './familyPlan.ts'
import { WhatWasSaid } from './familyPlanView.tsx'
import { findFamilyView } from './familyView.ts'
import { goalsOf, isSettled } from './goals.ts'
import type { Goal } from './goals.ts'
import { doers, progresses } from './planForms.ts'

/** The goals with how they go, what the family wrote, and who around it is in the team. */
export const planPanel: EpisodePanel = {
  kinds: [familyPlan.kind], place: 'before_steps',
  show: async ({ tx, kernel, facts: { episode, entries, now } }) => {
    const view = await findFamilyView(tx, kernel, episode.id)
    const [last] = view?.said ?? []
    return (
      <>
        {last?.by === 'family' && last.about !== 'think'
          ? <WarningText text="The family wrote, and waits for your answer." /> : undefined}
        <Goals goals={goalsOf(entries)} today={dayOf(now)} />
        <Team entries={entries} />
        {view && view.said.length > 0
          ? <section aria-labelledby="said"><h2 class="govuk-heading-m" id="said">What the family wrote</h2><WhatWasSaid said={view.said} who="the family" /></section>
          : undefined}
      </>
    )
  },
}

/** The way to the family's page, to what is printed of it, and to the links for parents. */
export const familyPagePanel: EpisodePanel = {
  kinds: [familyPlan.kind], place: 'before_steps',
  show: async ({ facts: { episode } }) => (
    <p class="govuk-body">
      <a class="govuk-link" href={`${familyPlan.path}/${episode.id}/family`}>What the family reads, to print or to give by a personal link</a>
    </p>
  ),
}

const textOf = (options: readonly { value: string; text: string }[], value: string | undefined, none: string) =>
  options.find(option => option.value === value)?.text ?? none

function Goals({ goals, today }: { goals: readonly Goal[]; today: string }) {
  return (
    <section aria-labelledby="goals">
      <h2 class="govuk-heading-m" id="goals">Goals</h2>
      {goals.length === 0 ? <p class="govuk-body">None yet. Set the first one with the family.</p> : <Table
        live="goals" head={[{ text: 'Number' }, { text: 'Goal' }, { text: 'Who' }, { text: 'By when' }, { text: 'How it goes' }]}
        rows={goals.map(goal => ({ key: `goal-${goal.number}`, cells: [
          { text: String(goal.number) }, { text: goal.goal }, { text: textOf(doers, goal.byWhom, 'Not known') },
          { text: `${dateText(goal.byWhen)}${!isSettled(goal) && goal.byWhen < today ? ': overdue' : ''}` },
          { text: textOf(progresses, goal.progress, 'Not reviewed yet') },
        ] }))}
      />}
    </section>
  )
}

/** Everybody around the family by name: for the workers alone. */
function Team({ entries }: { entries: readonly EpisodeEntry[] }) {
  const members = new Map<string, EpisodeEntry>()
  for (const entry of entries.filter(({ step }) => step === 'team').toReversed()) {
    const name = textIn(entry.answers, 'team_name')
    if (textIn(entry.answers, 'team_change') === 'leaves') members.delete(name)
    else if (name !== '') members.set(name, entry)
  }
  if (members.size === 0) return <></>
  return (
    <section aria-labelledby="team-around">
      <h2 class="govuk-heading-m" id="team-around">Team around the family</h2>
      <SummaryList rows={[...members].map(([name, { answers }]) => ({
        key: { text: name },
        value: { text: `${textOf(doers, textIn(answers, 'team_role'), 'Somebody else')}${textIn(answers, 'team_lead') === 'yes' ? ', lead practitioner' : ''}` },
      }))} />
    </section>
  )
}
