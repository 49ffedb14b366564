import type { Kernel } from '../kernel.ts'
import type { Settings } from '../settings.ts'
import type { Env } from '../web.ts'
import type { SignInPages } from './pages.ts'
import type { DemoProvider } from './providers.ts'
import type { Session } from './session.ts'

/** What stands between the network and the rooms: made once by the composition root. */
export type Gate = Readonly<{
  kernel: Kernel
  settings: Settings
  pages: SignInPages
  /** Given by the demo only. */
  demo?: DemoProvider | undefined
}>

/** What the guards add for each other; rooms need only `Env`. */
export type GateEnv = {
  Variables: Env['Variables'] & {
    requestId: string
    origin: string
    /** The caller's network address, never written down as it is. */
    address: string
    session: Session | undefined
    scopes: readonly string[] | undefined
  }
}
