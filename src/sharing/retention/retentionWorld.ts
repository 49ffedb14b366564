import { randomUUID } from 'node:crypto'
import { agencies, partnershipId, subjectWorld } from '../subject/subjectWorld.ts'
import { runRetention } from './runRetention.ts'

export const today = new Date('2026-11-24T10:00:00Z')

/** The small partnership on a fixed day, with people whose time is over on that day. */
export async function retentionWorld() {
  const w = await subjectWorld(() => today)
  const bornOn = (person: string, day: string | null, died: string | null = null) =>
    w.rows(`update source_record set birth_on = $2, died_on = $3, recorded_at = '2000-01-01' where person_id = $1`, [
      person,
      day,
      died,
    ])
  const one = {
    bornOn,
    run: (at = today) => runRetention(w.kernel, at),
    due: (person: string) =>
      w.rows(
        `select kind, rule, to_char(due_on, 'YYYY-MM-DD') as due from retention_due where person_id = $1 order by kind`,
        [person],
      ),
    dueId: async (person: string, kind: string) => {
      const [row] = await w.rows(`select id from retention_due where person_id = $1 and kind = $2 and state = 'due'`, [
        person,
        kind,
      ])
      return String(row?.['id'])
    },
    aPerson: async (name = 'Quillfeather Ostrumov', agency: string = agencies.schoolB): Promise<string> => {
      const id = randomUUID()
      const [given = '', family = ''] = name.split(' ')
      await w.rows('insert into person (partnership_id, id) values ($1, $2)', [partnershipId, id])
      await w.source(id, [given, family], agency)
      await bornOn(id, '2001-11-24')
      return id
    },
    startAnew: async () => {
      await w.rows('delete from retention_due')
      await w.rows('delete from legal_hold')
      await w.rows(`delete from record where source = 'test'`)
    },
  }
  return Object.assign(w, one)
}
export type RetentionWorld = Awaited<ReturnType<typeof retentionWorld>>

export const sure = { why: 'the time is over', sure: 'yes' }
