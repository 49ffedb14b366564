import type { Finding } from './check.ts'

type Context = { before: string; after: string }

const around = 40

/** Some words on either side, cut at a word and never within a character. */
export function contextOf(text: string, { start, end }: Pick<Finding, 'start' | 'end'>): Context {
  const before = text.slice(Math.max(0, start - around), start)
  const after = text.slice(end, end + around)
  return {
    before: start <= around ? before : `…${before.replace(/^\S*\s?/, '')}`,
    after: end + around >= text.length ? after : `${after.replace(/\s?\S*$/, '')}…`,
  }
}
