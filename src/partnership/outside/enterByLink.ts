import { timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Gate } from '../../kernel/signIn/gate.ts'
import { byLink, openSession } from '../../kernel/signIn/session.ts'
import { sha256 } from '../../kernel/signIn/tokens.ts'
import { macOf } from './outsideLink.ts'

/** Nothing for a link that is guessed, over, withdrawn or locked: all four are one answer. */
export type Looked = 'nothing' | 'other browser' | 'ask for the code'
export type Entered = 'nothing' | 'other browser' | 'wrong code' | 'locked' | { token: string; role: string }

type Found = {
  id: string; partnership_id: string; staff_id: string; role: string; code_mac: Buffer; browser_sha256: Buffer | null
}

const minutesOfSession = 60

/** What the address alone says: whether there is a link, and whether another browser opened it first. */
export function lookAtLink({ kernel }: Gate, secret: string, browser: string | undefined): Promise<Looked> {
  return kernel.db.service(async tx => {
    const link = await findLink(tx, secret, kernel.now())
    if (!link) return 'nothing'
    if (!isOtherBrowser(link, browser)) return 'ask for the code'
    await note(tx, link, { how: 'other_browser', at: kernel.now() })
    return 'other browser'
  })
}

/** Checks the code; the first time it is right, the link belongs to this browser. */
export async function enterByLink(gate: Gate, secret: string, typed: { browser: string; code: string; agent: string }): Promise<Entered> {
  const { kernel } = gate
  const entered = await kernel.db.service(async (tx): Promise<Exclude<Entered, { token: string }> | Found> => {
    const at = kernel.now()
    const link = await findLink(tx, secret, at)
    if (!link) return 'nothing'
    if (isOtherBrowser(link, typed.browser)) {
      await note(tx, link, { how: 'other_browser', at })
      return 'other browser'
    }
    if (!timingSafeEqual(link.code_mac, macOf(kernel, link.id, typed.code)))
      return await note(tx, link, { how: 'wrong_code', at }) ? 'locked' : 'wrong code'
    await note(tx, link, { how: 'opened', browser: typed.browser, at })
    return link
  })
  if (typeof entered === 'string') return entered
  const token = await openSession(gate, {
    partnershipId: entered.partnership_id, staffId: entered.staff_id, role: entered.role, provider: byLink, browser: typed.agent,
    minutes: minutesOfSession,
  })
  return { token, role: entered.role }
}

async function findLink(tx: Tx, secret: string, at: Date): Promise<Found | undefined> {
  return (await sql<Found>`select * from authz.find_outside_link(${sha256(secret)}, ${at}::timestamptz)`.execute(tx)).rows[0]
}

const isOtherBrowser = ({ browser_sha256: bound }: Found, browser: string | undefined) =>
  bound !== null && (browser === undefined || !timingSafeEqual(bound, sha256(browser)))

type Noting = { how: 'opened' | 'wrong_code' | 'other_browser'; browser?: string; at: Date }

async function note(tx: Tx, link: Found, { how, browser, at }: Noting): Promise<boolean> {
  const { rows: [row] } = await sql<{ locked: boolean }>`
    select authz.note_outside_opening(${link.partnership_id}::uuid, ${link.id}::uuid, ${how},
      ${browser === undefined ? null : sha256(browser)}::bytea, ${at}::timestamptz) as locked`.execute(tx)
  return row?.locked ?? false
}
