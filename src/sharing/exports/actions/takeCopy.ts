import { createHash } from 'node:crypto'
import type { Scope, Viewer } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/database.ts'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { openPerson } from '../../../kernel/work.ts'
import { dateTimeText } from '../../../language/format.ts'
import { csvOf } from '../../csv.ts'
import { maySeeDisclosures, overseeing } from '../../policy.ts'
import type { DisclosureFilter } from '../../store/disclosures.ts'
import { chronologyFile, disclosuresFile, titleOfPurpose } from '../content.ts'
import type { FileContent } from '../content.ts'
import type { ExportOrder, NotTaken } from '../exportFile.ts'
import { asOneself } from '../policy.ts'
import { listExports, namesOf, noteDigest, takeFile } from '../store.ts'
import { markOf, shownCode } from '../watermark.ts'

export type Copy = { name: string; text: string }

/** Nothing that was read for a copy that is not handed over leaves the transaction. */
class Withheld extends Error {
  readonly why: NotTaken | 'absent'
  constructor(why: NotTaken | 'absent') {
    super('withheld')
    this.why = why
  }
}

/**
 * Hands the recipient a copy, made anew from what they may see at this moment. Reading, disclosure, approval and the mark
 * are one transaction: if one of them fails, there is no copy.
 */
export async function takeCopy(kernel: Kernel, viewer: Viewer, exportId: string): Promise<Copy | NotTaken | 'absent'> {
  const [order] = await kernel.db.as(asOneself(viewer), tx => listExports(tx, exportId))
  if (!order || order.recipient !== viewer.staffId) return 'absent'
  if (order.closedAt) return 'closed'
  const scope = await scopeOf(kernel, viewer, order)
  if (!scope) return 'absent'
  try {
    return await kernel.db.as(scope, tx => make(tx, kernel, { scope, order }))
  } catch (error) {
    if (!(error instanceof Withheld)) throw error
    const { personId } = order
    if (personId !== null) await kernel.db.as(scope, tx => disclose(tx, kernel, scope,
      { page: 'exports/file', people: [{ personId, categories: [] }], outcome: 'refused' }))
    return error.why
  }
}

/** The recipient's own way to what the file is about, for the purpose it was ordered for and no other. */
async function scopeOf(kernel: Kernel, viewer: Viewer, { personId, workId, purpose }: ExportOrder): Promise<Scope
  | undefined> {
  if (personId === null) return maySeeDisclosures(viewer) ? overseeing(viewer) : undefined
  const opened = await openPerson(kernel, viewer, personId) ?? (workId === null ? undefined
    : await openPerson(kernel, viewer, personId, workId))
  return opened?.scope.purpose === purpose ? opened.scope : undefined
}

type Making = { scope: Scope; order: ExportOrder }

async function make(tx: Tx, kernel: Kernel, { scope, order }: Making): Promise<Copy> {
  const content = order.personId === null ? await disclosuresFile(tx, kernel, scope, filterOf(order))
    : await chronologyFile(tx, kernel, scope, order.personId)
  if (content.people.length === 0) throw new Withheld('gone')
  await disclose(tx, kernel, scope, { page: 'exports/file', people: content.people })
  const taken = await takeFile(tx, order.id, { people: content.people.length, lines: content.rows.length })
  if (taken.answer !== 'done') throw new Withheld(taken.answer)
  const recipient = (await namesOf(tx, [order.recipient])).get(order.recipient) ?? ''
  const text = marked(content, {
    ...taken, line: `${content.about}. Made for ${recipient}, ${dateTimeText(kernel.now())}, for: ${await
      titleOfPurpose(tx, order.purpose)}. `
      + `Copy ${shownCode(taken.code)}, receipt ${taken.receipt}. Do not pass on.`,
  })
  await noteDigest(tx, taken.copyId, createHash('sha256').update(text).digest())
  return { name: `${content.name}-${taken.code}.csv`, text }
}

/** Says in the first and the last line whom it is for, and unseen in every line. */
function marked({ head, rows }: FileContent, { line, code }: { line: string; code: string }): string {
  const mark = markOf(code)
  const withMark = (cells: readonly string[]) => cells.map((cell, place) => place === cells.length - 1
    ? `${cell}${mark}` : cell)
  return csvOf([`${line}${mark}`], [withMark(head), ...rows.map(withMark), [`${line}${mark}`]])
}

function filterOf({ filter }: ExportOrder): DisclosureFilter {
  return {
    from: filter['from'] ?? '', to: filter['to'] ?? '', agencyId: filter['agencyId'], staffId: filter['staffId'],
      before: filter['before'],
  }
}
