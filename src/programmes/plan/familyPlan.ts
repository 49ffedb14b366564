import { definePractice } from '../../practice/practice.ts'
import type { Effect, StepContext } from '../../practice/practice.ts'
import { textIn } from '../../practice/question.ts'
import type { StepForm } from '../../practice/question.ts'
import { beginForm, familyReads, planForms, workersRead } from './planForms.ts'
import { planRules } from './planRules.ts'

export const familyPlanKind = 'early_help_plan'

const workers = ['early_help_worker', 'social_worker', 'front_door_worker', 'front_door_manager'] as const
const deciders = ['social_worker', 'front_door_worker', 'front_door_manager'] as const
const review = 'early_help_review'

const told = ({ facts }: StepContext, headline: string): Effect =>
  ({ chronology: [{ kind: familyPlanKind, headline, occurredAt: facts.now }] })

const stays = <State extends string>(to: State) => ({
  team: { to, who: workers }, note: { to, who: workers }, hear: { to, who: workers },
  answer_family: { to, who: workers, needs: ['familyWrote'], stops: ['early_help_answer'] },
  family_says: { to, who: ['parent'], by: 'partner' as const, starts: ['early_help_answer'] },
})
const ends = {
  step_up: { to: 'stepping_up' as const, who: workers, starts: ['early_help_step_up'] },
  close_otherwise: { to: 'closed' as const, who: workers, stops: 'all' as const },
}
const reopened = { reopen: { to: 'under_way' as const, who: workers, needs: ['consentedAgain'], starts: [review] } }

/**
 * A plan that a family and its workers keep together. The process lies in the tier that the family reads, so that a parent
 * who comes by a link can take a step of it; whatever the workers write lies in the next, unless a question says otherwise.
 */
export const familyPlan = definePractice({
  kind: familyPlanKind, path: '/plans-with-families', purpose: 'safeguard_child', cell: familyReads,
  words: {
    one: 'Early help plan', many: 'Plans with families',
    about: 'What a family and the people around it have agreed to do, for as long as the family wants it.',
    states: {
      being_written: 'Being written with the family', under_way: 'Under way', stepping_up: 'Social workers are asked to take it on',
      stepped_up: 'Taken on by social workers', goals_met: 'Ended: goals met', closed: 'Ended for another reason',
    },
    steps: {
      add_goal: { button: 'Set a goal', done: 'A goal is set.' },
      team: { button: 'Change the team around the family', done: 'The team around the family has changed.' },
      note: { button: 'Write a note', done: 'A note is written.' },
      hear: { button: 'Record what somebody in the family says', done: 'What the family says is recorded.' },
      agree: { button: 'Record that the plan is agreed', done: 'The plan is agreed with the family.' },
      review: { button: 'Review the plan', done: 'The plan is reviewed.' },
      answer_family: { button: 'Answer the family', done: 'The family has an answer.' },
      family_says: { button: 'Say what you think', done: 'The family has written.' },
      step_up: { button: 'Ask social workers to take it on', done: 'Social workers are asked to take it on.' },
      take_on: { button: 'Take it on', done: 'Social workers have taken it on.' },
      hand_back: { button: 'Hand it back to early help', done: 'Early help goes on.' },
      close_met: { button: 'End: the goals are met', done: 'The plan has ended: its goals are met.' },
      close_otherwise: { button: 'End for another reason', done: 'The plan has ended.' },
      reopen: { button: 'Open it again', done: 'The plan is open again.' },
    },
  },
  verbs: {
    add_goal: 'early_help_plan.goal_set', team: 'early_help_plan.team_changed', note: 'early_help_plan.noted', hear: 'early_help_plan.heard',
    agree: 'early_help_plan.agreed', review: 'early_help_plan.reviewed', answer_family: 'early_help_plan.answered',
    family_says: 'early_help_plan.family_said', step_up: 'early_help_plan.stepped_up', take_on: 'early_help_plan.taken_on',
    hand_back: 'early_help_plan.handed_back', close_met: 'early_help_plan.goals_met', close_otherwise: 'early_help_plan.closed',
    reopen: 'early_help_plan.reopened',
  },
  life: {
    being_written: {
      add_goal: { to: 'being_written', who: workers, needs: ['roomForGoal'] },
      agree: { to: 'under_way', who: workers, needs: ['hasGoal'], stops: [review], starts: [review] },
      ...stays('being_written'), ...ends,
    },
    under_way: {
      add_goal: { to: 'under_way', who: workers, needs: ['roomForGoal'] },
      review: { to: 'under_way', who: workers, needs: ['eachGoal'], stops: [review], starts: [review] },
      close_met: { to: 'goals_met', who: workers, needs: ['hasGoal', 'goalsSettled'], stops: 'all' },
      ...stays('under_way'), ...ends,
    },
    stepping_up: {
      take_on: { to: 'stepped_up', who: deciders, stops: 'all' },
      hand_back: { to: 'under_way', who: deciders, stops: ['early_help_step_up', review], starts: [review] },
      ...stays('stepping_up'),
    },
    stepped_up: reopened, goals_met: reopened, closed: reopened,
  },
  first: 'being_written', over: ['stepped_up', 'goals_met', 'closed'],
  begin: {
    who: workers, ownerKinds: ['council'], form: beginForm, starts: [review], rules: ['consented'], onlyOne: true,
    effect: context => told(context, 'An early help plan was begun with the family'),
  },
  team: workers, entryCell: role => role === 'parent' ? familyReads : workersRead, daysAfter: 30,
  forms: planForms, rules: planRules,
  effects: {
    family_says: ({ answers }) => ({ onlyClocks: textIn(answers, 'about') === 'think' ? [] : ['early_help_answer'] }),
    step_up: context => ({
      ...told(context, 'Early help asked social workers to take on the family'), team: 'front_door_worker', urgency: 'today',
      assignedTo: null, detail: { told_family: textIn(context.answers, 'told_family') },
    }),
    take_on: context => told(context, 'Social workers took on the family from early help'),
    hand_back: () => ({ team: 'early_help_worker', urgency: 'routine' }),
    close_met: context => told(context, 'The early help plan ended: its goals are met'),
    close_otherwise: context => told(context, 'The early help plan ended'),
  },
})

/** The questions of a step whose answers the family reads. */
export function familyReadsOf(step: string): ReadonlySet<string> {
  const forms: Readonly<Record<string, StepForm | undefined>> = { ...planForms, begin: beginForm }
  return new Set(forms[step]?.questions.filter(({ cell }) => cell === familyReads).map(({ id }) => id))
}
