import type { Life, Taken } from '../../practice/life.ts'

export const detentionStates = ['arrived', 'detained', 'held', 'not_detained', 'left'] as const
export type DetentionState = typeof detentionStates[number]

export const detentionSteps = [
  'needs', 'voice', 'ask_adult', 'adult_here', 'adult_left', 'parent_told', 'parent_tried', 'rights', 'solicitor',
  'health', 'care', 'front_door', 'ask_liaison', 'divert', 'authorise', 'review', 'extend', 'refuse_bail', 'leave',
  'ask_bed', 'review_held', 'stay', 'certify', 'move', 'bail', 'to_court', 'outcome',
] as const
export type DetentionStep = typeof detentionSteps[number]

const sergeant = ['custody_sergeant', 'inspector']
const inspector = ['inspector']

type Row = Partial<Record<DetentionStep, Taken<DetentionState>>>

/** What is owed to a child for as long as they are in the building, whatever is decided about them. */
const careIn = (to: DetentionState): Row => ({
  ask_adult: { to, who: sergeant, needs: ['no_adult_yet'], stops: ['custody_adult_asked'] },
  adult_here: { to, who: sergeant, needs: ['no_adult_yet'], stops: ['custody_adult_here', 'custody_adult_asked'] },
  parent_told: { to, who: sergeant, stops: ['custody_parent_told'] },
  parent_tried: { to, who: sergeant, needs: ['parent_not_told'] },
  rights: { to, who: sergeant, needs: ['adult_is_here'] },
  solicitor: { to, who: sergeant },
  health: { to, who: sergeant },
  voice: { to, who: sergeant },
  needs: { to, who: sergeant },
  care: { to, who: sergeant },
  adult_left: { to, who: sergeant, needs: ['adult_is_here'] },
  front_door: { to, who: sergeant },
  ask_liaison: { to, who: sergeant },
})

/** From the arrival of a child at the police station until they have left it. */
export const lifeOfADetention: Life<DetentionState, DetentionStep> = {
  arrived: {
    ...careIn('arrived'),
    divert: { to: 'not_detained', who: sergeant, needs: ['times_in_order'], stops: 'all' },
    authorise: {
      to: 'detained', who: sergeant, needs: ['reasoned', 'times_in_order', 'gravity_explained'],
      starts: ['pace_review_first', 'detention_limit'],
    },
  },
  detained: {
    ...careIn('detained'),
    review: {
      to: 'detained', who: inspector, needs: ['independent', 'times_in_order'],
      stops: ['pace_review_first', 'pace_review_next'], starts: ['pace_review_next'],
    },
    extend: {
      to: 'detained', who: ['superintendent'], needs: ['not_extended', 'times_in_order'],
      stops: ['detention_limit'], starts: ['detention_limit_extended'],
    },
    leave: { to: 'left', who: sergeant, needs: ['times_in_order'], stops: 'all' },
    refuse_bail: {
      to: 'held', who: sergeant, needs: ['times_in_order'],
      stops: ['pace_review_first', 'pace_review_next', 'detention_limit', 'detention_limit_extended'],
      starts: ['custody_bed_asked', 'pace_review_next'],
    },
  },
  held: {
    ...careIn('held'),
    ask_bed: { to: 'held', who: sergeant, needs: ['old_enough_for_secure'], stops: ['custody_bed_asked'] },
    review_held: {
      to: 'held', who: sergeant, needs: ['times_in_order'], stops: ['pace_review_next'], starts: ['pace_review_next'],
    },
    stay: { to: 'held', who: sergeant, needs: ['bed_was_asked', 'lawful_stay'] },
    certify: { to: 'held', who: sergeant, needs: ['stay_is_decided'] },
    move: { to: 'left', who: sergeant, needs: ['bed_was_asked', 'times_in_order'], stops: 'all' },
    bail: { to: 'left', who: sergeant, needs: ['times_in_order'], stops: 'all' },
    to_court: { to: 'left', who: sergeant, needs: ['certificate_is_made', 'times_in_order'], stops: 'all' },
  },
  not_detained: {
    ask_liaison: { to: 'not_detained', who: sergeant }, front_door: { to: 'not_detained', who: sergeant },
  },
  left: {
    ask_liaison: { to: 'left', who: sergeant }, front_door: { to: 'left', who: sergeant },
    outcome: { to: 'left', who: sergeant },
  },
}
