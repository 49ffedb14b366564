import { InsetText } from '../../../design/insetText.tsx'

/** What people have to judge for themselves before they rely on it. */
export function Warnings({ warnings }: { warnings: readonly string[] }) {
  if (warnings.length === 0) return <></>
  return (
    <InsetText>
      <h2 class="govuk-heading-s">Worth knowing</h2>
      <ul class="govuk-list govuk-list--bullet">
        {warnings.map(warning => (
          <li>{warning}</li>
        ))}
      </ul>
    </InsetText>
  )
}
