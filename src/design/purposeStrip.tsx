import { linkTarget } from './attributes.ts'
import type { Content } from './attributes.ts'
import { useTexts } from './texts.ts'

export type PurposeStripProps = {
  /** The work item that is open: "Notification 2026-01042". */
  workItem: Content
  /** In the words of the clause: "safeguarding a child". */
  purpose: Content
  /** Where the reasons are shown in full. */
  whyHref: string
}

/** Under the header of every page about a person: for what the viewer is here. */
export function PurposeStrip({ workItem, purpose, whyHref }: PurposeStripProps) {
  const { purpose: words } = useTexts()
  return (
    <aside class="kith-purpose" aria-label={words.youAreHereFor.replace(/:$/, '')}>
      <p class="kith-purpose__text">
        {words.youAreHereFor} <b>{workItem}</b> <span class="kith-purpose__dot" aria-hidden="true">{'\u00b7'}</span>
        {' '}{purpose}{' '}
        <a class="kith-purpose__why" href={linkTarget(whyHref)}>{words.why}</a>
      </p>
    </aside>
  )
}
