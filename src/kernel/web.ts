import type { Child } from 'hono/jsx'
import type { Viewer } from './context.ts'
import type { Kernel } from './kernel.ts'

export type PageOptions = {
  title: string
  status?: 200 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503
  back?: { href: string; text: string }
  crumbs?: { href?: string; text: string }[]
  /** The strip on every page about a person: for which work it is open, and why that is allowed. */
  purpose?: { text: string; whyHref: string }
  wide?: boolean
  flash?: string
  /** Topics that make this page fetch itself again: `verb:notification.,work:<id>,person:<id>`. */
  live?: string
}

/** What every handler finds in its context; put there by the guards and the composition root. */
export type Env = {
  Variables: {
    kernel: Kernel
    viewer: Viewer
    who: { name: string; agencyName: string; roleTitle: string }
    nonce: string
    csrf: string
    render: (page: PageOptions, content: Child) => Response | Promise<Response>
    /** The constant answer for what is absent, sealed or forbidden. */
    absent: () => Response | Promise<Response>
  }
}
