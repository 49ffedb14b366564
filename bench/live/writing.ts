import { z } from 'zod'

const viewer = z.object({ partnershipId: z.string(), staffId: z.string(), agencyId: z.string(), role: z.string() })

/** What the writer is told: who writes into which of the own cells, about whom, how often and how long. */
export const writing = z.object({
  writing: z.literal(true),
  perSecond: z.number(),
  /** At most; `{ stop: true }` ends it earlier. */
  seconds: z.number(),
  writers: z.array(z.object({ viewer, lens: z.enum(['linked', 'hub']), category: z.string(), kind: z.string() })),
  children: z.array(z.string()),
})
export type Writing = z.infer<typeof writing>

/** What it answers: each act by its subject, when commit was asked for and when it was answered (`clockNow`). */
export const written = z.object({ written: z.array(z.tuple([z.string(), z.number(), z.number()])), failed: z.number() })
export type Written = z.infer<typeof written>
