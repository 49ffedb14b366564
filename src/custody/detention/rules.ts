import type { Facts, Rule } from '../../practice/practice.ts'
import { instantIn, listIn, numberIn, textIn } from '../../practice/question.ts'
import type { Answers } from '../../practice/question.ts'
import { gravityOf } from '../gravity.ts'
import { gravityMatrix } from '../settings.ts'
import { welfareKnown } from '../welfare.ts'

/** The buttons of a page are chosen before anything is answered. */
const isBlank = (answers: Answers) => Object.keys(answers).length === 0

/** What was recorded last at one of these steps. */
export const latest = ({ entries }: Pick<Facts, 'entries'>, ...steps: readonly string[]) =>
  entries.find(({ step }) => steps.includes(step))

const isHere = (facts: Facts) => latest(facts, 'adult_here', 'adult_left')?.step === 'adult_here'

/** Only children have these pages; a child whose age nobody knows is a child (Code C 1.5). */
const isChild: Rule = ({ age }) => age !== undefined && age >= 18
  ? 'The date of birth in Kith says 18 or older. Kith keeps the custody of children only: check that this is the right person.' : undefined

/** The whole of it: which alternatives, voluntary attendance among them, and why each of them is not enough. */
const reasoned: Rule = (_facts, answers) => {
  if (isBlank(answers)) return undefined
  const considered = listIn(answers, 'alternatives')
  if (considered.length === 0 || textIn(answers, 'why_detained').trim() === '')
    return 'A child is not detained without a reason: say what you considered instead, and why it is not enough.'
  return considered.includes('voluntary_attendance') ? undefined
    : 'Say first whether the child could come by appointment: consider voluntary attendance.'
}

const gravityExplained: Rule = ({ settings }, answers) => {
  if (isBlank(answers)) return undefined
  const aid = gravityOf(settings.valueOf(gravityMatrix), textIn(answers, 'gravity_offence'),
    [...listIn(answers, 'aggravating'), ...listIn(answers, 'mitigating')])
  const judged = numberIn(answers, 'gravity')
  if (!aid || judged === undefined || judged === aid.score || textIn(answers, 'gravity_why') !== '') return undefined
  return `The aid comes to ${aid.score} and you judge ${judged}. You may depart from it: say why.`
}

/** Nothing happens after now, and nothing before the child arrived. */
const timesInOrder: Rule = ({ episode, now }, answers) => {
  const times = Object.keys(answers).filter(id => id.endsWith('_at') && id !== 'appointment_at')
    .flatMap(id => instantIn(answers, id) ?? [])
  if (times.some(at => at > now)) return 'A time lies in the future. Check the day and the time.'
  return times.some(at => at < episode.openedAt) ? 'A time lies before the child arrived. Check the day and the time.' : undefined
}

const independent: Rule = (_facts, answers) => textIn(answers, 'independent') === 'yes'
  ? 'Another inspector must review: whoever takes part in the investigation may not (PACE s.40).' : undefined

const lawfulStay: Rule = (facts, answers) => {
  if (textIn(answers, 'stay_reason') !== 'no_secure_bed') return undefined
  if ((facts.age ?? 0) < 12) return 'That reason is for children of 12 or older only (PACE s.38(6)(b)). The age in Kith is younger or not known.'
  return textIn(latest(facts, 'ask_bed')?.answers ?? {}, 'accommodation') === 'secure' ? undefined
    : 'A secure place was not asked for. Ask the council for one first, or give another reason.'
}

const oldEnoughForSecure: Rule = ({ age }, answers) =>
  textIn(answers, 'accommodation') === 'secure' && age !== undefined && age < 12
    ? 'A child under 12 is not asked a secure place for. Ask for a non-secure one.' : undefined

const needsEntry = (step: string, why: string): Rule => facts => latest(facts, step) ? undefined : why

export const detentionRules = {
  is_child: isChild, welfare_known: welfareKnown, reasoned, gravity_explained: gravityExplained, times_in_order: timesInOrder,
  adult_is_here: facts => isHere(facts) ? undefined : 'The appropriate adult is not here yet.',
  no_adult_yet: facts => isHere(facts) ? 'The appropriate adult is here already.' : undefined,
  parent_not_told: needsNone('parent_told', 'The person responsible for the child is told already.'),
  independent, lawful_stay: lawfulStay, old_enough_for_secure: oldEnoughForSecure,
  not_extended: needsNone('extend', 'Detention was extended already. Only a court may extend it again.'),
  bed_was_asked: needsEntry('ask_bed', 'Ask the council for a bed first.'),
  stay_is_decided: needsEntry('stay', 'Record first why the child stays here.'),
  certificate_is_made: needsEntry('certify', 'Make the certificate first: it goes to court with the child (PACE s.38(7)).'),
} satisfies Record<string, Rule>

function needsNone(step: string, why: string): Rule {
  return facts => latest(facts, step) ? why : undefined
}
