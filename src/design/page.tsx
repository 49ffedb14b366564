import { raw } from 'hono/html'
import { filled } from '../language/catalogue.ts'
import type { Catalogue, Language } from '../language/catalogue.ts'
import { classNames } from './attributes.ts'
import type { Content } from './attributes.ts'
import { BackLink } from './backLink.tsx'
import { Breadcrumbs } from './breadcrumbs.tsx'
import type { Breadcrumb } from './breadcrumbs.tsx'
import { FrameHeader } from './frameHeader.tsx'
import { NotificationBanner } from './notificationBanner.tsx'
import { PurposeStrip } from './purposeStrip.tsx'
import type { PurposeStripProps } from './purposeStrip.tsx'
import { SkipLink } from './skipLink.tsx'
import { TextsOfPage } from './texts.ts'

export type Viewer = {
  name: string
  agency: string
  bell?: { href: string; count: number } | undefined
  /** Looks for people in the course of their work. */
  maySearch?: boolean | undefined
  /** Holds more than one role. */
  mayChangeRole?: boolean | undefined
}

/** `keys` is the keyboard shortcut that goes there, such as `g m`. */
export type NavLink = { text: string; href: string; current?: boolean | undefined; keys?: string | undefined }

export type Assets = { css: readonly string[]; js: string }

export type Flash = { kind: 'success' | 'important'; text: Content }

export type PageProps = {
  title: string
  assets: Assets
  nonce: string
  csrf: string
  texts: Catalogue
  /** Absent on pages for people who have not signed in. */
  viewer?: Viewer | undefined
  nav?: readonly NavLink[] | undefined
  purpose?: PurposeStripProps | undefined
  breadcrumbs?: readonly Breadcrumb[] | undefined
  back?: string | { href: string; text: Content } | undefined
  flash?: Flash | undefined
  /** Tables and boards use the full width. */
  wide?: boolean | undefined
  /** Puts "Error:" before the title, for a form that came back. */
  inError?: boolean | undefined
  language?: Language | undefined
  version?: string | undefined
  children?: Content
}

/** The frame of every page, with the document type. */
export function Page(props: PageProps) {
  return (
    <TextsOfPage.Provider value={props.texts}>
      {raw('<!doctype html>')}
      <html lang={props.language === 'cy' ? 'cy' : 'en-GB'} class="govuk-template">
        <Head {...props} />
        <body class="govuk-template__body" data-words={wordsForIslands(props.texts)}>
          <SkipLink href="#content" text={props.texts.frame.skip} />
          <FrameHeader viewer={props.viewer} nav={props.nav ?? []} csrf={props.csrf} />
          {props.purpose ? <PurposeStrip {...props.purpose} /> : undefined}
          <Middle {...props} />
          <Footer texts={props.texts} version={props.version} />
          <div class="govuk-visually-hidden" aria-live="polite" data-announcer></div>
        </body>
      </html>
    </TextsOfPage.Provider>
  )
}

function Head({ title, assets, nonce, texts, inError }: PageProps) {
  return (
    <head>
      <meta charset="utf-8" />
      <title>{`${inError ? filled(texts.frame.errorTitle, { title }) : title} \u2013 ${texts.frame.product}`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <meta name="theme-color" content="#12263f" />
      <meta name="robots" content="noindex, nofollow" />
      <link rel="icon" type="image/svg+xml" href={icon} />
      {assets.css.map(href => <link rel="stylesheet" href={href} />)}
      <script type="module" src={assets.js} nonce={nonce}></script>
    </head>
  )
}

const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#12263f"/>'
  + '<g fill="none" stroke-width="3.5"><circle cx="12" cy="16" r="7" stroke="#5fd0c5"/>'
  + '<circle cx="20" cy="16" r="7" stroke="#fff"/></g></svg>',
)}`

function Middle({ breadcrumbs, back, flash, wide, texts, children }: PageProps) {
  const backLink = typeof back === 'string' ? { href: back, text: texts.govuk.back } : back
  return (
    <div class={classNames('govuk-width-container', wide && 'kith-width-container--wide')}>
      {breadcrumbs ? <Breadcrumbs items={breadcrumbs} labelText={texts.govuk.breadcrumb} /> : undefined}
      {backLink ? <BackLink {...backLink} /> : undefined}
      <main class="govuk-main-wrapper" id="content">
        {flash
          ? <NotificationBanner
              type={flash.kind}
              titleText={flash.kind === 'success' ? texts.frame.success : texts.frame.important}
              text={flash.text}
            />
          : undefined}
        {children}
      </main>
    </div>
  )
}

function Footer({ texts, version }: { texts: Catalogue; version: string | undefined }) {
  return (
    <footer class="kith-footer">
      <ul class="kith-footer__list">
        <li><a class="kith-footer__link" href="/help">{texts.frame.help}</a></li>
        <li><a class="kith-footer__link" href="/accessibility">{texts.frame.accessibility}</a></li>
        {version ? <li>{filled(texts.frame.version, { version })}</li> : undefined}
      </ul>
    </footer>
  )
}

/** The browser code imports no catalogue: its words travel with the page. */
function wordsForIslands({ saving, live, upload, keyboard, hidden, count }: Catalogue): string {
  return JSON.stringify({ saving, live, upload, keyboard, hidden, count })
}
