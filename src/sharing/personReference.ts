import { createHmac } from 'node:crypto'
import type { Kernel } from '../kernel/kernel.ts'

const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** The same short word for the same person each time, from which nobody finds the person: "P-7KXW-M2QD". */
export function personReference(
  { secret }: Pick<Kernel, 'secret'>,
  partnershipId: string,
  personId: string,
): string {
  const digest = createHmac('sha256', secret.derive('references of people'))
    .update(`${partnershipId} ${personId}`)
    .digest()
  const word = [...digest.subarray(0, 8)].map(byte => letters[byte % letters.length]).join('')
  return `P-${word.slice(0, 4)}-${word.slice(4)}`
}

const nobody = '00000000-0000-0000-0000-000000000000'

/** The same, or that nobody was shown: of an attempt, and of whoever was lawfully erased. */
export const shownReference = (kernel: Pick<Kernel, 'secret'>, partnershipId: string, personId: string): string =>
  personId === nobody ? 'Nobody' : personReference(kernel, partnershipId, personId)
