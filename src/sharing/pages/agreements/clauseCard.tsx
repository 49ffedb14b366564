import type { Content } from '../../../design/attributes.ts'
import { SummaryList } from '../../../design/summaryList.tsx'
import type { SummaryAction } from '../../../design/summaryList.tsx'
import { dateTimeText } from '../../../language/format.ts'
import { standingOf, standingOfClause } from '../../agreement.ts'
import type { Agreement, Clause } from '../../agreement.ts'
import { lastDayText, oldestWords, precisionWords, reachWords, subjectWords } from '../../clauseWords.ts'
import { GatewayLink } from '../../gatewayLink.tsx'
import type { Words } from '../../store/words.ts'
import { StandingTag } from './standingTag.tsx'

export const fact = (key: string, text: Content) => ({ key: { text: key }, value: { text } })

type ClauseCardProps = {
  clause: Clause
  agreement: Agreement
  words: Words
  now: Date
  actions: readonly SummaryAction[]
}

/** One clause as its parties read it; limits that a clause does not have are not spoken of. */
export function ClauseCard({ clause, agreement, words, now, actions }: ClauseCardProps) {
  const standing = standingOfClause(clause, agreement, now)
  const isLive = standingOf(agreement, now) === 'in_force'
  const list = (items: readonly string[]) => items.toSorted().join(', ')
  return (
    <section id={`clause-${clause.number}`}>
      <SummaryList
        card={{
          title: {
            text: (
              <>
                Clause {clause.number} {isLive || clause.endedAt ? <StandingTag standing={standing} /> : undefined}
              </>
            ),
            headingLevel: 3,
          },
          actions: actions.length > 0 ? { items: actions } : undefined,
        }}
        rows={[
          fact('It says', clause.says),
          fact('From', list(clause.fromAgencies.map(words.agency))),
          fact('To', list(clause.toAgencies.map(words.agency))),
          fact('For these roles', list(clause.toRoles.map(words.role))),
          fact(
            clause.access === 'read' ? 'They may see' : 'They may add',
            `${list(clause.categories.map(words.category))}, up to tier ${clause.highestTier} of 3`,
          ),
          fact('About whom', clause.access === 'deposit' ? 'Whoever they tell about' : reachWords[clause.reach]),
          ...limitsOf(clause),
          fact('Purpose', words.purpose(clause.purpose).title),
          fact('Power to share', <GatewayLink gateway={words.gateway(clause.gateway)} />),
          fact('Basis in data protection law', clause.basis),
          clause.onward === 'none'
            ? undefined
            : fact('May pass it on to', list(clause.onwardAgencies.map(words.agency))),
          clause.conditions === '' ? undefined : fact('Conditions', clause.conditions),
          fact('Until', `The end of ${lastDayText(earlier(agreement.validUntil, clause.validUntil))}`),
          clause.endedAt ? fact('Ended', endingOf(clause, clause.endedAt)) : undefined,
        ]}
      />
    </section>
  )
}

function limitsOf({ subjectClass, oldestMonths, precision }: Clause) {
  return [
    subjectClass === 'any' ? undefined : fact('Role in the event', subjectWords[subjectClass] ?? subjectClass),
    oldestMonths === undefined ? undefined : fact('How old', oldestWords(oldestMonths)),
    precision === 'full' ? undefined : fact('How precise', precisionWords[precision]),
  ]
}

function endingOf({ endedBy, endedWhy }: Clause, endedAt: Date): string {
  return `${dateTimeText(endedAt)}, by ${endedBy ?? 'somebody who has left'}: ${endedWhy ?? ''}`
}

const earlier = (a: Date, b: Date | undefined): Date => (b && b < a ? b : a)
