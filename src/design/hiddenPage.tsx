import { raw } from 'hono/html'
import { monthText } from '../language/format.ts'
import type { Catalogue } from '../language/catalogue.ts'
import { linkTarget } from './attributes.ts'

export type HiddenPageProps = { css: readonly string[]; backHref: string; texts: Catalogue; now: Date }

/** What quick-hide shows where scripts do not run: nothing that says where one was. */
export function HiddenPage({ css, backHref, texts, now }: HiddenPageProps) {
  return (
    <>
      {raw('<!doctype html>')}
      <html lang="en-GB">
        <head>
          <meta charset="utf-8" />
          <title>{texts.hidden.title}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <link rel="icon" href="data:," />
          {css.map(href => <link rel="stylesheet" href={href} />)}
        </head>
        <body class="kith-hidden">
          <main class="kith-hidden__main">
            <h1 class="kith-hidden__title">{monthText(now)}</h1>
            <a class="kith-hidden__back" href={linkTarget(backHref)}>{texts.hidden.back}</a>
          </main>
        </body>
      </html>
    </>
  )
}
