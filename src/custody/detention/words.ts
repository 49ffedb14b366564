import type { StepWords } from '../../practice/practice.ts'
import type { DetentionState, DetentionStep } from './life.ts'

export const detentionStateWords: Readonly<Record<DetentionState, string>> = {
  arrived: 'Arrived, nothing decided', detained: 'Detained', held: 'Charged and kept, bail refused',
  not_detained: 'Not detained', left: 'Left custody',
}

export const detentionStepWords: Readonly<Record<DetentionStep, StepWords>> = {
  needs: {
    button: 'Record how the child communicates', done: 'It is recorded how the child communicates.',
    hint: 'Whoever helps the child sees it.',
  },
  voice: { button: 'Record what the child says', done: 'The child’s words are recorded.' },
  ask_adult: {
    button: 'Ask for an appropriate adult', done: 'An appropriate adult is asked.',
    hint: 'As soon as practicable, whatever is decided about detention (Code C 3.15).',
  },
  adult_here: { button: 'Record that the adult is here', done: 'The appropriate adult is here.' },
  adult_left: { button: 'Record that the adult has left', done: 'The appropriate adult has left.' },
  parent_told: {
    button: 'Record that the parent or carer is told', done: 'The person responsible for the child is told.',
  },
  parent_tried: {
    button: 'Record an attempt to tell the parent or carer',
    done: 'An attempt to tell the person responsible is recorded.',
    hint: 'The clock runs on until they are told.',
  },
  rights: {
    button: 'Give the rights with the adult there',
    done: 'The rights were given in the presence of the adult.',
    hint: 'Rights given before the adult came are given again (Code C 3.17).',
  },
  solicitor: { button: 'Record legal advice', done: 'Legal advice is recorded.' },
  health: { button: 'Record health care', done: 'Health care saw the child.' },
  care: { button: 'Note a meal, rest or visit', done: 'Care is noted.' },
  front_door: {
    button: 'Record that the front door is told', done: 'Children’s services are told.',
    hint: 'Send a notification for every sign that somebody uses or hurts the child.',
  },
  ask_liaison: {
    button: 'Ask liaison and diversion again', done: 'Liaison and diversion are asked.',
    hint: 'They are asked by themselves when a child comes in. Use this if that did not happen.',
  },
  divert: { button: 'Do not detain: record what happens instead', done: 'The child was not detained.' },
  authorise: {
    button: 'Authorise detention', done: 'Detention was authorised.',
    hint: 'Only with reasons why nothing else is enough.',
  },
  review: { button: 'Review detention', done: 'Detention was reviewed.' },
  extend: { button: 'Extend detention to 36 hours', done: 'Detention was extended.' },
  refuse_bail: {
    button: 'Charge and refuse bail', done: 'The child was charged and bail was refused.',
    hint: 'The child then moves to the council’s care, unless the law’s narrow reasons are met (PACE s.38(6)).',
  },
  leave: { button: 'Record that the child leaves', done: 'The child left custody.' },
  ask_bed: { button: 'Ask the council for a bed', done: 'The council is asked for a bed.' },
  review_held: { button: 'Review detention after charge', done: 'Detention after charge was reviewed.' },
  stay: { button: 'Record why the child stays here', done: 'It is recorded why the child stays in the station.' },
  certify: { button: 'Make the certificate for the court', done: 'The certificate under section 38(7) was made.' },
  move: { button: 'Record the move to the council’s care', done: 'The child moved to the council’s care.' },
  bail: { button: 'Bail the child after all', done: 'The child was bailed after charge.' },
  to_court: { button: 'Record that the child leaves for court', done: 'The child left for court.' },
  outcome: { button: 'Record the later outcome', done: 'The later outcome is recorded.' },
}

export const detentionVerbs: Readonly<Record<DetentionStep, string>> = {
  needs: 'detention.needs_recorded', voice: 'detention.childs_words_recorded', ask_adult: 'detention.adult_asked',
  adult_here: 'detention.adult_arrived', adult_left: 'detention.adult_left', parent_told: 'detention.parent_told',
  parent_tried: 'detention.parent_tried', rights: 'detention.rights_given', solicitor: 'detention.advice_recorded',
  health: 'detention.health_seen', care: 'detention.care_noted', front_door: 'detention.front_door_told', ask_liaison: 'detention.liaison_asked',
  divert: 'detention.not_detained', authorise: 'detention.authorised', review: 'detention.reviewed',
  extend: 'detention.extended', refuse_bail: 'detention.bail_refused', leave: 'detention.left', ask_bed: 'detention.bed_asked',
  review_held: 'detention.reviewed', stay: 'detention.stay_recorded', certify: 'detention.certified', move: 'detention.moved',
  bail: 'detention.bailed', to_court: 'detention.to_court', outcome: 'detention.outcome_recorded',
}
