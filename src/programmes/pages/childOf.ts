import type { Context } from 'hono'
import type { Env } from '../../kernel/web.ts'
import type { DisplayName } from '../../people/displayNames.ts'
import { findChild } from '../../practice/pages/begin/openBeginning.ts'
import { mayRefer } from '../policy.ts'
import { programmeReferral } from '../referral.ts'

/** The child for whom somebody looks, by the id in the address or the form; found under the wall and written down. */
export const childOf = async (c: Context<Env>, personId: string): Promise<DisplayName | undefined> =>
  personId !== '' && mayRefer(c.var.viewer) ? findChild(c, programmeReferral, personId) : undefined
