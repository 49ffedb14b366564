import { dayFields, endOf, lastDayOf, Reading, textOf } from '../../../../partnership/administration/typed.ts'
import type { Parsed, Typed } from '../../../../partnership/administration/typed.ts'
import type { Agreement, Assessment } from '../../../agreement.ts'
import { outcomeWords } from '../../../clauseWords.ts'
import type { Facts } from '../../../store/agreementDrafts.ts'

export type FactChoices = Readonly<{
  agencies: readonly string[]
  purposes: readonly string[]
  owners: readonly string[]
  /** Nothing is agreed for days that have passed. */
  today: string
}>

export const outcomesOf = (which: 'dpia' | 'equality'): string[] =>
  Object.keys(outcomeWords).filter(outcome => which === 'dpia' || outcome !== 'consult')

/** The agreement itself as it was typed; the assessments may still be missing, the law check asks for them. */
export function readFacts(typed: Typed, choices: FactChoices): Parsed<Facts> {
  const reading = new Reading(typed)
  const title = reading.text('title', 'Enter a title')
  const about = reading.text('about', 'Say what the agreement is for', 2_000)
  const parties = reading.someOf('parties', choices.agencies, 'Choose the parties')
  if (parties.length === 1) reading.problems['parties'] ??= 'An agreement has at least two parties'
  const purposes = reading.someOf('purposes', choices.purposes, 'Choose the purposes')
  const ownerId = reading.oneOf('owner', choices.owners, 'Choose who answers for the agreement')
  const reviewOn = reading.dayFrom('review', choices.today, 'Enter the day by which it is reviewed')
  const lastDay = reading.dayFrom('until', choices.today, 'Enter the last day of the agreement')
  return reading.result({
    title,
    about,
    parties,
    purposes,
    ownerId,
    reviewOn,
    validUntil: endOf(lastDay),
    dpia: readAssessment(reading, 'dpia'),
    equality: readAssessment(reading, 'equality'),
  })
}

function readAssessment(reading: Reading, which: 'dpia' | 'equality'): Assessment {
  const chosen = textOf(reading.typed, `${which}_outcome`)
  return {
    title: reading.optional(`${which}_title`),
    reference: reading.optional(`${which}_reference`),
    doneOn: reading.day(`${which}_done`),
    reviewOn: reading.day(`${which}_review`),
    outcome: outcomesOf(which).includes(chosen) ? chosen : undefined,
  }
}

/** The fields of the form as they stand. */
export const typedFacts = (agreement: Agreement): Typed => ({
  title: agreement.title,
  about: agreement.about,
  parties: agreement.parties.join(' '),
  purposes: agreement.purposes.join(' '),
  owner: agreement.ownerId ?? '',
  ...dayFields('review', agreement.reviewOn),
  ...dayFields('until', lastDayOf(agreement.validUntil)),
  ...typedAssessment('dpia', agreement.dpia),
  ...typedAssessment('equality', agreement.equality),
})

const typedAssessment = (which: 'dpia' | 'equality', made: Assessment): Typed => ({
  [`${which}_title`]: made.title,
  [`${which}_reference`]: made.reference,
  [`${which}_outcome`]: made.outcome ?? '',
  ...dayFields(`${which}_done`, made.doneOn),
  ...dayFields(`${which}_review`, made.reviewOn),
})
