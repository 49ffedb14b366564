import type { ClauseText } from './agreement.ts'
import type { Facts } from './store/agreementDrafts.ts'

const year = new Date().getUTCFullYear()

/** For tests: the facts of an agreement that the law has nothing against. */
export const someFacts = (parties: readonly string[], ownerId: string): Facts => ({
  title: 'Exploitation panel',
  about: 'What police and council tell each other about children at risk.',
  parties,
  purposes: ['safeguard_child'],
  ownerId,
  reviewOn: new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 10),
  validUntil: new Date(Date.UTC(year + 2, 0, 1)),
  dpia: {
    title: 'Panel',
    reference: 'DPIA-7',
    doneOn: `${year - 1}-05-01`,
    reviewOn: `${year + 1}-05-01`,
    outcome: 'proceed',
  },
  equality: {
    title: 'Panel',
    reference: 'EQ-7',
    doneOn: `${year - 1}-05-01`,
    reviewOn: `${year + 1}-05-01`,
    outcome: 'proceed',
  },
})

export const publicTask = { article6: 'gdpr_6_1_e', article9: 'gdpr_9_2_g', schedule1: 'dpa_s1_p18' }
export const lawEnforcement = { part3: 'dpa_s35_2_b', schedule8: 'dpa_s8_p4' }

/** For tests: a clause that the law has nothing against, between the agencies that are named. */
export const someClause = (from: string, to: string, clause: Partial<ClauseText> = {}): ClauseText => ({
  says: 'The police tell the council what happened.',
  fromAgencies: [from],
  toAgencies: [to],
  toRoles: ['social_worker'],
  purpose: 'safeguard_child',
  categories: ['concern', 'missing'],
  highestTier: 1,
  access: 'read',
  reach: 'linked',
  subjectClass: 'any',
  precision: 'full',
  oldestMonths: undefined,
  gateway: 'ca2004_s10',
  gatewayVersion: 1,
  senderBasis: publicTask,
  receiverBasis: publicTask,
  onward: 'none',
  onwardAgencies: [],
  conditions: '',
  validUntil: undefined,
  ...clause,
})
