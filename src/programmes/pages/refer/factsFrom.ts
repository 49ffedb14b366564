import { textOf, textsOf } from '../../../practice/pages/typed.ts'
import type { Typed } from '../../../practice/pages/typed.ts'
import type { ChildFacts, EligibilityRule, FactCode } from '../../eligibility.ts'

/** Ticked under a list: whatever is not ticked was looked into, and is not so. */
export const restIsNot = 'rest-is-not'
export const fieldOfRule = (index: number): string => `rule-${index}`

/** What a referrer ticked: so, not so, or not known. */
export function factsFrom(rules: readonly EligibilityRule[], typed: Typed): Pick<ChildFacts, 'area' | 'known'> {
  const known: { [code in FactCode]?: boolean } = {}
  rules.forEach((rule, index) => {
    if (!('facts' in rule)) return
    const ticked = textsOf(typed, fieldOfRule(index))
    for (const code of rule.facts) {
      if (ticked.includes(code)) known[code] = true
      else if (ticked.includes(restIsNot)) known[code] ??= false
    }
  })
  return { known, area: textOf(typed, 'area') }
}
