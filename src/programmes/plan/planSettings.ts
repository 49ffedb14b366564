import { z } from 'zod'
import { defineSetting } from '../../practice/settings.ts'

/** How long until a review is a rule of clocks (`early_help_review`). */
export const mostGoals = defineSetting({
  code: 'early_help.most_goals', title: 'Open goals in a family’s plan, at most',
  about: 'So that a family can keep the plan in mind.', source: 'Local practice (starter value)',
  schema: z.int().min(1).max(8), starter: 5,
})

export const planSettings = [mostGoals]
