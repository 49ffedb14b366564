import { dateText } from '../language/format.ts'
import { lastDayOf } from '../partnership/administration/typed.ts'
import type { Agreement, Clause } from './agreement.ts'
import type { VersionWords } from './agreementDiff.ts'
import type { Words } from './store/words.ts'

export const subjectWords: Record<string, string> = {
  any: 'In whatever role the person stands in an event',
  victim: 'Only entries in which the person is a victim',
  witness: 'Only entries in which the person is a witness',
  suspected: 'Only entries in which the person is suspected',
  arrested: 'Only entries in which the person was arrested',
  convicted: 'Only entries in which the person was convicted',
  exploited: 'Only entries in which the person was exploited',
  subject_of_concern: 'Only entries in which the worry is for the person',
}
export const precisionWords: Record<Clause['precision'], string> = {
  full: 'As recorded',
  age_band: 'An age band instead of name and date of birth',
  district: 'The first half of the postcode instead of the address',
}
export const reachWords: Record<Clause['reach'], string> = {
  linked: 'Only people whom they have a reason to work with: a link, made by a piece of work',
  hub: 'Everybody recorded, without a link: for search, boards and checks',
}
/** How far back a clause may reach; nothing is without limit. */
export const oldestChoices = [3, 6, 12, 24, 36, 60, 120] as const
export const oldestWords = (months: number | undefined): string => {
  if (months === undefined) return 'However old'
  const years = months / 12
  return `Of the last ${years < 1 ? `${months} months` : years === 1 ? '12 months' : `${years} years`} only`
}
export const outcomeWords: Record<string, string> = {
  proceed: 'Go on',
  proceed_with_conditions: 'Go on, with conditions',
  consult: 'A high risk remains: consult the Information Commissioner',
  do_not_proceed: 'Do not go on',
}

/** An end is a moment; people speak of the last day before it. */
export const lastDayText = (end: Date): string => dateText(lastDayOf(end))

const listed = (items: readonly string[]): string => items.toSorted().join(', ')
const dayOrNone = (day: string | Date | undefined): string => (day === undefined ? 'Not set' : dateText(day))

const assessmentText = ({ title, reference, doneOn, reviewOn, outcome }: Agreement['dpia']): string =>
  title === '' && reference === ''
    ? 'None'
    : `${title} (${reference}), done ${dayOrNone(doneOn)}, to be reviewed ${dayOrNone(reviewOn)}: ` +
      (outcomeWords[outcome ?? ''] ?? 'no outcome yet')

export const sayWhatOf = ({ access, categories, highestTier }: Clause, words: Words): string =>
  `${access === 'read' ? 'See' : 'Add'}: ${listed(categories.map(words.category))}, up to tier ${highestTier} of 3`

/** Every field of an agreement and of a clause in words, for pages, prints and comparisons. */
export function versionWords(words: Words): VersionWords {
  return {
    facts: [
      ['Title', ({ title }) => title],
      ['What it is for', ({ about }) => about],
      ['Parties', ({ parties }) => listed(parties.map(words.agency))],
      ['Purposes', ({ purposes }) => listed(purposes.map(code => words.purpose(code).title))],
      ['Owner', ({ ownerName }) => ownerName ?? 'Nobody'],
      ['To be reviewed', ({ reviewOn }) => dateText(reviewOn)],
      ['Last day', ({ validUntil }) => lastDayText(validUntil)],
      ['Data protection impact assessment', ({ dpia }) => assessmentText(dpia)],
      ['Equality assessment', ({ equality }) => assessmentText(equality)],
    ],
    clause: [
      ['It says', ({ says }) => says],
      ['From', ({ fromAgencies }) => listed(fromAgencies.map(words.agency))],
      ['To', ({ toAgencies }) => listed(toAgencies.map(words.agency))],
      ['For these roles', ({ toRoles }) => listed(toRoles.map(words.role))],
      ['They may', clause => sayWhatOf(clause, words)],
      ['About whom', ({ access, reach }) => (access === 'deposit' ? 'Whoever they tell about' : reachWords[reach])],
      ['Role in the event', ({ subjectClass }) => subjectWords[subjectClass] ?? subjectClass],
      ['How old', ({ oldestMonths }) => oldestWords(oldestMonths)],
      ['How precise', ({ precision }) => precisionWords[precision]],
      ['Purpose', ({ purpose }) => words.purpose(purpose).title],
      [
        'Power to share',
        ({ gateway, gatewayVersion }) => `${words.gateway(gateway).title} (version ${gatewayVersion})`,
      ],
      ['Basis in data protection law', ({ basis }) => basis],
      [
        'Passing on',
        ({ onward, onwardAgencies }) =>
          onward === 'none' ? 'To nobody' : `To ${listed(onwardAgencies.map(words.agency))}`,
      ],
      ['Conditions', ({ conditions }) => (conditions === '' ? 'None' : conditions)],
      ['Until', ({ validUntil }) => (validUntil === undefined ? 'The agreement ends' : lastDayText(validUntil))],
    ],
  }
}
