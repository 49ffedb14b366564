import { sql } from 'kysely'
import type { Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { FormKind, FormSection } from '../formKind.ts'

/**
 * Which agencies the live agreements let see each section, by section; derived, so that it can never be out of date.
 */
export async function audiences(tx: Tx, viewer: Viewer, kind: FormKind): Promise<Map<string, string[]>> {
  const kinds = await tx.selectFrom('record_kind').select(['code', 'category', 'tier']).execute()
  const { rows } = await sql<{ category: string; tier: number; agency: string }>`
    select distinct category, c.highest_tier as tier, a.short_name as agency
    from clause c
    join agreement g on g.partnership_id = c.partnership_id and g.id = c.agreement_id
    cross join unnest(c.categories) category
    cross join unnest(c.to_agencies) receiver
    join agency a on a.partnership_id = c.partnership_id and a.id = receiver
    where ${viewer.agencyId}::uuid = any (c.from_agencies) and receiver <> ${viewer.agencyId}::uuid
      and c.purpose = 'safeguard_child' and c.access = 'read' and g.state = 'active'
      and g.valid_from <= now() and g.valid_until > now() and c.ended_at is null
      and coalesce(c.valid_until, 'infinity') > now()
    order by agency`.execute(tx)
  const receivers = (category: string, tier: number) =>
    rows.filter(row => row.category === category && row.tier >= tier).map(({ agency }) => agency)
  return new Map(kind.sections.map(section => {
    const agencies = cellsOf(section, kinds).flatMap(({ category, tier }) => receivers(category, tier))
    return [section.id, [...new Set(agencies)]]
  }))
}

type RecordKind = { code: string; category: string; tier: number }

function cellsOf({ pages }: FormSection, kinds: readonly RecordKind[]): { category: string; tier: number }[] {
  return pages.flatMap(page => page.questions).flatMap(({ becomes, kind }) => {
    if (becomes.to === 'need') return [{ category: 'needs', tier: 1 }]
    if (becomes.to === 'urgency') return [{ category: 'concern', tier: 1 }]
    if (kind === 'people') return [{ category: 'concern', tier: 1 }]
    if (kind === 'files') return [{ category: 'narrative', tier: 2 }]
    return 'kind' in becomes ? kinds.filter(({ code }) => code === becomes.kind) : []
  })
}
