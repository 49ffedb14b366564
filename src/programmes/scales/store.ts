import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { carryOut } from '../../kernel/action.ts'
import type { Scope } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { findWord } from '../../practice/life.ts'
import { writableCells } from '../../practice/store/episodes.ts'
import { ofVersion } from './reading.ts'
import type { Band, Filled, LeastChange, ScaleBook } from './reading.ts'
import { informants, scaleCodes, scaleForms, wrongAnswers } from './scale.ts'
import type { Informant, ItemAnswers, ScaleCode } from './scale.ts'

/** The published figures, all versions. */
export async function readScaleBook(tx: Tx): Promise<ScaleBook> {
  const { rows: bands } = await sql<Band>`select scale, version, informant, part, band, least::float8 as least, most::float8 as most,
    source, verified from outcome_scale_band order by scale, informant, part, place`.execute(tx)
  const { rows: table } = await sql<{ scale: string; version: number; raw: number; metric: number }>`
    select scale, version, raw, metric::float8 as metric from outcome_scale_conversion`.execute(tx)
  const { rows: changes } = await sql<LeastChange & { scale: string; version: number }>`
    select scale, version, least_change::float8 as least, source, verified from outcome_scale_change`.execute(tx)
  const conversions = new Map<string, Map<number, number>>()
  for (const { scale, version, raw, metric } of table) {
    const key = ofVersion(scale, version)
    conversions.set(key, (conversions.get(key) ?? new Map<number, number>()).set(raw, metric))
  }
  return { bands, conversions, changes: new Map(changes.map(change => [ofVersion(change.scale, change.version), change])) }
}

export type FilledScale = Filled & Readonly<{ id: string; takenOn: string; agencyId: string; recordedBy: string }>

type Row = {
  id: string; scale: string; informant: string; version: number; answers: unknown; taken_on: string; cell: number; recorded_by: string
}

/** Those of a child that are open to the viewer, oldest first: of this piece of work, or all. */
export async function listScales(tx: Tx, kernel: Pick<Kernel, 'cells'>, personId: string, workId?: string): Promise<FilledScale[]> {
  const { rows } = await sql<Row>`select id, scale, informant, version, answers, taken_on::text as taken_on, cell, recorded_by
    from scale_score where person_id = ${personId}::uuid and withdrawn_at is null
      and (${workId ?? null}::uuid is null or work_id = ${workId ?? null}::uuid) order by taken_on, recorded_at, id`.execute(tx)
  return rows.flatMap(row => {
    const [scale, informant] = [findWord(scaleCodes, row.scale), findWord(informants, row.informant)]
    return scale && informant ? [{
      id: row.id, scale, informant, version: row.version, answers: numbersIn(row.answers), takenOn: row.taken_on,
      agencyId: kernel.cells.of(row.cell)?.agencyId ?? '', recordedBy: row.recorded_by,
    }] : []
  })
}

const numbersIn = (stored: unknown): ItemAnswers => typeof stored !== 'object' || stored === null ? {}
  : Object.fromEntries(Object.entries(stored).filter((pair): pair is [string, number] => typeof pair[1] === 'number'))

/** Scores lie with the notes of whoever gives help: the second tier of support, in the writer's own agency. */
const cellFor = (kernel: Pick<Kernel, 'cells'>, { viewer }: Scope) => kernel.cells.id(viewer.agencyId, 'support', 2)

export async function mayRecordScale(tx: Tx, kernel: Pick<Kernel, 'cells'>, scope: Scope): Promise<boolean> {
  return (await writableCells(tx)).has(cellFor(kernel, scope))
}

export const scaleRefusals = {
  notYours: 'Only those who give help record a questionnaire.', wrong: 'The form does not have this value.',
  empty: 'Enter at least one answer.', future: 'Enter a day that is not in the future.',
} as const

export type NewScale = {
  personId: string; workId: string; scale: ScaleCode; informant: Informant; takenOn: string; answers: ItemAnswers; key: string
}

/** Records one filled-in form. The version is the newest that is published; it stays with the form. */
export async function recordScale(kernel: Kernel, scope: Scope, filled: NewScale): Promise<Outcome<{ id: string }>> {
  const { personId, workId, scale, informant, takenOn, answers } = filled
  const form = scaleForms[scale]
  if (!form.informants.includes(informant) || wrongAnswers(form, informant, answers).length > 0) return refused(scaleRefusals.wrong)
  if (Object.keys(answers).length === 0) return refused(scaleRefusals.empty)
  return carryOut(kernel, scope, { name: 'record scale', key: filled.key, about: personId }, async (tx, record) => {
    if (!await mayRecordScale(tx, kernel, scope)) return refused(scaleRefusals.notYours)
    const id = randomUUID()
    const cell = cellFor(kernel, scope)
    await sql`insert into scale_score (partnership_id, id, person_id, cell, work_id, scale, informant, taken_on, answers, version,
        recorded_by, recorded_at)
      values (authz.partnership(), ${id}::uuid, ${personId}::uuid, ${cell}, ${workId}::uuid, ${scale}, ${informant}, ${takenOn}::date,
        ${JSON.stringify(answers)}::jsonb,
        greatest(1, (select max(version) from outcome_scale_band where scale = ${scale}),
          (select max(version) from outcome_scale_conversion where scale = ${scale})),
        ${scope.viewer.staffId}::uuid, ${kernel.now()})`.execute(tx)
    record({ verb: 'scale.recorded', personId, cell, workId, subjectId: id, detail: { scale } })
    return done({ id })
  })
}
