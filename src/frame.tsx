import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { LiveRegion, LiveState } from './design/liveRegion.tsx'
import { Page, type Assets } from './design/page.tsx'
import { english } from './language/catalogue.ts'
import type { GateEnv } from './kernel/signIn/gate.ts'
import { byLink } from './kernel/signIn/session.ts'
import type { PageOptions } from './kernel/web.ts'
import { navigationFor } from './navigation.ts'
import { maySearch } from './people/policy.ts'
import { alertsUnseen } from './sharing/alertsUnseen.ts'

type Frame = { assets: Assets; version: string }

/** Puts pages into the frame; `from` is the position from which they follow live. */
export function framing({ assets, version }: Frame) {
  return (c: Context<GateEnv>, from = '') =>
    async (page: PageOptions, content: Child) => {
      const viewer = await signedIn(c, page)
      return c.html(
        <Page
          title={page.title} assets={assets} nonce={c.var.nonce} csrf={c.var.csrf ?? ''} texts={english} version={version}
          viewer={viewer} nav={viewer ? navigationFor(c.var.viewer.role, c.req.path) : []} wide={page.wide}
          inError={page.status === 422} back={page.back} breadcrumbs={page.crumbs}
          purpose={page.purpose && withWayBack(c, page.purpose)}
          flash={page.flash ? { kind: 'success', text: page.flash } : undefined}
        >
          {page.live && viewer
            ? <LiveRegion src={`/live?about=${encodeURIComponent(page.live)}&from=${from}`}><LiveState />{content}</LiveRegion>
            : content}
        </Page>, page.status ?? 200)
    }
}

/** "Why can I see this?" leads back to the page that it was asked on. */
function withWayBack(c: Context<GateEnv>, { text, whyHref }: NonNullable<PageOptions['purpose']>) {
  if (c.req.method !== 'GET') return { text, whyHref }
  const work = c.req.query('work')
  const here = work === undefined ? c.req.path : `${c.req.path}?work=${work}`
  return { text, whyHref: `${whyHref}&back=${encodeURIComponent(here)}` }
}

/** Pages of signing in, and pages made while the database is away, have nobody. */
async function signedIn(c: Context<GateEnv>, { status = 200 }: PageOptions) {
  const { who, viewer, kernel } = c.var
  if (!who || !viewer || c.var.session?.provider === byLink) return undefined
  return {
    ...(status < 500 && { bell: { href: '/alerts', count: await alertsUnseen(kernel, viewer) } }),
    name: who.name, agency: [who.roleTitle, who.agencyName].filter(Boolean).join(', '),
    maySearch: maySearch(viewer),
    mayChangeRole: (c.var.session?.roles ?? 1) > 1,
  }
}

/** One answer for what is absent, sealed or forbidden: same words, same status, same headers. */
export function Absent() {
  return (
    <>
      <h1 class="govuk-heading-l">Page not found</h1>
      <p class="govuk-body">There is nothing here that you can open. It may not exist, or it may not be part of your work.</p>
      <p class="govuk-body">Check the address, or start again from <a class="govuk-link" href="/">your first page</a>.</p>
      <p class="govuk-body"><a class="govuk-link" href="/break-glass">I need to see somebody in an emergency</a></p>
    </>
  )
}
