import { sql } from 'kysely'
import type { Scope } from '../../kernel/context.ts'
import { disclose } from '../../kernel/disclosure.ts'
import { listDrafts } from '../../kernel/drafts.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { DisplayName } from '../../people/displayNames.ts'
import { displayNames } from '../../people/displayNames.ts'
import type { Shown } from '../making/openForm.ts'
import { shownPerson } from '../making/openForm.ts'
import { childIn, isKnown } from '../making/people.ts'
import { findForm } from './making.ts'

export type OwnDraft = { id: string; title: string; changedAt: Date; child: Shown | undefined }

/** What the viewer has begun and not sent. */
export async function listOwnDrafts(kernel: Kernel, scope: Scope): Promise<OwnDraft[]> {
  return kernel.db.as(scope, async tx => {
    const drafts = await listDrafts(tx, scope.viewer, 'notification:')
    const children = drafts.map(({ answers }) => childIn(answers))
    const names = await displayNames(
      tx, scope, children.flatMap(child => child && isKnown(child) ? [child.personId] : []),
    )
    await disclose(tx, kernel, scope, { page: 'my notifications', people: peopleOf(names, ['identity']) })
    const own: OwnDraft[] = []
    for (const [place, draft] of drafts.entries()) {
      const form = await findForm(tx, scope.viewer, draft.kind.slice('notification:'.length), draft.formVersion)
      const child = children[place]
      own.push({
        id: draft.id, title: form?.kind.title ?? 'A form', changedAt: draft.changedAt,
        child: child && shownPerson(child, names),
      })
    }
    return own
  })
}

/** One name, if the viewer may find it by searching; written down as disclosed. */
export async function readName(kernel: Kernel, scope: Scope, personId: string): Promise<DisplayName | undefined> {
  return kernel.db.as(scope, async tx => {
    const names = await displayNames(tx, scope, [personId])
    await disclose(tx, kernel, scope, { page: 'make a notification', people: peopleOf(names, ['identity']) })
    return names.get(personId)
  })
}

const peopleOf = (names: ReadonlyMap<string, DisplayName>, categories: string[]) =>
  [...names.keys()].map(personId => ({ personId, categories }))

export type OwnNotification = {
  id: string; reference: string; headline: string; urgency: string; state: string; sentAt: Date
  child: DisplayName | undefined; acknowledgedAt: Date | undefined; hasUnreadFeedback: boolean; dueAt: Date | undefined
}

/** What the viewer has sent, the newest first, with how far the front door has come. */
export async function listOwnNotifications(kernel: Kernel, scope: Scope): Promise<OwnNotification[]> {
  const linked: Scope = { ...scope, lens: 'linked' }
  return kernel.db.as(linked, async tx => {
    const rows = await tx.selectFrom('notification')
      .select(['id', 'reference', 'headline', 'urgency', 'state', 'sent_at', 'person_id', 'acknowledged_at'])
      .select(eb => [
        eb.exists(eb.selectFrom('quality_feedback').select('id').whereRef('notification_id', '=', 'notification.id')
          .where('seen_at', 'is', null)).as('unread'),
        eb.selectFrom('clock').select(sql<Date>`min(due_at)`.as('due')).whereRef('work_id', '=', 'notification.id')
          .where('rule', '=', 'acknowledge_notification').where('stopped_at', 'is', null).as('due_at'),
      ])
      .where('referrer_staff', '=', scope.viewer.staffId).orderBy('sent_at', 'desc').limit(200).execute()
    const names = await displayNames(tx, linked, rows.map(row => row.person_id))
    await disclose(
      tx, kernel, linked,
      { page: 'my notifications', people: peopleOf(names, ['identity', 'notification', 'feedback']) },
    )
    return rows.map(row => ({
      id: row.id, reference: row.reference, headline: row.headline, urgency: row.urgency, state: row.state,
      sentAt: row.sent_at,
      child: names.get(row.person_id), acknowledgedAt: row.acknowledged_at ?? undefined,
      hasUnreadFeedback: row.unread === true, dueAt: row.due_at ?? undefined,
    }))
  })
}
