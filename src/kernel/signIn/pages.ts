import type { Context } from 'hono'
import type { RoleChoice } from './account.ts'
import type { GateEnv } from './gate.ts'
import type { SentForm } from './keptPost.ts'
import type { OwnSession } from './session.ts'

type C = Context<GateEnv>
type Answer = Response | Promise<Response>

/** Why somebody is asked to send a form once more. */
export type Reason = 'signed in again' | 'page out of date' | 'database away' | 'too many'

/** The pages of signing in and of the guards, drawn where the design is known; the kernel knows no markup. */
export type SignInPages = Readonly<{
  chooseProvider: (c: C, shown: { providers: { title: string; href: string }[] }) => Answer
  /** The provider refused, the answer came too late, or somebody tampered with it: never which. */
  signInFailed: (c: C, shown: { again: string }) => Answer
  /** Signed in at the agency, but unknown here: no details. */
  notSetUp: (c: C) => Answer
  paused: (c: C) => Answer
  chooseRole: (c: C, shown: { roles: RoleChoice[]; current: string | undefined; returnTo: string }) => Answer
  signedOut: (c: C, shown: { elsewhere: string | undefined }) => Answer
  sessions: (c: C, shown: { sessions: OwnSession[]; currentId: string; roles: number }) => Answer
  /** The form with all that was typed, to be sent once more by the person; works without the database. */
  sendAgain: (c: C, shown: { form: SentForm; reason: Reason; seconds?: number | undefined }) => Answer
  keptWorkGone: (c: C) => Answer
  tooMany: (c: C, shown: { seconds: number }) => Answer
  tooLarge: (c: C) => Answer
  /** A form that did not come from our own page. */
  forged: (c: C) => Answer
  databaseAway: (c: C) => Answer
  /** It cannot be written down who reads, so nothing is shown. */
  notRecorded: (c: C) => Answer
  /** So many records were opened in so short a time that nothing more is shown for a while. */
  readingHeld: (c: C, shown: { seconds: number }) => Answer
  broken: (c: C, shown: { id: string }) => Answer
}>
