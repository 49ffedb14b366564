import { definePractice } from '../../practice/practice.ts'
import { broughtIn } from './beginForm.ts'
import {
  adultHereForm, adultLeftForm, askAdultForm, careForm, frontDoorForm, healthForm, needsForm, parentToldForm, parentTriedForm, rightsForm,
  solicitorForm, voiceForm,
} from './careForms.ts'
import {
  authoriseForm, bedForm, certificateForm, courtForm, divertForm, extendForm, leaveForm, movedForm, outcomeForm, refuseBailForm,
  reviewForm, stayForm,
} from './decisionForms.ts'
import { detentionEffects, whenBroughtIn } from './effects.ts'
import { lifeOfADetention } from './life.ts'
import { detentionRules } from './rules.ts'
import { detentionStateWords, detentionStepWords, detentionVerbs } from './words.ts'

const bailForm = { ...courtForm, questions: leaveForm.questions.filter(({ id }) => id !== 'outcome') }

export const detention = definePractice({
  kind: 'detention', path: '/custody', purpose: 'custody', cell: { category: 'custody', tier: 1 },
  words: {
    one: 'Detention', many: 'Children in custody', states: detentionStateWords, steps: detentionStepWords,
    about: 'A child whom the police have brought to a police station: how the child communicates, who is with them, why they are '
      + 'here, and how they leave.',
  },
  verbs: detentionVerbs,
  life: lifeOfADetention, first: 'arrived', over: ['not_detained', 'left'],
  begin: {
    who: ['custody_sergeant', 'inspector'], ownerKinds: ['police'], form: broughtIn,
    starts: ['custody_adult_asked', 'custody_adult_here', 'custody_parent_told'],
    rules: ['is_child', 'welfare_known', 'times_in_order'], urgency: () => 'immediate', onlyOne: true, effect: whenBroughtIn,
  },
  beside: [
    { text: 'In custody now', href: '/custody/now', roles: ['custody_sergeant', 'inspector', 'superintendent'] },
    { text: 'Detentions', href: '/custody', roles: ['custody_sergeant', 'inspector', 'superintendent'] },
    { text: 'Follow-up of every child', href: '/custody/follow-up', roles: ['custody_sergeant', 'inspector', 'superintendent'] },
    { text: 'Strip searches', href: '/custody/searches', roles: ['custody_sergeant', 'inspector', 'superintendent'] },
    { text: 'Counts', href: '/custody/counts', roles: ['custody_sergeant', 'inspector', 'superintendent'] },
  ],
  team: ['custody_sergeant', 'inspector'],
  forms: {
    needs: needsForm, voice: voiceForm, ask_adult: askAdultForm, adult_here: adultHereForm, adult_left: adultLeftForm,
    parent_told: parentToldForm, parent_tried: parentTriedForm, rights: rightsForm, solicitor: solicitorForm, health: healthForm,
    care: careForm, front_door: frontDoorForm, divert: divertForm, authorise: authoriseForm, review: reviewForm, extend: extendForm,
    refuse_bail: refuseBailForm, leave: leaveForm, ask_bed: bedForm, review_held: reviewHeld(), stay: stayForm, certify: certificateForm,
    move: movedForm, bail: bailForm, to_court: courtForm, outcome: outcomeForm,
  },
  rules: detentionRules, effects: detentionEffects,
})

/** After charge the custody officer reviews, who need not be apart from the investigation in the same way. */
function reviewHeld() {
  return { ...reviewForm, questions: reviewForm.questions.filter(({ id }) => id !== 'independent') }
}
