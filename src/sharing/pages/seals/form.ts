import { dayFrom } from '../../../people/age.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { coverings, mostOfAReason } from '../../seal.ts'
import type { Covering } from '../../seal.ts'
import type { Colleague, SealKind } from '../../store/seals.ts'

/** How long a seal is opened for one colleague. */
export const openings = [
  ['1', '1 hour'], ['4', '4 hours'], ['24', '1 day'], ['72', '3 days'], ['168', '1 week'], ['672', '4 weeks'],
] as const
export const hoursOf = (typed: string | undefined): number | undefined =>
  openings.some(([hours]) => hours === typed) ? Number(typed) : undefined

/** Addresses at work, one a line or parted by commas. */
export const emailsIn = (text: string | undefined): string[] =>
  (text ?? '').toLowerCase().split(/[\s,;]+/v).filter(part => part.includes('@'))

export const coveringOf = (typed: string | undefined): Covering | undefined => coverings.find(each => each === typed)

/** The last day, to its end; nothing while it is open. */
export function lastMoment(typed: Typed): Date | undefined {
  const [day = '', month = '', year = ''] = ['until-day', 'until-month', 'until-year'].map(field => typed[field] ?? '')
  const last = dayFrom(Number(year), Number(month), Number(day))
  return last === undefined ? undefined : new Date(`${last}T23:59:59Z`)
}

type Known = { kinds: readonly SealKind[]; keepers: readonly Colleague[]; byEmail: readonly Colleague[]; now: Date }

/** What is wrong with a proposal, by field. */
export function problemsOfSeal(typed: Typed, { kinds, keepers, byEmail, now }: Known): Record<string, string> {
  const reason = typed['reason'] ?? ''
  const isKnown = (email: string) => byEmail.some(colleague => colleague.email === email)
  const against = emailsIn(typed['against'])
  const unknown = emailsIn(typed['exempt']).filter(email => !isKnown(email))
  const hasDay = ['until-day', 'until-month', 'until-year'].some(field => typed[field])
  const until = lastMoment(typed)
  const covers = coveringOf(typed['covers'])
  return {
    ...(!kinds.some(({ code }) => code === typed['kind']) && { kind: 'Select why the person is sealed' }),
    ...(covers === undefined && { covers: 'Select what is hidden' }),
    ...(covers === 'from_one' && (against.length !== 1 || !against.every(isKnown))
      && { against: 'Enter the address at work of one member of staff' }),
    ...(!keepers.some(({ id }) => id === typed['custodian']) && { custodian: 'Select who keeps the seal' }),
    ...(unknown.length > 0 && { exempt: `Nobody here has the address ${unknown.join(', ')}` }),
    ...(reason === '' && { reason: 'Say why the person has to be sealed' }),
    ...(reason.length > mostOfAReason && { reason: `Use ${mostOfAReason} characters or fewer` }),
    ...(hasDay && (until === undefined || until <= now) && { 'until-day': 'Enter a real day that lies ahead' }),
  }
}

/** What is wrong with asking for a step. */
export function problemsOfStep(typed: Typed, step: 'open' | 'lift', byEmail: readonly Colleague[]): Record<string,
  string> {
  const why = typed['why'] ?? ''
  return {
    ...(step === 'open' && typed['colleague'] !== undefined && byEmail.length !== 1
      && { colleague: 'Enter the address at work of one colleague' }),
    ...(step === 'open' && hoursOf(typed['hours']) === undefined && { hours: 'Select for how long' }),
    ...(why === '' && { why: 'Say why' }),
    ...(why.length > mostOfAReason && { why: `Use ${mostOfAReason} characters or fewer` }),
  }
}
