import { dayFields, endOf, lastDayOf, Reading, textOf } from '../../../../partnership/administration/typed.ts'
import type { Parsed, Typed } from '../../../../partnership/administration/typed.ts'
import { basisKinds } from '../../../agreement.ts'
import type { Basis, Clause, ClauseText } from '../../../agreement.ts'
import { oldestChoices, subjectWords } from '../../../clauseWords.ts'
import type { LawReference } from '../../../lawReference.ts'
import { isInForce } from '../../../lawReference.ts'

export type ClauseChoices = Readonly<{
  parties: readonly string[]
  purposes: readonly string[]
  roles: readonly string[]
}>
type Known = { choices: ClauseChoices; law: LawReference }

/** That there is a seal or a request for one’s own record is nobody else’s; the database refuses a clause about it. */
export const neverShared: readonly string[] = ['protection', 'rights']

/** Kept to entries of a chronology: only they have a day and a role in an event. */
export const entryCategories: readonly string[] = [
  'voice',
  'concern',
  'narrative',
  'police',
  'place',
  'health',
  'education',
  'social_care',
  'youth_justice',
  'missing',
  'support',
]
const precisions: readonly Clause['precision'][] = ['full', 'age_band', 'district']
const coarseOf: Record<string, string> = { age_band: 'identity', district: 'contact' }

/** One clause as it was typed. What the law says of it is another question: `checkLaw`. */
export function readClause(typed: Typed, { choices, law }: Known): Parsed<ClauseText> {
  const reading = new Reading(typed)
  const access =
    reading.oneOf('access', ['read', 'deposit'], 'Choose whether they may see or add') === 'deposit'
      ? 'deposit'
      : 'read'
  const reach = reading.oneOf('reach', ['linked', 'hub'], 'Choose about whom') === 'hub' ? 'hub' : 'linked'
  const gateway = textOf(typed, 'gateway')
  const version = law.gateways.find(each => each.code === gateway && isInForce(each, law.today))
  const isOnward = reading.oneOf('onward', ['none', 'named'], 'Choose whether it may be passed on') === 'named'
  const until = reading.day('until')
  const clause: ClauseText = {
    says: reading.text('says', 'Say in one sentence what the clause allows', 500),
    fromAgencies: reading.someOf('from', choices.parties, 'Choose whose information it is'),
    toAgencies: reading.someOf('to', choices.parties, 'Choose who may see or add it'),
    toRoles: reading.someOf('roles', choices.roles, 'Choose the roles'),
    purpose: reading.oneOf('purpose', choices.purposes, 'Choose the purpose'),
    categories: reading.someOf(
      'categories',
      [...law.categories.keys()].filter(code => !neverShared.includes(code)),
      'Choose what is shared',
    ),
    highestTier: reading.whole('tier', [0, 3], 'Choose the highest tier'),
    access,
    reach,
    subjectClass: reading.oneOf('subject', Object.keys(subjectWords), 'Choose the role in the event'),
    precision: precisions.find(each => each === textOf(typed, 'precision')) ?? 'full',
    oldestMonths: oldestChoices.find(months => String(months) === textOf(typed, 'oldest')),
    gateway,
    gatewayVersion: version?.version ?? 0,
    senderBasis: readBasis(typed, 'sender'),
    receiverBasis: readBasis(typed, 'receiver'),
    onward: isOnward ? 'named' : 'none',
    onwardAgencies: isOnward ? reading.someOf('onward_agencies', choices.parties, 'Choose to whom') : [],
    conditions: reading.optional('conditions', 1_000),
    validUntil: until === undefined ? undefined : endOf(until),
  }
  if (gateway === '') reading.problems['gateway'] = 'Choose the power to share'
  checkShape(clause, reading.problems)
  return reading.result(clause)
}

function readBasis(typed: Typed, end: 'sender' | 'receiver'): Basis {
  return Object.fromEntries(
    basisKinds.flatMap(kind => {
      const code = textOf(typed, `${end}_${kind}`)
      return code === '' ? [] : [[kind, code]]
    }),
  )
}

/** Only what the database enforces may be agreed; the same conditions stand as checks on its table. */
function checkShape(clause: ClauseText, problems: Record<string, string>): void {
  const { access, reach, categories, subjectClass, oldestMonths, precision } = clause
  const isNarrow = subjectClass !== 'any' || oldestMonths !== undefined
  const isOfEntries = access === 'read' && categories.every(category => entryCategories.includes(category))
  if (isNarrow && !isOfEntries)
    problems[oldestMonths === undefined ? 'subject' : 'oldest'] =
      'Only entries of the chronology have a day and a role. Take ' +
      'other kinds of information into a clause of their own'
  const category = coarseOf[precision]
  if (category === undefined) return
  if (categories.length !== 1 || categories[0] !== category)
    problems['precision'] =
      precision === 'age_band'
        ? 'An age band stands for “Name, date of birth and sex” alone: give it a clause of its own'
        : 'Half a postcode stands for “Addresses and contact details” alone: give it a clause of its own'
  if (access !== 'read' || reach !== 'linked' || isNarrow)
    problems['precision'] ??=
      'A coarse value is shown only to those who see a person by a link, without other limits'
}

export const typedClause = (clause: Clause): Typed => ({
  says: clause.says,
  from: clause.fromAgencies.join(' '),
  to: clause.toAgencies.join(' '),
  roles: clause.toRoles.join(' '),
  purpose: clause.purpose,
  categories: clause.categories.join(' '),
  tier: String(clause.highestTier),
  access: clause.access,
  reach: clause.reach,
  subject: clause.subjectClass,
  precision: clause.precision,
  oldest: clause.oldestMonths === undefined ? 'any' : String(clause.oldestMonths),
  gateway: clause.gateway,
  ...Object.fromEntries(basisKinds.map(kind => [`sender_${kind}`, clause.senderBasis[kind] ?? ''])),
  ...Object.fromEntries(basisKinds.map(kind => [`receiver_${kind}`, clause.receiverBasis[kind] ?? ''])),
  onward: clause.onward,
  onward_agencies: clause.onwardAgencies.join(' '),
  conditions: clause.conditions,
  ...dayFields('until', clause.validUntil && lastDayOf(clause.validUntil)),
})

/** What a new clause begins with: the narrowest of each. */
export const emptyClause: Typed = {
  access: 'read',
  reach: 'linked',
  subject: 'any',
  oldest: 'any',
  precision: 'full',
  onward: 'none',
  tier: '1',
}
