import type { Child } from 'hono/jsx'
import { Badge } from '../design/badge.tsx'
import { Table } from '../design/table.tsx'
import { WideTable } from '../design/wideTable.tsx'
import type { Scope } from '../kernel/context.ts'
import type { Tx } from '../kernel/database.ts'
import { disclose } from '../kernel/disclosure.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { dateText } from '../language/format.ts'
import { isRefusedBecause, refusedBecauseWords, shareStateWords, stateOfShare } from './share.ts'
import type { Share } from './share.ts'
import { mayShare } from './sharePolicy.ts'
import { listRefusals, listRequestsAbout } from './store/refusals.ts'
import type { AskedBefore, Refusal } from './store/refusals.ts'
import { categoriesIn, listShares } from './store/shares.ts'
import { loadWords } from './store/words.ts'
import type { Words } from './store/words.ts'

/** On the child's page: what was shared with whom and why, what was asked, and what was not shared. */
export const sharesPanel = {
  slot: 'shared',
  view: async (tx: Tx, kernel: Kernel, scope: Scope, personId: string): Promise<Child | undefined> => {
    const [shares, refusals, requests] = [
      await listShares(tx, { personId }),
      await listRefusals(tx, personId),
      await listRequestsAbout(tx, personId),
    ]
    const words = await loadWords(tx)
    await disclose(tx, kernel, scope, {
      page: 'people/one/shares',
      people: [{ personId, categories: requests.length > 0 ? ['disclosure', 'request'] : ['disclosure'] }],
    })
    const isMine = mayShare(scope.viewer)
    const query = scope.workId ? `?work=${scope.workId}` : ''
    return (
      <>
        <Shares shares={shares} words={words} now={kernel.now()} />
        <NotShared refusals={refusals} requests={requests} words={words} />
        {isMine ? (
          <ul class="govuk-list">
            <li>
              <a class="govuk-link" href={`/people/${personId}/share${query}`}>
                Share information about this person
              </a>
            </li>
            <li>
              <a class="govuk-link" href={`/people/${personId}/ask${query}`}>
                Ask another agency to share
              </a>
            </li>
            <li>
              <a class="govuk-link" href={`/people/${personId}/not-shared${query}`}>
                Record that something was not shared
              </a>
            </li>
          </ul>
        ) : undefined}
      </>
    )
  },
} as const

function Shares({ shares, words, now }: { shares: readonly Share[]; words: Words; now: Date }) {
  if (shares.length === 0) return <></>
  return (
    <WideTable label="Shared with other agencies">
      <Table
        caption="Shared with other agencies"
        captionClasses="govuk-table__caption--m"
        live="shares"
        head={['Sent', 'From', 'To', 'What', 'Why', 'State'].map(text => ({ text }))}
        rows={shares.map(share => ({
          key: share.id,
          cells: [
            {
              text: (
                <a class="govuk-link" href={`/shares/${share.id}`}>
                  {dateText(share.sentAt)}
                </a>
              ),
            },
            { text: words.agency(share.fromAgency) },
            { text: `${words.role(share.toRole)}, ${words.agency(share.toAgency)}` },
            {
              text: (
                <>
                  {share.kind === 'request' ? (
                    <>
                      <Badge colour="blue" text="Request" />{' '}
                    </>
                  ) : undefined}
                  {categoriesIn(share.sections).map(words.category).join(', ')}
                </>
              ),
            },
            { text: share.reason },
            { text: shareStateWords[stateOfShare(share, now)] },
          ],
        }))}
      />
    </WideTable>
  )
}

type NotSharedProps = { refusals: readonly Refusal[]; requests: readonly AskedBefore[]; words: Words }

/** Requests for information that came through the front door count too. */
function NotShared({ refusals, requests, words }: NotSharedProps) {
  const asked = requests.filter(({ outcome }) => outcome === 'refused' || outcome === null)
  if (refusals.length + asked.length === 0) return <></>
  return (
    <section aria-labelledby="not-shared">
      <h2 class="govuk-heading-m" id="not-shared">
        Asked, and not shared
      </h2>
      <ul class="govuk-list govuk-list--bullet" data-live="not-shared">
        {refusals.map(refusal => (
          <li data-key={refusal.id}>
            <RefusalLine refusal={refusal} words={words} />
          </li>
        ))}
        {asked.map(request => (
          <li data-key={request.id}>
            {dateText(request.at)}: {words.agency(request.byAgency)} asked {words.agency(request.toAgency)} “
            {request.asks}”: {request.outcome === null ? 'no answer yet' : `refused, ${request.because ?? ''}`}
          </li>
        ))}
      </ul>
    </section>
  )
}

function RefusalLine({ refusal, words }: { refusal: Refusal; words: Words }) {
  const { by, otherAgency, otherRole, categories, because, staff, lawfulRoute, at } = refusal
  const what = categories.map(words.category).join(', ') || 'Information'
  const other = otherRole ? `${words.role(otherRole)}, ${words.agency(otherAgency)}` : words.agency(otherAgency)
  const who = { us: `not shared with ${other}`, them: `not shared by ${other}`, law: `not shared with ${other}` }[
    by
  ]
  return (
    <>
      {dateText(at)}: {what}: {who}, recorded by {staff}.{' '}
      {isRefusedBecause(because) ? refusedBecauseWords[because] : because}. {refusal.words}
      {lawfulRoute ? (
        <>
          <br />
          What would be lawful: {lawfulRoute}.
        </>
      ) : undefined}
      {refusal.shareId ? (
        <>
          {' '}
          <a class="govuk-link" href={`/shares/${refusal.shareId}`}>
            The request
          </a>
        </>
      ) : undefined}
      {refusal.requestId ? (
        <>
          {' '}
          <a class="govuk-link" href={`/requests/${refusal.requestId}`}>
            The request
          </a>
        </>
      ) : undefined}
    </>
  )
}
