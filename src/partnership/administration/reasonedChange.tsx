import { fieldsOf } from './fields.tsx'
import { invalid, planned, type Asking, type Change, type Plan } from './change.ts'
import { Reading, type Typed } from './typed.ts'

export const needsReason = 'Say why, and who asked for it'
export const sourceIn = (reading: Reading): string => reading.text('source', needsReason, 500)

type Reasoned<T> = Omit<Change, 'begin' | 'form' | 'plan'> & {
  /** What the change is about; nothing when it is not there or the change does not fit it. */
  find: (asking: Asking) => Promise<T | undefined>
  /** What will be done, or why it cannot be. */
  decide: (asking: Asking, found: T, source: string) => Promise<Plan | string>
}

/** A change that asks for nothing but its reason, such as ending something. */
export function reasonedChange<T>({ find, decide, ...change }: Reasoned<T>): Change {
  return {
    ...change,
    begin: async asking => ((await find(asking)) === undefined ? undefined : {}),
    form: async (_, typed, problems) => fieldsOf(typed, problems).why(),
    plan: async (asking, typed: Typed) => {
      const found = await find(asking)
      const reading = new Reading(typed)
      const source = sourceIn(reading)
      if (found === undefined) reading.problems['source'] = 'Somebody has already done this'
      const read = reading.result(source)
      if (!read.ok || found === undefined) return invalid(reading.problems)
      const plan = await decide(asking, found, source)
      return typeof plan === 'string' ? invalid({ source: plan }) : planned(plan)
    },
  }
}
