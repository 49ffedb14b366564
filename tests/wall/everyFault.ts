import { cedarFaults } from '../properties/cedarFaults.ts'
import { leaks } from '../properties/leaks.ts'
import { timeFaults } from '../properties/timeFaults.ts'
import { writtenFaults } from '../properties/writtenFaults.ts'
import { decideFaults } from './decideFaults.ts'
import { mutants } from './mutants.ts'
import { mutantsOfLimits } from './mutantsOfLimits.ts'
import { schemaFaults } from './schemaFaults.ts'
import { writeFaults } from './writeFaults.ts'

/** Every fault that is seeded somewhere; each has a test of its name, which fails when the fault is not noticed. */
export const everyFault: readonly string[] = [
  mutants, mutantsOfLimits, writeFaults, schemaFaults, decideFaults, cedarFaults, timeFaults, writtenFaults, leaks,
].flatMap((list: readonly { fault: string }[]) => list.map(({ fault }) => fault))

/** What every authorisation of this kind has once got wrong, and where the same mistake is seeded here. */
export const mustHave: Readonly<Record<string, string>> = {
  'expiry dropped': 'a link that has ended still opens',
  'purpose dropped': 'purpose is dropped from grants',
  'from and to swapped': 'giver and receiver are swapped',
  'seal ignored': 'blocks are ignored by the linked lens',
  'own agency sees all': 'own agency sees all',
  'OR for AND': 'link or cell instead of link and cell',
  'stale cache': 'the gathered cells are stale',
  'wrong role’s policy': 'the policy of the hub serves the linked role',
  'audit insert skipped': 'the insert of the reading is skipped',
  'naive cursor': 'positions are taken from a sequence, and read by a cursor',
  'NOTIFY only': 'the live server listens for a notification only',
  'existence told': 'the bell counts the alerts of everybody',
}
