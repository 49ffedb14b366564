import { timeText } from '../../language/format.ts'
import type { DetectorCode, Evidence } from './sign.ts'

type Told = Readonly<{ detector: DetectorCode; firstAt: Date; lastAt: Date; people: number; evidence: Evidence }>
type Figures = Omit<Told, 'evidence'> & { of: (name: string) => number }

const daysIn = (days: number) => days >= 9_000 ? 'more than ten years' : `${days} days`

const tooMany = ({ people, of }: Figures) => `${people} different people in ${of('minutes')} minutes. ${of('usual') > 0
  ? `In 99 of 100 such spans this role has at most ${of('usual')}` : 'This role has no measured habit yet'}; `
  + `more than ${of('most')} is told.`

const reasons: Record<DetectorCode, (told: Figures) => string> = {
  own_record: () => 'The record has the reader’s own e-mail address, or their name with the date of birth or postcode that they '
    + 'declared, or is of somebody grown up with a name that nobody else here has.',
  family: () => 'The person is declared as family or friend, has a relative of the reader’s name, or shares the family name and '
    + 'postcode that the reader declared.',
  neighbour: () => 'The person is declared as a neighbour, or lives in the postcode that the reader declared.',
  colleague: () => 'The person is declared as a colleague, or is recorded as somebody who works for the same agency.',
  many_readers: ({ of }) => `In 24 hours ${of('readers')} people without work of their own opened this record.`,
  no_activity: ({ of }) =>
    `The reader’s link is ${daysIn(of('linkDays'))} old, no work is open, and nothing has been added to the `
    + `record for ${daysIn(of('quietDays'))}.`,
  burst: tooMany,
  bulk: tooMany,
  off_shift: ({ of, firstAt, lastAt }) => of('runHours') > 0
    ? `Reading went on for ${of('runHours')} hours without a break of 5 hours.`
    : `Read between ${timeText(firstAt)} and ${timeText(lastAt)}; this role works by day, and the reader is not on call.`,
  attempts: ({ people, of }) =>
    `Asked for ${people} different records within ${of('minutes')} minutes that were not open to the reader.`,
  pace: ({ people, of }) =>
    `Opened ${people} different records so fast that nothing more was shown; the limit is ${of('most')} in ten minutes.`,
}

/** Why the detector fired, with its figures; a relation says what was compared, never what it was. */
export const whyItFired = ({ evidence, ...told }: Told): string =>
  reasons[told.detector]({ ...told, of: name => evidence[name] ?? 0 })
