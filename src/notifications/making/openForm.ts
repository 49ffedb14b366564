import type { Context } from 'hono'
import type { Scope } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import { disclose } from '../../kernel/disclosure.ts'
import type { Draft } from '../../kernel/drafts.ts'
import { findDraft } from '../../kernel/drafts.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Env } from '../../kernel/web.ts'
import { deskScope } from '../../kernel/work.ts'
import type { Day } from '../../language/format.ts'
import { dayOf } from '../../language/format.ts'
import type { DisplayName } from '../../people/displayNames.ts'
import { displayNames } from '../../people/displayNames.ts'
import type { OfferedForm } from '../store/making.ts'
import { findForm } from '../store/making.ts'
import type { ChosenPerson } from './people.ts'
import { childIn, fullName, isKnown } from './people.ts'
import { isAboutChild, personIdsIn } from './ready.ts'

/** A draft that is being filled in, with its form and the names of those in it. */
export type OpenForm = {
  draft: Draft; form: OfferedForm; names: ReadonlyMap<string, DisplayName>
  child: ChosenPerson | undefined; isChild: boolean; today: Day
}

export const makingPurpose = 'safeguard_child'

export const draftKind = (form: string) => `notification:${form}`

/** The scope in which somebody looks for people and fills in a form. */
export const makingScope = (c: Context<Env>): Scope => deskScope(c.var.viewer, makingPurpose)

/** Opens a draft for a page; whom it shows is written down as disclosed. */
export async function openForm(tx: Tx, kernel: Kernel, scope: Scope, draftId: string): Promise<OpenForm | undefined> {
  const draft = await findDraft(tx, scope.viewer, draftId)
  const code = draft?.kind.startsWith('notification:') ? draft.kind.slice('notification:'.length) : undefined
  const form = draft && code ? await findForm(tx, scope.viewer, code, draft.formVersion) : undefined
  if (!draft || !form) return undefined
  const names = await displayNames(tx, scope, personIdsIn(form.kind, draft.answers))
  const people = [...names.keys()].map(personId => ({ personId, categories: ['identity'] }))
  await disclose(tx, kernel, scope, { page: 'make a notification', people })
  const child = childIn(draft.answers)
  const now = kernel.now()
  return { draft, form, names, child, isChild: isAboutChild(child, names, now), today: dayOf(now) }
}

export type Shown = { name: string; birthOn: Day | undefined; birthIsEstimate: boolean }

/** Name and day of birth of somebody in the form; somebody who can no longer be found is said to be so. */
export function shownPerson(person: ChosenPerson, names: ReadonlyMap<string, DisplayName>): Shown {
  if (!isKnown(person)) {
    const { birthOn, birthIsEstimate } = person.newPerson
    return { name: fullName(person.newPerson), birthOn, birthIsEstimate }
  }
  const known = names.get(person.personId)
  return known
    ? { name: known.name, birthOn: known.birthOn, birthIsEstimate: known.birthIsEstimate }
    : { name: 'Somebody who can no longer be found', birthOn: undefined, birthIsEstimate: false }
}
