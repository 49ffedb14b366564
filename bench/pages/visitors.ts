import type { Client } from 'pg'
import type { Gate } from '../../src/kernel/signIn/gate.ts'
import { signInAs } from '../../src/kernel/signIn/signInAs.ts'
import type { Visit } from './openLoop.ts'

const mostPairs = 150
const mostAtDesk = 20

type Row = { partnership_id: string; staff_id: string; role: string; person_id: string }

type Visitors = { children: Visit[]; boards: Visit[] }

/** Practitioners of the demo with children they are linked to, and the front door with its board; each signed in. */
export async function openVisitors(owner: Client, gate: Pick<Gate, 'kernel' | 'settings'>): Promise<Visitors> {
  const { rows: pairs } = await owner.query<Row>(
    `select distinct on (md5(l.id::text)) l.partnership_id, l.staff_id, a.role, l.person_id from link l
     join appointment a on a.partnership_id = l.partnership_id and a.staff_id = l.staff_id
     join role_purpose rp on rp.role = a.role and rp.purpose = l.purpose
     where l.staff_id is not null and l.purpose = 'safeguard_child' and l.kind <> 'panel'
       and l.valid_from <= now() and coalesce(l.valid_until, 'infinity') > now() + interval '1 hour'
     order by md5(l.id::text) limit $1`, [mostPairs])
  const { rows: desk } = await owner.query<Row>(
    `select a.partnership_id, a.staff_id, a.role, '' as person_id from appointment a
     where a.role in ('front_door_worker', 'front_door_manager') order by a.staff_id limit $1`, [mostAtDesk])
  const cookies = new Map<string, string>()
  const cookieOf = async ({ partnership_id: partnershipId, staff_id: staffId, role }: Row) => {
    const known = cookies.get(`${staffId} ${role}`)
    if (known !== undefined) return known
    const { cookie } = await signInAs(gate, { partnershipId, staffId, role })
    cookies.set(`${staffId} ${role}`, cookie)
    return cookie
  }
  const children: Visit[] = []
  for (const pair of pairs)
    children.push({ name: 'child’s page', path: `/people/${pair.person_id}`, cookie: await cookieOf(pair) })
  const boards: Visit[] = []
  for (const one of desk)
    boards.push({ name: 'board', path: '/notifications/board', cookie: await cookieOf(one) })
  return { children, boards }
}
