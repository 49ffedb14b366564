import type { Child } from 'hono/jsx'
import { Badge } from '../../../design/badge.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { Table } from '../../../design/table.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import { dateText, dayTimeText } from '../../../language/format.ts'
import type { Viewer } from '../../../kernel/context.ts'
import { isRecipient, isSender, mayOverseeShares } from '../../sharePolicy.ts'
import { shareStateWords, stateOfShare } from '../../share.ts'
import type { Share } from '../../share.ts'
import { categoriesIn } from '../../store/shares.ts'
import type { ShareOver } from '../../store/shares.ts'
import type { Words } from '../../store/words.ts'

export type SharesListed = {
  shares: readonly Share[]
  names: ReadonlyMap<string, string>
  staff: ReadonlyMap<string, string>
}
export type ListViewProps = SharesListed & { over: readonly ShareOver[]; words: Words; viewer: Viewer; now: Date }

/** What others shared with the viewer and their team, what they shared, and what is over. */
export function ListView(props: ListViewProps) {
  const { shares, viewer, over } = props
  const received = shares.filter(share => isRecipient(viewer, share) && !isSender(viewer, share))
  const sent = shares.filter(share => isSender(viewer, share))
  const due = sent.filter(share => mayOverseeShares(viewer) && share.isVital && share.reviewedAt === undefined)
  return (
    <>
      <h1 class="govuk-heading-l">Shares</h1>
      {due.length > 0 ? (
        <Part {...props} title="To review: sent because a life was at risk" live="review" shares={due} />
      ) : undefined}
      {mayOverseeShares(viewer) ? undefined : (
        <Part {...props} title="Shared with you and your team" live="received" shares={received}>
          <EmptyState title="Nothing is shared with you now">
            <p class="govuk-body">
              When another agency shares part of a record with you, it appears here until it ends.
            </p>
          </EmptyState>
        </Part>
      )}
      <Part
        {...props}
        title={mayOverseeShares(viewer) ? 'Sent by your agency' : 'Sent by you and your team'}
        live="sent"
        shares={sent}
      >
        <EmptyState title="Nothing sent">
          <p class="govuk-body">
            Open a person and choose “Share information”. What you send appears here with its receipt.
          </p>
        </EmptyState>
      </Part>
      <Over {...props} over={over} />
    </>
  )
}

type PartProps = ListViewProps & { title: string; live: string; children?: Child }

function Part({ title, live, shares, names, staff, words, viewer, now, children }: PartProps) {
  if (shares.length === 0)
    return (
      <>
        <h2 class="govuk-heading-m">{title}</h2>
        <div data-live={live}>{children}</div>
      </>
    )
  return (
    <WideTable label={title}>
      <Table
        caption={title}
        captionClasses="govuk-table__caption--m"
        live={live}
        list
        firstCellIsHeader
        head={['Person', 'What', isSenders(live) ? 'To' : 'From', 'State', 'Ends'].map(text => ({ text }))}
        rows={shares.map(share => ({
          key: share.id,
          cells: [
            {
              text: (
                <a class="govuk-link" href={`/shares/${share.id}`} data-open>
                  {names.get(share.personId) ?? 'Name not open to you'}
                </a>
              ),
            },
            {
              text: (
                <>
                  {share.kind === 'request' ? <Badge colour="blue" text="Request" /> : undefined}{' '}
                  {categoriesIn(share.sections).map(words.category).join(', ')}
                  {share.isVital ? (
                    <>
                      {' '}
                      <Badge colour="red" text="Life at risk" />
                    </>
                  ) : undefined}
                </>
              ),
            },
            {
              text: isSender(viewer, share)
                ? `${words.role(share.toRole)}, ${words.agency(share.toAgency)}`
                : `${staff.get(share.fromStaff) ?? words.role(share.fromRole)}, ${words.agency(share.fromAgency)}`,
            },
            { text: shareStateWords[stateOfShare(share, now)] },
            { text: dayTimeText(share.validUntil, now) },
          ],
        }))}
      />
    </WideTable>
  )
}

const isSenders = (live: string) => live !== 'received'

function Over({ over, words }: ListViewProps) {
  if (over.length === 0) return <></>
  return (
    <WideTable label="Shared with you before">
      <Table
        caption="Shared with you before"
        captionClasses="govuk-table__caption--m"
        live="over"
        head={['From', 'Shared', 'How it ended'].map(text => ({ text }))}
        rows={over.map(each => ({
          key: each.id,
          cells: [
            {
              text: (
                <a class="govuk-link" href={`/shares/${each.id}`}>
                  {words.agency(each.fromAgency)}
                </a>
              ),
            },
            { text: dateText(each.sentAt) },
            { text: `${each.wasRecalled ? 'Recalled' : 'Ended'} ${dateText(each.overAt)}` },
          ],
        }))}
      />
    </WideTable>
  )
}
