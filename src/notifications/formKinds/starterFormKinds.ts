import type { FormKind } from '../formKind.ts'
import { interAgencyReferral } from './interAgencyReferral.ts'
import { ppn1 } from './ppn1.ts'

export type StarterFormKind = { kind: FormKind; fromKinds: readonly string[] }

/** What a new partnership begins with; an administrator changes them by new versions. */
export const starterFormKinds: readonly StarterFormKind[] = [
  { kind: ppn1, fromKinds: ['police'] },
  {
    kind: interAgencyReferral,
    fromKinds: ['school', 'health', 'youth_justice', 'community', 'housing', 'probation', 'council'],
  },
]

type Asks = { query: (text: string, values: unknown[]) => Promise<unknown> }

/** Lays the starter kinds down for a new partnership, as the owner of the tables; `toAgency` has the front door. */
export async function layDownFormKinds(owner: Asks, partnershipId: string, toAgency: string): Promise<void> {
  for (const { kind, fromKinds } of starterFormKinds) {
    await owner.query(
      `insert into form_kind (partnership_id, code, version, title, definition, to_agency, from_kinds)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
      [partnershipId, kind.code, kind.version, kind.title, JSON.stringify(kind), toAgency, fromKinds])
  }
}
