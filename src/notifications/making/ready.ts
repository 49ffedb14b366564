import type { Viewer } from '../../kernel/context.ts'
import { findDraft } from '../../kernel/drafts.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { deskScope } from '../../kernel/work.ts'
import { dayOf } from '../../language/format.ts'
import type { DisplayName } from '../../people/displayNames.ts'
import { displayNames } from '../../people/displayNames.ts'
import type { FormKind } from '../formKind.ts'
import { questionsOf } from '../formKind.ts'
import type { Answers } from './answers.ts'
import type { ChosenPerson } from './people.ts'
import { childIn, isChildOn, isKnown, peopleIn } from './people.ts'

/** The question under which the people who were there are kept. */
export const peopleField = (kind: FormKind): string => questionsOf(kind)
  .find(question => question.kind === 'people')?.id ?? 'people'

/** Everybody in the form whom the partnership already knows. */
export function personIdsIn(kind: FormKind | undefined, answers: Answers): string[] {
  const child = childIn(answers)
  const people = [
    ...child ? [child] : [], ...peopleIn(answers, kind ? peopleField(kind) : 'people').map(({ person }) => person),
  ]
  return people.filter(isKnown).map(({ personId }) => personId)
}

/** The names that this viewer may find by searching: whoever is not among them cannot be written about. */
export async function readNames(
  kernel: Kernel, viewer: Viewer, from: { draftId: string } | { filled: { answers: Answers } },
): Promise<Map<string, DisplayName>> {
  const scope = deskScope(viewer, 'safeguard_child')
  return kernel.db.as(scope, async tx => {
    const answers = 'draftId' in from ? (await findDraft(tx, viewer, from.draftId))?.answers : from.filled.answers
    return displayNames(tx, scope, answers ? everybodyIn(answers) : [])
  })
}

/** Ids of people wherever they stand in a draft: a form kind may call its people question as it likes. */
function everybodyIn(answers: Answers): string[] {
  const child = childIn(answers)
  const people = Object.keys(answers).flatMap(field => peopleIn(answers, field).map(({ person }) => person))
  return [...child ? [child] : [], ...people].filter(isKnown).map(({ personId }) => personId)
}

/** Whether the form is about somebody under 18, or of unknown age. */
export function isAboutChild(
  child: ChosenPerson | undefined, names: ReadonlyMap<string, DisplayName>, now: Date,
): boolean {
  if (!child) return true
  return isChildOn(isKnown(child) ? names.get(child.personId)?.birthOn : child.newPerson.birthOn, dayOf(now))
}
