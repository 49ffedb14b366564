import type { Content } from './attributes.ts'

export type LiveRegionProps = {
  /** The stream of this page: `/live?…`. */
  src: string
  children?: Content
}

/**
 * What stays true while the page is open. Inside it, mark each list with `data-live="name"` and its rows with
 * `data-key`. Without scripts it is simply the page as it was served.
 */
export function LiveRegion({ src, children }: LiveRegionProps) {
  return <live-region src={src}>{children}</live-region>
}

/** The connection in a word, and who else has this open; the live island fills both. */
export function LiveState() {
  return (
    <p class="kith-live-state">
      <span data-live-state="" class="kith-live-state__word"></span> <span data-presence=""></span>
    </p>
  )
}
