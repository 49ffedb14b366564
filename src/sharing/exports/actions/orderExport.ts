import { randomUUID } from 'node:crypto'
import { carryOut } from '../../../kernel/action.ts'
import type { Scope, Viewer } from '../../../kernel/context.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { done, refused } from '../../../kernel/outcome.ts'
import type { Outcome } from '../../../kernel/outcome.ts'
import { countPeople } from '../content.ts'
import { mostWithoutApproval } from '../exportFile.ts'
import { asOneself, deciding, mayApproveBulk } from '../policy.ts'
import { closeFile, decideApproval, listExports, orderFile } from '../store.ts'
import type { OrderAnswer } from '../store.ts'
import type { DisclosureFilter } from '../../store/disclosures.ts'

const nobody = '00000000-0000-0000-0000-000000000000'

export type Ordering = { recipient: string; why: string; hours: number; key: string }
  & ({ kind: 'chronology'; personId: string } | { kind: 'disclosures'; filter: DisclosureFilter })

export const orderWords = {
  recipient: 'This colleague may not see it themselves, and a file shows nobody more. Share the record with them first.',
  nobody: 'More than ten people need a second person’s approval, and nobody else of your agency can give it.',
  empty: 'There is nothing to put into the file.',
} as const
export const absent = 'absent'

/** Orders a file for one recipient. Nothing is copied yet; for more than ten people a second person is asked. */
export async function orderExport(
  kernel: Kernel, scope: Scope, order: Ordering,
): Promise<Outcome<{ exportId: string; answer: OrderAnswer }>> {
  const about = order.kind === 'chronology' ? { about: order.personId } : {}
  return carryOut<{ exportId: string;
    answer: OrderAnswer }>(kernel, scope, { name: 'order a file', key: order.key, ...about }, async (tx, record) => {
    const people = order.kind === 'chronology' ? 1 : await countPeople(tx, order.filter)
    if (people === 0) return refused(orderWords.empty)
    const id = randomUUID()
    const { kind, recipient, why, hours } = order
    const answer = await orderFile(tx, {
      id, kind, recipient, why, hours, people,
      ...(order.kind === 'chronology' ? { personId: order.personId } : { filter: plain(order.filter) }),
    })
    if (answer === 'recipient' || answer === 'nobody') return refused(orderWords[answer])
    if (answer !== 'waiting' && answer !== 'ready') return refused(absent)
    record({
      verb: 'export.ordered', personId: order.kind === 'chronology' ? order.personId : nobody, subjectId: id,
      cell: kernel.cells.id(scope.viewer.agencyId, 'disclosure', 0),
        detail: { kind, people, isBulk: people > mostWithoutApproval },
    })
    return done({ exportId: id, answer })
  })
}

const plain = (filter: DisclosureFilter): Record<string, string> =>
  Object.fromEntries(Object.entries(filter).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))

export type Deciding = { exportId: string; yes: boolean; words: string; key: string }
export const movedOn = 'This has been decided already, or the time for it has passed.'

/** A second person of the same agency says yes or no; never the one who asked, nor the one who receives. */
export async function decideBulk(kernel: Kernel, viewer: Viewer,
  { exportId, yes, words, key }: Deciding): Promise<Outcome<'decided'>> {
  if (!mayApproveBulk(viewer)) return refused(absent)
  return carryOut<'decided'>(kernel, deciding(viewer), { name: 'decide on disclosing many', key },
    async (tx, record) => {
    const answer = await decideApproval(tx, exportId, { yes, words })
    if (answer !== 'done') return refused(answer === 'moved_on' ? movedOn : absent)
    record({
      verb: yes ? 'export.approved' : 'export.refused', personId: nobody, subjectId: exportId,
      cell: kernel.cells.id(viewer.agencyId, 'disclosure', 0),
    })
    return done('decided')
  })
}

/** Whoever ordered it, or their privacy officer, closes it: from then on nobody takes it. */
export async function closeExport(kernel: Kernel, viewer: Viewer, { exportId, key }: { exportId: string;
  key: string }): Promise<Outcome<'closed'>> {
  return carryOut<'closed'>(kernel, asOneself(viewer), { name: 'close a file', key }, async tx => {
    const [order] = await listExports(tx, exportId)
    if (!order) return refused(absent)
    const answer = await closeFile(tx, exportId, 'Closed by whoever answers for it')
    return answer === 'done' ? done('closed') : refused(answer === 'moved_on' ? movedOn : absent)
  })
}
