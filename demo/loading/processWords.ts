import type { AgencyKind, FeedbackGrade, NotificationDecision, NotificationLevel, StaffRole } from '../types.ts'

export const whyLevel: Record<NotificationLevel, readonly string[]> = {
  blue: ['The worry is met by the services that every family has.', 'One event, well handled; advice is enough.'],
  green: ['Needs are growing and the family would accept help.', 'More than one need; early help can meet them.'],
  amber: ['Several needs at once and earlier help has not held.', 'Likely to need an assessment of what would help.'],
  red: [
    'May be suffering significant harm; others must be asked today.',
    'The risk is now and the adults do not keep it away.',
  ],
}

/** What the referrer is told; the rationale stays with the front door. */
export const adviceFor: Record<NotificationDecision, string> = {
  no_further_action: 'We have read it with what we hold and do nothing more now. Tell us again if anything changes.',
  advice: 'Please go on supporting the child; the early help line can advise you and the family.',
  early_help: 'A family help worker will ring the family this week. You may be asked to a meeting.',
  child_in_need: 'A social worker will assess with the family. You will be asked what you know.',
  strategy_discussion: 'A strategy discussion is being held. Please wait for our call before you speak to the family.',
}

export const handoverNote: Partial<Record<NotificationDecision, string>> = {
  child_in_need: 'For assessment. Needs and the child’s own words are on the notification.',
  strategy_discussion: 'For the strategy discussion; police and health are informed.',
}

export const gradesFor: Record<FeedbackGrade, Record<string, 'good' | 'enough' | 'missing'>> = {
  clear_and_complete: {
    clear_concern: 'good', facts_apart: 'good', childs_voice: 'good', family: 'good', language: 'good',
    timeliness: 'good',
  },
  needs_more_detail: {
    clear_concern: 'enough', facts_apart: 'good', childs_voice: 'enough', family: 'missing', language: 'good',
    timeliness: 'enough',
  },
  voice_of_child_missing: {
    clear_concern: 'good', facts_apart: 'good', childs_voice: 'missing', family: 'enough', language: 'good',
    timeliness: 'good',
  },
  facts_and_opinion_mixed: {
    clear_concern: 'good', facts_apart: 'missing', childs_voice: 'enough', family: 'good', language: 'enough',
    timeliness: 'good',
  },
}

/** Whom the front door asks in an agency of this kind, and for what. */
export const askedIn: Partial<Record<AgencyKind, { role: StaffRole; asks: string }>> = {
  police: {
    role: 'exploitation_detective',
    asks: 'Police events of the last twelve months in which the child or somebody at home had a part.',
  },
  school: {
    role: 'safeguarding_lead',
    asks: 'Attendance, changes in the last term, and who at school the child trusts.',
  },
  health: {
    role: 'emergency_nurse',
    asks: 'Injuries in the last two years, open referrals, and what the child needs in order to talk.',
  },
  housing: {
    role: 'housing_officer',
    asks: 'Who lives in the household, and whether anybody has asked to move for safety.',
  },
}
