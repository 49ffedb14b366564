import { sql } from 'kysely'
import type { Scope, Viewer } from './context.ts'
import type { Kernel } from './kernel.ts'

/** A piece of work, or a link to a person, that has been opened: the purpose comes from it. */
export type Opened = {
  scope: Scope
  work?: { id: string; kind: string; reference: string; personId: string }
  because: string
}

/** Boards and search look through the cells that need no link. */
export const deskScope = (viewer: Viewer, purpose: string): Scope => ({ viewer, purpose, lens: 'hub' })

type Entered = { purpose: string; person_id: string; kind: string; reference: string; lens: 'linked' | 'hub' }

/** Opens a piece of work, or nothing: absent, sealed and forbidden are alike. */
export async function openWork(kernel: Kernel, viewer: Viewer, workId: string): Promise<Opened | undefined> {
  if (!isId(workId)) return undefined
  const entered = await kernel.db.as({ viewer, purpose: '', lens: 'linked' }, async tx =>
    (await sql<Entered>`select * from authz.enter_work(${workId}::uuid)`.execute(tx)).rows[0])
  if (!entered) return undefined
  const { purpose, lens, kind, reference, person_id: personId } = entered
  return { scope: { viewer, purpose, workId, lens }, work: { id: workId, kind, reference, personId }, because: kind }
}

/** Opens a person for a piece of work, or by the newest live link; nothing if there is neither. */
export async function openPerson(kernel: Kernel, viewer: Viewer, personId: string, workId?: string): Promise<Opened | undefined> {
  if (!isId(personId)) return undefined
  const entered = await kernel.db.as({ viewer, purpose: '', lens: 'linked' }, async tx =>
    (await sql<{ purpose: string; work_id: string | null; kind: string }>`select * from authz.enter_person(${personId}::uuid)`.execute(tx)).rows[0])
  if (!entered) return undefined
  if (workId) {
    const opened = await openWork(kernel, viewer, workId)
    return opened && { ...opened, scope: { ...opened.scope, lens: 'linked' } }
  }
  if (entered.work_id) {
    const opened = await openWork(kernel, viewer, entered.work_id)
    if (opened) return { ...opened, scope: { ...opened.scope, lens: 'linked' } }
  }
  return { scope: { viewer, purpose: entered.purpose, lens: 'linked' }, because: entered.kind }
}

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
