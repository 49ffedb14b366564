import { Hono } from 'hono'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { checkWording } from './check.ts'
import { contextOf } from './contextOf.ts'
import { countWordings } from './counts.ts'
import type { WordingCount, WordingOutcome } from './counts.ts'
import type { Lexicon } from './lexicon.ts'
import { islandWords, phrasesToLookAt } from './words.ts'

export type WordingDependencies = {
  lexiconAt: (at: Date) => Promise<Lexicon>
  now?: () => Date
  /** Adds to the daily counts; without it outcomes are thanked for and forgotten. */
  addCounts?: (counts: readonly WordingCount[]) => Promise<void>
}

const largestBody = 1_000_000
const mostCharacters = 200_000

/** The browser's door to the language check. The text is looked at and forgotten: never stored, never logged. */
export function wordingRoutes({ lexiconAt, now = () => new Date(), addCounts }: WordingDependencies) {
  const tooLong = (c: Context) => c.json({ why: 'the text is too long to check' }, 413)
  return new Hono()
    .use('/wording/*', bodyLimit({ maxSize: largestBody, onError: tooLong }))
    .post('/wording/check', async c => {
      c.header('cache-control', 'no-store')
      const { text } = await c.req.parseBody()
      if (typeof text !== 'string') return c.json({ why: 'there is no text to check' }, 400)
      if (text.length > mostCharacters) return tooLong(c)
      const lexicon = await lexiconAt(now())
      const findings = checkWording(text, lexicon)
      return c.json({
        version: lexicon.version,
        summary: findings.length === 0 ? islandWords.none : phrasesToLookAt(findings.length),
        findings: findings.map(finding => ({ ...finding, ...contextOf(text, finding) })),
        words: islandWords,
      })
    })
    .post('/wording/outcome', async c => {
      const { entryId, outcome } = await c.req.parseBody()
      const { entries } = await lexiconAt(now())
      const entry = entries.find(({ id }) => id === entryId)
      if (!entry || !isOutcome(outcome)) return c.json({ why: 'no such phrase or outcome' }, 400)
      await addCounts?.(countWordings({ [outcome]: [{ entryId: entry.id }] }, now().toISOString().slice(0, 10)))
      return c.body(null, 204)
    })
}

function isOutcome(outcome: unknown): outcome is WordingOutcome {
  return outcome === 'shown' || outcome === 'replaced' || outcome === 'kept'
}
