import { InsetText } from '../../../../design/insetText.tsx'
import { SummaryList } from '../../../../design/summaryList.tsx'
import { Tag } from '../../../../design/tag.tsx'
import { WarningText } from '../../../../design/warningText.tsx'
import { dateTimeText } from '../../../../language/format.ts'
import { pageWord, sentence } from '../../../../people/pages/words.ts'
import type { LoadedReceipt } from '../../../log/loadReceipt.ts'
import type { Words } from '../../../store/words.ts'

type ReceiptViewProps = {
  receipt: LoadedReceipt; words: Words; reference: string
  /** How many witnesses are asked. */
  witnesses: number
  verifierKey: string
}

/** What was read, by whom and by which clause, and how far it is proved. */
export function ReceiptView({ receipt, words, reference, witnesses, verifierKey }: ReceiptViewProps) {
  return (
    <>
      <h1 class="govuk-heading-l">Receipt for a reading</h1>
      <p class="govuk-body">
        This is one line of the record of disclosures, and what proves that the line was written then and not changed
        since. The person is not named here.
      </p>
      {receipt.state.fault === null ? undefined : <WarningText text={`The log has stopped. ${receipt.state.fault}`} />}
      <SummaryList rows={rowsOf(receipt, words, reference)} />
      <h2 class="govuk-heading-m">How far it is proved</h2>
      <SummaryList rows={proofOf(receipt, witnesses)} />
      {receipt.text === undefined
        ? <InsetText text="The receipt can be downloaded when the next checkpoint is signed, within a minute or so. Open this page again then." />
        : <Checking id={receipt.facts.row_id} verifierKey={verifierKey} isOwn={receipt.isOwn} />}
    </>
  )
}

const row = (key: string, value: unknown) => ({ key: { text: key }, value: { text: <>{value}</> } })

function rowsOf({ facts, isOwn, reader, clauses, versions, categories, elements }: LoadedReceipt, words: Words, reference: string) {
  const place = `${words.role(facts.role ?? '')}, ${words.agency(facts.agency ?? '')}`
  const isRefused = facts.outcome === 'refused'
  return [
    row('When', <time datetime={facts.at}>{dateTimeText(new Date(facts.at))}</time>),
    row('Who read', isOwn ? `You, ${place}` : `${reader}, ${place}`),
    row('About', isOwn ? `${reference} (whoever you had open)` : reference),
    row('For', facts.purpose === '' ? 'Nothing was open' : words.purpose(facts.purpose ?? '').title),
    row('Where', sentence(pageWord(facts.what ?? ''))),
    row('Outcome', isRefused ? <Tag classes="govuk-tag--red" text="Refused: nothing was shown" /> : 'Shown'),
    ...isRefused ? [] : [
      row('Kinds of information', sentence(categories.map(words.category).join(', ')) || 'That the page exists, no more'),
      row('What exactly', sentence(elements.join(', ')) || 'Nothing about the person'),
      row('By which clauses', clauses.length === 0
        ? 'None was needed: the reader’s own agency holds it'
        : (
          <ul class="govuk-list">
            {clauses.map((clause, at) => (
              <li>
                {clause.title}, version {versions[at]}, clause {clause.number}: {words.gateway(clause.gateway).title}
              </li>
            ))}
          </ul>
        )),
    ],
  ]
}

const done = <Tag classes="govuk-tag--green" text="Done" />
const waiting = <Tag classes="govuk-tag--yellow" text="Waiting" />

function proofOf({ leaf, witnessed }: LoadedReceipt, witnesses: number) {
  const names = witnessed?.cosigned.map(({ witness }) => witness).join(', ')
  return [
    row('Written into the log', leaf ? <>{done} Leaf {leaf.index}</> : <>{waiting} It takes about a second</>),
    row('Signed', witnessed
      ? <>{done} {dateTimeText(witnessed.checkpoint.at)}, with {witnessed.checkpoint.size} leaves</>
      : <>{waiting} A checkpoint is signed each minute</>),
    row('Seen by witnesses', witnesses === 0
      ? 'No partner agency co-signs yet'
      : <>{(witnessed?.cosigned.length ?? 0) > 0 ? done : waiting} {witnessed?.cosigned.length ?? 0} of {witnesses}{names ? `: ${names}` : ''}</>),
  ]
}

function Checking({ id, verifierKey, isOwn }: { id: string; verifierKey: string; isOwn: boolean }) {
  return (
    <>
      <p class="govuk-body">
        <a class="govuk-link" href={`/disclosures/${id}/receipt.tlog-proof`}>Download the receipt</a>
      </p>
      <h2 class="govuk-heading-m">How to check it</h2>
      <p class="govuk-body">
        The receipt proves itself: nobody needs to ask us, and no database is needed. Get the key of the log from
        somebody you trust, such as a partner agency that witnesses it, and compare:
      </p>
      <p class="govuk-body"><code>{verifierKey}</code></p>
      <p class="govuk-body">Then, wherever Kith is installed:</p>
      <p class="govuk-body"><code>npx kith verify --receipt reading-{id}.tlog-proof --log {verifierKey}</code></p>
      <p class="govuk-body">
        {isOwn
          ? 'It holds the internal ids of you and of the person: keep it as you keep other records about people.'
          : 'It holds the internal id of the reader. Whom the reading was about stays closed in it.'}
      </p>
    </>
  )
}
