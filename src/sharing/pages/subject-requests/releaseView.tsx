import { randomUUID } from 'node:crypto'
import { Button } from '../../../design/button.tsx'
import { ErrorSummary } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { InsetText } from '../../../design/insetText.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { dateTimeText } from '../../../language/format.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import type { Release } from '../../subject/store.ts'
import { AccountView } from './accountView.tsx'

type ReleaseViewProps = { release: Release; csrf: string; typed: Typed; problem: string | undefined }

/** The second person reads what would be given, and nothing else, and lets it go or sends it back. */
export function ReleaseView({ release, csrf, typed, problem }: ReleaseViewProps) {
  const base = `/subject-requests/releases/${release.id}`
  return (
    <>
      {problem === undefined ? undefined : <ErrorSummary errorList={[{ text: problem, href: '#why' }]} />}
      {release.state === 'waiting' ? (
        <>
          <h1 class="govuk-heading-l">Release the account {release.reference}?</h1>
          <p class="govuk-body">
            This is the whole account as the person would get it. Ask yourself: is anything in it about somebody else,
            and could anything in it bring somebody in danger?
          </p>
          <Form action={`${base}/release`} csrf={csrf}>
            <input type="hidden" name="key" value={randomUUID()} />
            <Button preventDoubleClick text="Release the account" />
          </Form>
          <Form action={`${base}/send-back`} csrf={csrf}>
            <input type="hidden" name="key" value={randomUUID()} />
            <Textarea
              id="why"
              name="why"
              rows={3}
              value={typed['why']}
              label={{ text: 'What has to be changed' }}
              errorMessage={problem === undefined ? undefined : { text: problem }}
            />
            <Button classes="govuk-button--secondary" preventDoubleClick text="Send it back" />
          </Form>
          <AccountView account={release.document} isFinal={false} />
        </>
      ) : (
        <>
          <h1 class="govuk-heading-l">Account {release.reference}</h1>
          <InsetText
            text={settledText(release)}
          />
        </>
      )}
    </>
  )
}

function settledText({ state, settledAt, why }: Release): string {
  const what = state === 'released' ? 'Released' : 'Sent back'
  return [`${what} ${settledAt ? dateTimeText(settledAt) : ''}.`, why ?? ''].join(' ').trim()
}
