import * as z from 'zod'
import { isDay, yearsOf } from '../../people/age.ts'
import type { Day } from '../../language/format.ts'
import { identifierTitles } from '../../people/identifiers.ts'
import type { IdentifierKind } from '../../people/identifiers.ts'
import { eventRoles } from '../notification.ts'
import type { EventRole } from '../notification.ts'

const roleWords = Object.keys(eventRoles).filter((role): role is EventRole => role in eventRoles)
const identifierKinds = Object.keys(identifierTitles).filter((kind): kind is IdentifierKind => kind in identifierTitles)
const name = z.string().trim().max(100, 'Use at most 100 characters')

/** Somebody of whom no agency has a record that the referrer may find. */
export const newPerson = z.object({
  givenName: name.min(1, 'Enter the first name, or a description such as “boy in red coat”'),
  familyName: name.default(''),
  birthOn: z.string().refine(isDay, 'Enter a real date').optional(),
  birthIsEstimate: z.boolean().default(false),
  sex: z.enum(['female', 'male', 'other', 'not known']).default('not known'),
  identifiers: z.array(z.object({
    kind: z.enum(identifierKinds), value: z.string().trim().min(1).max(60),
  })).max(5).default([]),
})
export type NewPerson = z.infer<typeof newPerson>

/** Somebody whom the partnership knows, or somebody new; a record is made when the notification is sent, not before. */
export const chosenPerson = z.union([z.object({ personId: z.uuid() }), z.object({ newPerson })])
export type ChosenPerson = z.infer<typeof chosenPerson>

/** Somebody who was there, with every role in this event. */
export const involvedPerson = z.object({
  key: z.string().max(40), person: chosenPerson, roles: z.array(z.enum(roleWords)).min(
    1, 'Select the role in this event',
  ),
})
export type InvolvedPerson = z.infer<typeof involvedPerson>

export function childIn(answers: Readonly<Record<string, unknown>>): ChosenPerson | undefined {
  return chosenPerson.safeParse(answers['child']).data
}

export function peopleIn(answers: Readonly<Record<string, unknown>>, field: string): InvolvedPerson[] {
  return z.array(involvedPerson).safeParse(answers[field]).data ?? []
}

export const isKnown = (person: ChosenPerson): person is { personId: string } => 'personId' in person

export function fullName({ givenName, familyName }: Pick<NewPerson, 'givenName' | 'familyName'>): string {
  return [givenName, familyName].filter(Boolean).join(' ')
}

/** Somebody of unknown age is treated as a child: nobody is made older than they may be. */
export function isChildOn(birthOn: Day | undefined, today: Day): boolean {
  const years = yearsOf(birthOn, today)
  return years === undefined || years < 18
}

/** The day of birth when only an age is known: the middle of the year in which that age fits. */
export function birthFromAge(age: number, today: Day): Day {
  const month = Number(today.slice(5, 7))
  const year = Number(today.slice(0, 4)) - age - (month > 6 ? 0 : 1)
  return `${String(year).padStart(4, '0')}-07-01`
}
