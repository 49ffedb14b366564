import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { partnershipId, world } from '../../../../tests/world.ts'
import type { Persona } from '../../../../tests/world.ts'

type Fields = Record<string, string | readonly string[]>

function formOf(fields: Fields): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) form.append(name, each)
  form.set('key', randomUUID())
  return form
}

export const wordsOf = async (response: Response) =>
  (await response.text())
    .replaceAll(/<[^>]*>/gv, ' ')
    .replaceAll(/&#39;/gv, '’')
    .replaceAll(/\s+/gv, ' ')
export const place = (response: Response) => response.headers.get('location') ?? `${response.status}`
export const idIn = (response: Response) => /\/agreements\/([^?\/]+)/v.exec(place(response))?.[1] ?? ''
export const signers = ['privacyPolice', 'seniorPolice', 'privacyCouncil', 'seniorCouncil'] as const

const year = new Date().getUTCFullYear()
const day = (name: string, [d, m, y]: readonly [number, number, number]): Fields => ({
  [`${name}-day`]: String(d),
  [`${name}-month`]: String(m),
  [`${name}-year`]: String(y),
})
const assessed = (which: string): Fields => ({
  [`${which}_title`]: 'Panel',
  [`${which}_reference`]: 'R-7',
  [`${which}_outcome`]: 'proceed',
  ...day(`${which}_done`, [1, 5, year - 1]),
  ...day(`${which}_review`, [1, 5, year + 2]),
})
const nextReview = (): readonly [number, number, number] => {
  const soon = new Date(Date.now() + 200 * 86_400_000)
  return [soon.getUTCDate(), soon.getUTCMonth() + 1, soon.getUTCFullYear()]
}

/** The whole product, with forms of agreements filled in and sent as they stand on their pages. */
export async function versionsWorld() {
  const w = await world()
  const post = (persona: Persona, path: string, fields: Fields) => w.request(persona, path, formOf(fields))
  /** Posts the form of a page with the hidden fields that the page came with. */
  const submit = async (persona: Persona, path: string, fields: Fields, to = path): Promise<Response> => {
    const html = await (await w.request(persona, path)).text()
    const hidden = html.matchAll(/<input type="hidden" name="(revision|content)" value="([^"]*)"/gv)
    return post(persona, to, {
      ...Object.fromEntries([...hidden].map(([, name, value]) => [name, value])),
      ...fields,
    })
  }
  const facts = (): Fields => ({
    title: 'Exploitation panel',
    about: 'What police and council tell each other.',
    purposes: ['safeguard_child', 'prevent_violence'],
    parties: [w.agencies.police, w.agencies.council],
    owner: w.staff.governance,
    ...day('review', nextReview()),
    ...day('until', [1, 6, year + 2]),
    ...assessed('dpia'),
    ...assessed('equality'),
  })
  return {
    ...w,
    post,
    submit,
    facts,
    read: async (persona: Persona, path: string) => wordsOf(await w.request(persona, path)),
    sign: (persona: Persona, id: string) => submit(persona, `/agreements/${id}/sign`, { read: 'yes' }),
    clause: (more: Fields = {}): Fields => ({
      says: 'The police tell social workers of support.',
      from: w.agencies.police,
      to: w.agencies.council,
      roles: 'social_worker',
      purpose: 'safeguard_child',
      categories: 'support',
      tier: '1',
      access: 'read',
      reach: 'linked',
      subject: 'any',
      oldest: 'any',
      precision: 'full',
      gateway: 'ca2004_s10',
      sender_article6: 'gdpr_6_1_e',
      receiver_article6: 'gdpr_6_1_e',
      onward: 'none',
      do: 'save',
      ...more,
    }),
    alertsOf: async (kind: string) =>
      (await w.owner.query('select agency_id, role, staff_id from alert where kind = $1', [kind])).rows,
    clausesOf: async (id: string) =>
      (await w.owner.query<{ id: string }>('select id from clause where agreement_id = $1 order by number', [id]))
        .rows,
  }
}
export type VersionsWorld = Awaited<ReturnType<typeof versionsWorld>>

/** A child with whom the council's social worker works, and of whom the police hold one mentoring session. */
export async function layDownSupport({ owner, kernel, people, agencies, staff }: VersionsWorld): Promise<void> {
  await owner.query(
    `insert into link (partnership_id, person_id, cell, staff_id, agency_id, purpose, kind)
     values ($1, $2, $3, $4, $5, 'safeguard_child', 'allocated')`,
    [
      partnershipId,
      people.child,
      kernel.cells.id(agencies.council, 'involvement', 0),
      staff.socialWorker,
      agencies.council,
    ],
  )
  await owner.query(
    `insert into record (partnership_id, person_id, cell, kind, occurred_at, assertion, source, headline)
     values ($1, $2, $3, 'mentoring_session', now(), 'fact', 'test', 'H')`,
    [partnershipId, people.child, kernel.cells.id(agencies.police, 'support', 1)],
  )
}

export const supportSeen = (w: VersionsWorld) =>
  w.kernel.db.as(
    w.scope('socialWorker', 'linked'),
    async tx => (await sql`select id from record where kind = 'mentoring_session'`.execute(tx)).rows.length,
  )
