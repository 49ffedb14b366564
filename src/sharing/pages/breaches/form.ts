import type { Typed } from '../../../people/pages/typed.ts'
import { mostOfWords, risks } from '../../breaches/breach.ts'
import type { BreachStep, Risk } from '../../breaches/breach.ts'

const zone = 'Europe/London'

/** A moment as the browser's own field types it, `2026-11-23T17:30`, in London. */
export function momentFrom(typed: string | undefined): Date | undefined {
  if (typed === undefined || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/v.test(typed)) return undefined
  try {
    return new Date(Temporal.PlainDateTime.from(typed).toZonedDateTime(zone).epochMilliseconds)
  } catch {
    return undefined
  }
}

export const momentOf = (at: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDateTime().toString({
    smallestUnit: 'minute' })

export const numberFrom = (typed: string | undefined): number | undefined =>
  typed !== undefined && /^\d{1,7}$/v.test(typed) ? Number(typed) : undefined
export const riskFrom = (typed: string | undefined): Risk | undefined => risks.find(each => each === typed)

const minute = 60_000

export function problemsOfReport(typed: Typed, now: Date): Record<string, string> {
  const [noticed, aware] = [momentFrom(typed['noticed']), momentFrom(typed['aware'])]
  const happened = typed['happened'] ?? ''
  const latest = now.getTime() + minute
  return {
    ...(happened === '' && { happened: 'Say what happened' }),
    ...(happened.length > mostOfWords && { happened: `Use ${mostOfWords} characters or fewer` }),
    ...((!noticed || noticed.getTime() > latest) && { noticed: 'Enter when it was noticed: a moment that has passed' }),
    ...((!aware || aware.getTime() > latest)
      && { aware: 'Enter when an agency of the partnership knew: a moment that has passed' }),
    ...(noticed && aware && aware < noticed && { aware: 'It cannot be known before it was noticed' }),
    ...(numberFrom(typed['people']) === undefined
      && { people: 'Enter how many people it touches; 0 if nobody knows yet' }),
    ...(riskFrom(typed['risk']) === undefined && { risk: 'Select how likely a risk is' }),
  }
}

const isAnswer = (typed: string | undefined) => typed === 'yes' || typed === 'no'

/** What is wrong with a step, by field. Whoever tells the Commissioner late says why (Article 33(1)). */
export function problemsOfStep(step: BreachStep, typed: Typed): Record<string, string> {
  const long = Object.entries(typed).filter(([, value]) => value.length > mostOfWords).map(([field]) =>
    [field, `Use ${mostOfWords} characters or fewer`])
  return {
    ...(step === 'decide' && {
      ...(riskFrom(typed['risk']) === undefined && { risk: 'Select how likely a risk is' }),
      ...(numberFrom(typed['people']) === undefined && { people: 'Enter how many people it touches' }),
      ...(!isAnswer(typed['commissioner']) && { commissioner: 'Select whether the Commissioner has to be told' }),
      ...((typed['commissioner-why'] ?? '') === '' && { 'commissioner-why': 'Say why' }),
      ...(!isAnswer(typed['tell']) && { tell: 'Select whether the people have to be told' }),
      ...((typed['tell-why'] ?? '') === '' && { 'tell-why': 'Say why' }),
    }),
    ...(step !== 'decide' && (typed['words'] ?? '') === ''
      && { [`words-${step}`]: step === 'close' ? 'Say what was learned' : 'Say what was done' }),
    ...Object.fromEntries(long),
  }
}

export function saidIn(step: BreachStep, typed: Typed): Record<string, unknown> {
  return step === 'decide' ? {
    risk: riskFrom(typed['risk']), people: numberFrom(typed['people']),
      tellCommissioner: typed['commissioner'] === 'yes',
    commissionerWhy: typed['commissioner-why'], tellPeople: typed['tell'] === 'yes', peopleWhy: typed['tell-why'],
    words: `Commissioner: ${typed['commissioner'] ?? ''}. People: ${typed['tell'] ?? ''}.`,
  } : { words: typed['words'] ?? '' }
}
