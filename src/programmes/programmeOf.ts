import type { Facts } from '../practice/practice.ts'
import { textIn } from '../practice/question.ts'

/** The programme of a referral: what was chosen last, at the beginning or afterwards. */
export function programmeOf({ entries }: Pick<Facts, 'entries'>): string | undefined {
  return entries.map(({ answers }) => textIn(answers, 'programme')).find(id => id !== '')
}
