import type { Child } from 'hono/jsx'
import { Tag } from '../../design/tag.tsx'
import { dateText, dayOf } from '../../language/format.ts'
import { AgeName } from '../../people/ageName.tsx'
import type { DisplayName } from '../../people/displayNames.ts'
import { doers, progresses, sayings } from './planForms.ts'
import { isSettled } from './goals.ts'
import type { Goal } from './goals.ts'
import type { FamilyPlanView, Said } from './familyView.ts'

type Props = { view: FamilyPlanView; child: DisplayName | undefined; now: Date }

const textOf = (options: readonly { value: string; text: string }[], value: string) =>
  options.find(option => option.value === value)?.text ?? 'Somebody else'

/** The plan in easy words: one idea to a heading, large, each goal with who does what by when. Made to be printed. */
export function FamilyPlanView({ view, child, now }: Props) {
  const { goals, good, why, agreed, team } = view
  return (
    <>
      <p class="govuk-body-l">
        This plan is for {child
          ? <AgeName name={child.name} birthOn={child.birthOn} birthIsEstimate={child.birthIsEstimate} today={dayOf(now)} /> : 'your child'}
        {' '}and your family.
      </p>
      <Part title="What is good in your family" text={good} />
      <Part title="Why we made this plan" text={why} />
      <h2 class="govuk-heading-l">What we do</h2>
      {goals.length === 0 ? <p class="govuk-body-l">We have no goals yet. We choose them together.</p> : undefined}
      {goals.map(goal => <OneGoal goal={goal} />)}
      {agreed ? <Part title="What we agreed when we last met" text={agreed} /> : undefined}
      {team.length > 0
        ? <>
            <h2 class="govuk-heading-l">Who helps</h2>
            <ul class="govuk-list govuk-list--bullet govuk-body-l">
              {team.map(from => <li class="govuk-body-l">{textOf(doers, from)}</li>)}
            </ul>
          </>
        : undefined}
      <h2 class="govuk-heading-l">What happens next</h2>
      <WhatNext {...{ view, now }} />
    </>
  )
}

function Part({ title, text }: { title: string; text: string }) {
  return text === '' ? <></> : (
    <>
      <h2 class="govuk-heading-l">{title}</h2>
      {text.split('\n').filter(line => line.trim() !== '').map(line => <p class="govuk-body-l">{line}</p>)}
    </>
  )
}

function OneGoal({ goal }: { goal: Goal }) {
  const { number, goal: title, action, byWhom, byWhen, progress } = goal
  return (
    <article class="kith-card" data-key={`goal-${number}`}>
      <h3 class="govuk-heading-m">{number}. {title}</h3>
      <p class="govuk-body-l">{action}</p>
      <p class="govuk-body-l"><b>Who does it:</b> {textOf(doers, byWhom)}</p>
      {isSettled(goal) ? undefined : <p class="govuk-body-l"><b>By when:</b> {dateText(byWhen)}</p>}
      {progress ? <p class="govuk-body-l"><b>How it goes:</b> <Tag text={textOf(progresses, progress)} /></p> : undefined}
    </article>
  )
}

function WhatNext({ view, now }: Pick<Props, 'view' | 'now'>) {
  const { episode, nextMeetingOn, ending } = view
  if (episode.closedAt) return (
    <>
      {ending.split('\n').filter(line => line.trim() !== '').map(line => <p class="govuk-body-l">{line}</p>)}
      <p class="govuk-body-l">This plan has ended. If you want help again, ask the worker who gave it to you.</p>
    </>
  )
  return (
    <>
      <p class="govuk-body-l">
        {nextMeetingOn === '' ? 'Your worker tells you when we meet.'
          : nextMeetingOn < dayOf(now) ? 'Your worker tells you when we meet next.' : <>We meet again on <b>{dateText(nextMeetingOn)}</b>.</>}
      </p>
      <p class="govuk-body-l">Then we look at each goal together. You can say what works and what does not.</p>
      <p class="govuk-body-l">You can stop the plan at any time. Tell your worker.</p>
    </>
  )
}

/** What the family wrote and what came back. */
export function WhatWasSaid({ said, who }: { said: readonly Said[]; who: 'you' | 'the family' }) {
  if (said.length === 0) return <></>
  const byline = ({ by }: Said): Child => by === 'family' ? (who === 'you' ? 'You wrote' : 'The family wrote') : 'Answer'
  return (
    <div data-live="said">
      {said.map(one => (
        <article class="kith-card" data-key={one.key}>
          <h3 class="govuk-heading-s">{byline(one)} on {dateText(one.at)}</h3>
          {one.by === 'family' && one.about !== 'think' ? <p class="govuk-body"><Tag text={textOf(sayings, one.about)} /></p> : undefined}
          {one.words.split('\n').map(line => <p class="govuk-body-l">{line}</p>)}
        </article>
      ))}
    </div>
  )
}
