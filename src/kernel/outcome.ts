/** What an action returns: done with a value, or refused with a short reason that may be shown. */
export type Outcome<T> = { done: true; value: T } | { done: false; why: string }

export const done = <T>(value: T): Outcome<T> => ({ done: true, value })
export const refused = (why: string): Outcome<never> => ({ done: false, why })
