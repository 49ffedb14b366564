// Gives leaves and dies before anything is signed: node killedSequencer.ts <owner's address> <partnership>
import { pino } from 'pino'
import { openKernel } from '../../src/kernel/openKernel.ts'
import { sequence } from '../../src/sharing/log/sequence.ts'

const [ownerUrl = '', partnershipId = ''] = process.argv.slice(2)
const kernel = await openKernel({ ownerUrl, secret: 't'.repeat(40), log: pino({ level: 'silent' }) })
await sequence(kernel, partnershipId)
process.kill(process.pid, 'SIGKILL')
