import { carryOut } from '../../kernel/action.ts'
import type { NewAct } from '../../kernel/action.ts'
import type { Scope } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { deskScope } from '../../kernel/work.ts'
import type { PersonVerb } from '../acts.ts'
import { newPerson } from '../addSourceRecord.ts'
import { displayNames } from '../displayNames.ts'
import { mayLink } from '../policy.ts'
import { findLinkable, keepInReach, linkRecord, listMoves } from '../store/linking.ts'
import type { Linkable } from '../store/linking.ts'

export const refusals = {
  absent: 'There is no such record that you can link.',
  notYours: 'Only the agency that holds this record, or the front door, may link it.',
  isHere: 'This record already belongs to this person.',
  changed: 'This record has been linked again since. Look at the records before you go on.',
} as const

export type Linking = { key: string; recordId: string; why: string }

type Moved = { personId: string; recordId: string }

/** Says that a source record is about this person, whom it was not linked to. */
export function linkToPerson(
  kernel: Kernel, scope: Scope, to: { personId: string }, linking: Linking,
): Promise<Outcome<Moved>> {
  return moving(kernel, scope, { ...linking, name: 'link_record', about: to.personId }, async (tx, desk, record) => {
    if (record.personId === to.personId) return refused(refusals.isHere)
    const seen = await displayNames(tx, desk, [to.personId])
    if (!seen.has(to.personId)) return refused(refusals.absent)
    return done({ to: to.personId, verb: 'person.record_linked' })
  })
}

/** Says that a source record is not about this person: it stands alone until somebody links it. */
export function unlinkFromPerson(
  kernel: Kernel, scope: Scope, from: { personId: string }, linking: Linking,
): Promise<Outcome<Moved>> {
  return moving(kernel, scope, { ...linking, name: 'unlink_record', about: from.personId },
    async (tx, _desk, record) => {
    if (record.personId !== from.personId) return refused(refusals.changed)
    return done({ to: await newPerson(tx), verb: 'person.record_unlinked' })
  })
}

/** Takes the last link or unlink of a record back. */
export function undoMove(
  kernel: Kernel, scope: Scope, page: { personId: string; moveId: string }, key: string,
): Promise<Outcome<Moved>> {
  return carryOut(kernel, deskScope(scope.viewer, scope.purpose), { name: 'undo_link', key, about: page.personId },
    async (tx, record) => {
      const desk = deskScope(scope.viewer, scope.purpose)
      const last = (await listMoves(tx, desk, page.personId)).find(({ id }) => id === page.moveId)
      const linkable = last && await findLinkable(tx, desk, last.recordId)
      if (!last?.fromPersonId || !linkable) return refused(refusals.absent)
      if (!mayLink(scope.viewer, linkable)) return refused(refusals.notYours)
      if (linkable.personId !== last.toPersonId) return refused(refusals.changed)
      return move(tx, desk, { linkable, to: last.fromPersonId, why: 'Taken back', verb: 'person.link_undone' }, record)
    })
}

type Going = { linkable: Linkable; to: string; why: string; verb: PersonVerb }
type Deciding = (tx: Tx, desk: Scope, record: Linkable) => Promise<Outcome<{ to: string; verb: PersonVerb }>>

/** Under the lens of search: whoever links must see both sides, and need not be linked to the second. */
function moving(
  kernel: Kernel, scope: Scope, command: Linking & { name: string; about: string }, decide: Deciding,
): Promise<Outcome<Moved>> {
  const desk = deskScope(scope.viewer, scope.purpose)
  return carryOut(kernel, desk, command, async (tx, record) => {
    const linkable = await findLinkable(tx, desk, command.recordId)
    if (!linkable) return refused(refusals.absent)
    if (!mayLink(scope.viewer, linkable)) return refused(refusals.notYours)
    const decided = await decide(tx, desk, linkable)
    if (!decided.done) return decided
    return move(tx, desk, { linkable, why: command.why, ...decided.value }, record)
  })
}

/** Both people's pages are told; whoever unlinks keeps the record in reach, to look again or take it back. */
async function move(
  tx: Tx, desk: Scope, { linkable, to, why, verb }: Going, record: (act: NewAct) => void,
): Promise<Outcome<Moved>> {
  if (!await linkRecord(tx, linkable.id, { personId: to, why })) return refused(refusals.absent)
  if (verb === 'person.record_unlinked') await keepInReach(tx, desk, to)
  for (const personId of [linkable.personId, to])
    record({ verb, personId, cell: linkable.cell, subjectId: linkable.id })
  return done({ personId: to, recordId: linkable.id })
}
