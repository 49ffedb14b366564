import { dayAfter, minutesBefore } from './story.ts'
import type { Story } from './story.ts'

/** A family that keeps a plan, one that has just begun, and a referral to be answered. */
export const helpStories: readonly Story[] = [
  { child: 6, kind: 'early_help_plan', hoursAgo: 24 * 20, by: 'early_help_worker',
    begin: () => ({
      consent: 'both', consent_who: 'His mother and he himself', reading_help: ['read_aloud'], going_well: 'He goes to football twice a week and is proud of it.',
      worries: 'He has missed one day of school in four since September.', childs_view: 'Mornings are the worst.', parents_view: 'I cannot get him up and I start at six.',
      family_good: 'Football. Dinner together on Sundays.', family_why: 'So that mornings get easier.',
    }),
    happens: [
      { after: 24, by: 'early_help_worker', step: 'add_goal', answers: at => ({ family_goal: 'At school every day for a month', family_action: 'School rings at seven to wake him; he walks with a friend.', by_whom: 'school', by_when: dayAfter(at, 40) }) },
      { after: 25, by: 'early_help_worker', step: 'agree', answers: at => ({ at: minutesBefore(at, 30), family_agreed: 'We try this for six weeks and then look again.', next_meeting_on: dayAfter(at, 42) }) },
    ] },
  { child: 7, kind: 'early_help_plan', hoursAgo: 20, by: 'early_help_worker',
    begin: () => ({
      consent: 'parents', consent_who: 'Her grandmother, who looks after her', going_well: 'She talks to her form tutor.', worries: 'She has a new phone and nobody bought it.',
      family_good: 'Her form tutor. Baking at the weekend.', family_why: 'So that she is safe and you are less worried.',
    }),
    happens: [] },
  { child: 6, kind: 'programme_referral', hoursAgo: 70, by: 'social_worker',
    begin: () => ({
      kind_of_help: 'mentoring', why: 'He asked for somebody to talk to who is not school or family.', helps: 'The same person each week, after football.', consent: 'both',
      best_contact: 'Text his mother before five.',
    }),
    happens: [] },
]
