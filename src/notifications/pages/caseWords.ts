import { dateText, dateTimeText, dayOf, monthText } from '../../language/format.ts'
import { ageOf } from '../../people/age.ts'
import type { Case } from '../loadCase.ts'

/** "Rowan Ashby, Police". */
export function staffText({ staff }: Pick<Case, 'staff'>, id: string | undefined): string {
  const found = id === undefined ? undefined : staff.get(id)
  return found ? `${found.name}, ${found.agency}` : 'somebody whose name is not open to you'
}

export function agencyText({ agencies }: Pick<Case, 'agencies'>, id: string): string {
  return agencies.get(id)?.shortName ?? 'an agency'
}

export function roleText({ roles }: Pick<Case, 'roles'>, code: string): string {
  return roles.get(code) ?? code
}

/** The name and age of somebody in this event; a name that no clause opens is said to be so. */
export function personText(
  { names, now }: Pick<Case, 'names' | 'now'>, personId: string,
): { name: string; age: string } {
  const found = names.get(personId)
  return { name: found?.name ?? 'Name not open to you', age: ageOf(found?.birthOn, dayOf(now)) }
}

/** An event's time no more exactly than it is known. */
export function whenText(at: Date, precision: string): string {
  if (precision === 'month') return monthText(at)
  return precision === 'day' ? dateText(at) : dateTimeText(at)
}
