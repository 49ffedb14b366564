import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { carryOut } from '../../src/kernel/action.ts'
import type { Scope } from '../../src/kernel/context.ts'
import { done } from '../../src/kernel/outcome.ts'
import { beginEpisode, beginWithin } from '../../src/practice/actions/begin.ts'
import { takeStep } from '../../src/practice/actions/takeStep.ts'
import type { Practice } from '../../src/practice/practice.ts'
import { practiceRooms, practices } from '../../src/practiceRooms.ts'
import { agencyOf, roles } from '../seedBase.ts'
import { people, staff, viewerOf, world } from '../world.ts'
import type { Persona, World } from '../world.ts'
import { answersAtRandom } from './answers.ts'
import { dice } from './walk.ts'

/** How many begun episodes and steps each practice is walked by; the nightly run walks the tables millions of steps. */
const episodes = 4
const steps = 20

let w: World
const clock = { at: new Date('2026-11-20T09:00:00Z') }
beforeAll(async () => { w = await world({ now: () => new Date(clock.at) }) })
afterAll(() => w.end())

const personas = Object.keys(roles).filter((key): key is Persona => key in roles)
type Row = { id: string; state: string; revision: number; agency_id: string; person_id: string; closed_at: Date | null }

async function rowOf(id: string): Promise<Row> {
  const { rows } = await w.owner.query<Row>(
    'select e.*, c.agency_id from episode e join cell c on c.id = e.cell where e.id = $1', [id])
  const [row] = rows
  if (!row) throw new Error('no episode')
  return row
}
const countOf = async (text: string, id: string) =>
  Number((await w.owner.query<{ n: string }>(`select count(*) as n from ${text}`, [id])).rows[0]?.n)

const all = practiceRooms.flatMap(room => room.practices)
describe.each(all.map(practice => [practice.kind, practice] as const))('%s', (kind, practice: Practice) => {
  test('steps at random move it only as its table says, each with one act, and leave no clock behind', async () => {
    const roll = dice(kind.length * 7919)
    const answering = {
      roll, now: clock.at,
      colleague: (wanted: readonly string[]) => staff[personas.find(one => wanted.includes(roles[one])) ?? 'officer'],
    }
    let taken = 0
    for (let n = 0; n < episodes; n++) {
      const id = await begunOne(practice, answering)
      if (id === undefined) continue
      for (let step = 0; step < steps; step++) {
        clock.at = new Date(clock.at.getTime() + 600_000)
        if (await oneStep(practice, id, { ...answering, now: clock.at })) taken++
      }
      const row = await rowOf(id)
      if (practice.over.includes(row.state)) {
        expect(row.closed_at, `${kind} in ${row.state}`).not.toBeNull()
        expect(await countOf('clock where work_id = $1 and stopped_at is null', id), `${kind} in ${row.state}`).toBe(0)
      }
    }
    expect(taken).toBeGreaterThan(0)
  })
})

type Rolling = Parameters<typeof answersAtRandom>[1]

/** Begun by somebody who may, or by the first step of another that begins it: those are walked through their own row. */
async function begunOne(practice: Practice, answering: Rolling): Promise<string | undefined> {
  const children = [people.child, people.stranger, people.sibling]
  for (const who of personas.filter(one => practice.begin.who.includes(roles[one])))
    for (let attempt = 0; attempt < 12; attempt++) {
      const answers = answersAtRandom(practice.begin.form.questions, answering)
      const begun = await beginEpisode(w.kernel, viewerOf(who), practices, {
        kind: practice.kind, personId: children[attempt % children.length] ?? people.child, answers, key: randomUUID(),
      })
      if (begun.done) return begun.value.id
    }
  return begunByAnother(practice, answering)
}

/** What only a step of another episode begins, begun as such a step would: in the cell of whoever does the work. */
async function begunByAnother(practice: Practice, answering: Rolling): Promise<string | undefined> {
  const who = personas.find(one => practice.team.includes(roles[one])) ?? 'officer'
  const viewer = viewerOf(who)
  const scope: Scope = { viewer, purpose: practice.purpose, lens: 'linked' }
  const begun = await carryOut(w.kernel, scope, { name: 'begun at random', key: randomUUID() }, async (tx, record) => {
    const made = await beginWithin({ tx, kernel: w.kernel, scope, practices, record }, practice, {
      personId: people.child, agencyId: viewer.agencyId, answers: answersAtRandom(practice.begin.form.questions, answering),
    })
    return made.done ? done(made.value.id) : made
  })
  return begun.done ? begun.value : undefined
}

async function oneStep(practice: Practice, id: string, answering: Rolling): Promise<boolean> {
  const before = await rowOf(id)
  const actsBefore = await countOf('act where work_id = $1', id)
  const moves = Object.entries(practice.life[before.state] ?? {})
  const [step, taken] = moves[answering.roll(moves.length)] ?? []
  if (!step || !taken) return false
  const may = personas.filter(one => taken.who.includes(roles[one])
    && (taken.by === 'partner' || agencyOf[one] === before.agency_id))
  const who = may[answering.roll(may.length)]
  if (!who) return false
  const outcome = await takeStep(w.kernel, viewerOf(who), practices, {
    episodeId: id, step, revision: before.revision, key: randomUUID(),
    answers: answersAtRandom(practice.forms[step]?.questions ?? [], answering),
  })
  const after = await rowOf(id)
  const actsAfter = await countOf('act where work_id = $1', id)
  if (outcome.done) {
    expect(after.state, `${practice.kind} ${step}`).toBe(taken.to)
    expect(actsAfter, `${practice.kind} ${step}`).toBeGreaterThan(actsBefore)
  } else {
    expect(after, `${practice.kind} ${step}: ${outcome.why}`).toEqual(before)
    expect(actsAfter).toBe(actsBefore)
  }
  return outcome.done
}
