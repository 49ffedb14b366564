import { linkTarget } from './attributes.ts'
import type { Content } from './attributes.ts'
import { useTexts } from './texts.ts'

export type PurposeStripProps = {
  /** The work that is open and the purpose in the clause's words: "Notification 2026-01042 · safeguarding a child". */
  text: Content
  /** Where the reasons are shown in full. */
  whyHref: string
}

/** Under the header of every page about a person: for what the viewer is here. */
export function PurposeStrip({ text, whyHref }: PurposeStripProps) {
  const { purpose: words } = useTexts()
  return (
    <aside class="kith-purpose" aria-label={words.youAreHereFor.replace(/:$/, '')}>
      <p class="kith-purpose__text">
        {words.youAreHereFor} <b>{text}</b>{' '}
        <a class="kith-purpose__why" href={linkTarget(whyHref)}>{words.why}</a>
      </p>
    </aside>
  )
}
