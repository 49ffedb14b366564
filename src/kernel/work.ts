import { sql } from 'kysely'
import type { Scope, Viewer } from './context.ts'
import type { Tx } from './database.ts'
import { noteAttempt } from './disclosure.ts'
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

/** Before the purpose is known. */
const entering = (viewer: Viewer): Scope => ({ viewer, purpose: '', lens: 'linked' })

/** Opens a piece of work, or nothing: absent, sealed and forbidden are alike, and each attempt is written down. */
export async function openWork(kernel: Kernel, viewer: Viewer, workId: string): Promise<Opened | undefined> {
  if (!isId(workId)) return undefined
  const entered = await kernel.db.as(entering(viewer), async tx => {
    const found = await enterWork(tx, workId)
    if (!found) await noteAttempt(tx, workId, 'work')
    return found
  })
  return entered && openedWork(viewer, workId, entered)
}

async function enterWork(tx: Tx, workId: string): Promise<Entered | undefined> {
  return (await sql<Entered>`select * from authz.enter_work(${workId}::uuid)`.execute(tx)).rows[0]
}

function openedWork(viewer: Viewer, workId: string, entered: Entered): Opened {
  const { purpose, lens, kind, reference, person_id: personId } = entered
  return { scope: { viewer, purpose, workId, lens }, work: { id: workId, kind, reference, personId }, because: kind }
}

type Way = { purpose: string; work_id: string | null; kind: string }

/** Opens a person for a piece of work, or by the newest live link; nothing if there is neither. */
export async function openPerson(kernel: Kernel, viewer: Viewer, personId: string, workId?: string): Promise<Opened | undefined> {
  if (!isId(personId)) return undefined
  const found = await kernel.db.as(entering(viewer), async tx => {
    const way = (await sql<Way>`select * from authz.enter_person(${personId}::uuid)`.execute(tx)).rows[0]
    if (!way) await noteAttempt(tx, personId, 'person')
    // Work that a link names and that is closed to this viewer is no attempt of theirs.
    return way && { way, work: way.work_id && !workId ? await enterWork(tx, way.work_id) : undefined }
  })
  if (!found) return undefined
  const opened = workId ? await openWork(kernel, viewer, workId)
    : found.work && found.way.work_id ? openedWork(viewer, found.way.work_id, found.work) : undefined
  if (opened) return { ...opened, scope: { ...opened.scope, lens: 'linked' } }
  return workId ? undefined : { scope: { viewer, purpose: found.way.purpose, lens: 'linked' }, because: found.way.kind }
}

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
