import { randomUUID } from 'node:crypto'
import { createDraft } from '../../src/kernel/drafts.ts'
import { sendNotification } from '../../src/notifications/actions/sendNotification.ts'
import { interAgencyReferral } from '../../src/notifications/formKinds/interAgencyReferral.ts'
import { ppn1 } from '../../src/notifications/formKinds/ppn1.ts'
import { anAnsweredForm } from '../../src/notifications/making/anAnsweredForm.ts'
import type { Answers } from '../../src/notifications/making/answers.ts'
import { draftKind } from '../../src/notifications/making/openForm.ts'
import type { Persona, World } from '../world.ts'

const whenItWas = { 'when-day': '1', 'when-month': '11', 'when-year': '2025' }
const fromPolice: readonly Persona[] = ['officer', 'secondOfficer', 'detective', 'custody']

const filledBy = (persona: Persona, change: Answers) => {
  const kind = fromPolice.includes(persona) ? ppn1 : interAgencyReferral
  return { kind, answers: anAnsweredForm(kind, { ...whenItWas, ...change }) }
}

/** A form that only waits to be sent: its check page. */
export async function readyToSend(world: World, persona: Persona, change: Answers = {}): Promise<string> {
  const { kind, answers } = filledBy(persona, change)
  const draft = { kind: draftKind(kind.code), formVersion: kind.version, answers }
  const scope = world.scope(persona, 'linked')
  return `/notifications/make/${await world.kernel.db.as(scope, tx => createDraft(tx, scope.viewer, draft))}/check`
}

export async function sendAs(world: World, persona: Persona,
  change: Answers = {}): Promise<{ id: string; reference: string }> {
  const { kind, answers } = filledBy(persona, change)
  const filled = { form: kind.code, version: kind.version, answers }
  const outcome = await sendNotification(world.kernel, world.viewer(persona), { key: randomUUID(), filled })
  if (!outcome.done) throw new Error(outcome.why)
  return outcome.value
}
