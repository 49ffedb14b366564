import { randomUUID } from 'node:crypto'
import { carryOut } from '../../kernel/action.ts'
import type { NewAct } from '../../kernel/action.ts'
import { startClock } from '../../kernel/clocks.ts'
import type { Scope, Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import { finishDraft, lockDraft } from '../../kernel/drafts.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { done, refused } from '../../kernel/outcome.ts'
import { addSourceRecord } from '../../people/addSourceRecord.ts'
import type { Answers } from '../making/answers.ts'
import type { ChosenPerson, InvolvedPerson } from '../making/people.ts'
import { childIn, isKnown, peopleIn } from '../making/people.ts'
import { problemsIn } from '../making/problems.ts'
import type { Content } from '../making/records.ts'
import { contentOf, involvement } from '../making/records.ts'
import { isAboutChild, peopleField, personIdsIn, readNames } from '../making/ready.ts'
import type { EventRole, SentNotification } from '../notification.ts'
import { moveFiles } from '../store/draftFiles.ts'
import type { Attending, OfferedForm, Sending } from '../store/making.ts'
import {
  addAttending, addHome, addNeeds, addNotification, addRecords, cellsForWriting, findForm, findSent, linkAuthor,
  linkFrontDoor,
  openNotification, writableCells,
} from '../store/making.ts'

/**
 * A filled-in form: `answers` by field, the child under `child`, the people who were there under the field of that
 * question.
 */
export type FilledForm = { form: string; version?: number; answers: Answers }

/** `key` makes it one notification however often it is sent; a draft is its own key. */
export type Send = { draftId: string } | { key: string; filled: FilledForm }

export const refusals = {
  noForm: 'Your agency does not send this form.',
  gone: 'This notification is no longer there. It may have been discarded on another device.',
  incomplete: 'Some answers are missing.',
  noPerson: 'One of the people can no longer be found. Look for them again.',
  noClause: 
    'No agreement lets your agency send this to the front door. Ring them, and tell your information governance lead.',
} as const

/**
 * Sends a notification: the people, the referrer's own records, the front door's process, its clock and one act, all
 * or nothing.
 */
export async function sendNotification(kernel: Kernel, viewer: Viewer, send: Send): Promise<Outcome<SentNotification>> {
  const scope: Scope = { viewer, purpose: 'safeguard_child', lens: 'linked' }
  const key = 'draftId' in send ? send.draftId : send.key
  const names = await readNames(kernel, viewer, send)
  return carryOut(kernel, scope, { name: 'send_notification', key }, async (tx, record) => {
    const before = 'draftId' in send ? await lockDraft(tx, viewer, send.draftId) : undefined
    if ('draftId' in send && !before) return refused(refusals.gone)
    if (before?.finishedAt) return alreadySent(tx, before.workId, viewer)
    const filled = 'draftId' in send ? formOfDraft(before) : send.filled
    const form = filled && await findForm(tx, viewer, filled.form, filled.version)
    if (!filled || !form) return refused(refusals.noForm)
    const { answers } = filled
    const child = childIn(answers)
    const isChild = isAboutChild(child, names, kernel.now())
    if (!child || problemsIn({ kind: form.kind, answers, isChild, now: kernel.now() }).length > 0)
      return refused(refusals.incomplete)
    if (personIdsIn(form.kind, answers).some(id => !names.has(id))) return refused(refusals.noPerson)
    const writable = await writableCells(tx)
    const cell = kernel.cells.id(form.toAgency, 'notification', 1)
    if (!writable.has(cell)) return refused(refusals.noClause)
    const involved = peopleIn(answers, peopleField(form.kind))
    const content = contentOf(form.kind, answers, kernel.now())
    const draftId = before?.id
    const writing: Writing = {
      tx, kernel, scope, form, cell, child, involved, content, draftId,
      cellFor: cellsForWriting(kernel, viewer, writable),
    }
    return write(writing, record)
  })
}

function formOfDraft(draft: {
  kind: string; formVersion: number; answers: Answers
} | undefined): FilledForm | undefined {
  const [room, form] = draft?.kind.split(':') ?? []
  return draft && room === 'notification' && form ? {
    form, version: draft.formVersion, answers: draft.answers,
  } : undefined
}

async function alreadySent(
  tx: Tx, workId: string | undefined, viewer: Viewer,
): Promise<Outcome<SentNotification>> {
  const sent = workId ? await findSent(tx, workId, viewer) : undefined
  return sent ? done(textOf(sent)) : refused(refusals.gone)
}

type Writing = {
  tx: Tx; kernel: Kernel; scope: Scope; form: OfferedForm; cell: number; child: ChosenPerson;
  involved: readonly InvolvedPerson[]
  content: Content; draftId: string | undefined; cellFor: Sending['cellFor']
}

async function write(writing: Writing, record: (act: NewAct) => void): Promise<Outcome<SentNotification>> {
  const { tx, kernel, scope, form, cell, content, draftId } = writing
  const personId = await personOf(writing, writing.child)
  const people = await attending(writing, personId)
  const work = await openNotification(tx, personId, cell)
  const sending: Sending = {
    scope, form, cell, personId, workId: work.id, reference: work.reference, cellFor: writing.cellFor,
    sentAt: kernel.now(),
  }
  for (const person of people) {
    if (!await linkAuthor(tx, scope.viewer, person.personId, work.id)) return refused(refusals.noPerson)
    // Everybody who was there: screening needs their names and ages.
    await linkFrontDoor(tx, form.toAgency, person.personId, work.id)
  }
  await addNotification(tx, sending, content)
  await addAttending(tx, sending, people)
  await addRecords(tx, sending, content, [
    ...content.records.map(one => ({ ...one, personId })),
    ...people.filter(one => one.personId !== personId)
      .flatMap(one => one.roles.map(role => ({ ...involvement(role), personId: one.personId }))),
  ])
  await addNeeds(tx, sending, content.needs)
  if (content.homeAddress !== undefined) await addHome(tx, sending, content.homeAddress)
  if (draftId) await moveFiles(tx, sending, draftId)
  const clock = await startClock(
    tx, kernel, { rule: form.kind.clock, personId, cell, workId: work.id, startsAt: sending.sentAt },
  )
  if (draftId) await finishDraft(tx, scope.viewer, draftId, { workId: work.id })
  record({
    verb: 'notification.sent', personId, cell, workId: work.id, subjectId: work.id,
    detail: { form: form.kind.code, urgency: content.urgency },
  })
  return done(textOf({ ...work, dueAt: clock.dueAt, sentAt: sending.sentAt }))
}

/** A record of somebody new is made now, in the referrer's own cells, and not before. */
async function personOf({ tx, kernel, scope }: Writing, person: ChosenPerson): Promise<string> {
  if (isKnown(person)) return person.personId
  const { givenName, familyName, birthOn, birthIsEstimate, sex, identifiers } = person.newPerson
  const added = await addSourceRecord(tx, kernel, scope, {
    source: 'kith', sourceId: randomUUID(), givenName, familyName, birthIsEstimate, sex, identifiers,
    ...(birthOn && { birthOn }),
  })
  return added.personId
}

/** Everybody once, with all their roles; the subject first. */
async function attending(writing: Writing, subject: string): Promise<Attending[]> {
  const roles = new Map<string, EventRole[]>([[subject, [...writing.content.roles]]])
  for (const { person, roles: more } of writing.involved) {
    const personId = await personOf(writing, person)
    roles.set(personId, [...new Set([...roles.get(personId) ?? [], ...more])])
  }
  return [...roles].map(([personId, ofPerson]) => ({ personId, roles: ofPerson }))
}

type Dated = { id: string; reference: string; dueAt: Date; sentAt: Date }

const textOf = ({ id, reference, dueAt, sentAt }: Dated): SentNotification =>
  ({ id, reference, dueAt: dueAt.toISOString(), sentAt: sentAt.toISOString() })
