import type { Gateway } from './store/words.ts'

/** The law under which something is shared, with its source; a source nobody has checked is said to be so. */
export function GatewayLink({ gateway: { title, url, isVerified } }: { gateway: Gateway }) {
  return (
    <>
      {url === undefined ? title : <a class="govuk-link" href={url} rel="noreferrer">{title}</a>}
      {isVerified ? undefined : ' (source not yet checked here)'}
    </>
  )
}
