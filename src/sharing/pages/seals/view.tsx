import { randomUUID } from 'node:crypto'
import { Button } from '../../../design/button.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { Form } from '../../../design/form.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { Table } from '../../../design/table.tsx'
import { Tag } from '../../../design/tag.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import { dateText, dateTimeText } from '../../../language/format.ts'
import { coveringWords, relationWords, standingOfSeal, stateWords } from '../../seal.ts'
import type { Declared } from '../../store/conflicts.ts'
import type { Seal } from '../../store/seals.ts'

type Called = (seal: Seal) => string
type SealsViewProps = {
  seals: readonly Seal[]; declared: readonly Declared[]; csrf: string; now: Date; called: Called; mayLay: boolean
}

const colours = { proposed: 'yellow', in_force: 'green', withdrawn: 'grey', lifted: 'grey', expired: 'grey' } as const

export function SealTag({ seal, now }: { seal: Seal; now: Date }) {
  const standing = standingOfSeal({ state: seal.state, validUntil: seal.validUntil ?? undefined }, now)
  return <Tag classes={`govuk-tag--${colours[standing]}`} text={stateWords[standing]} />
}

export function SealsView({ seals, declared, csrf, now, called, mayLay }: SealsViewProps) {
  return (
    <>
      <h1 class="govuk-heading-l">Seals</h1>
      <p class="govuk-body">People whom your agency protects by hiding that they are recorded. Only those who keep a seal
        know that there is one. Two people lay and open the seals that protect a life.</p>
      {mayLay ? <Button href="/seals/new" text="Seal a person" /> : undefined}
      <div data-live="seals">
        {declared.length > 0 && mayLay ? <DeclaredList declared={declared} csrf={csrf} /> : undefined}
        {seals.length === 0
          ? <EmptyState title="No seals"><p class="govuk-body">Seals that you keep,
            and those that wait for your signature, stand here.</p></EmptyState>
          : <WideTable label="Seals">
              <Table
                caption={<span class="govuk-visually-hidden">Seals</span>} list
                head={['Person', 'Why', 'Hidden', 'State', 'Waiting', 'Keeper', 'Laid', 'Ends'].map(text => ({ text }))}
                rows={seals.map(seal => ({
                  key: seal.id,
                  cells: [
                    { text: <a class="govuk-link" href={`/seals/${seal.id}`} data-open>{called(seal)}</a> },
                    { text: seal.kindTitle },
                    { text: seal.against ? `From ${seal.against}` : coveringWords[seal.covers] },
                    { text: <SealTag seal={seal} now={now} /> },
                    { text: seal.waiting > 0 ? <Tag classes="govuk-tag--yellow" text={`${seal.waiting} to sign`} />
                      : 'Nothing' },
                    { text: seal.custodian ?? 'The privacy officers' },
                    { text: dateText(seal.laidAt) },
                    { text: seal.validUntil ? dateText(seal.validUntil) : 'When it is lifted' },
                  ],
                }))}
              />
            </WideTable>}
      </div>
    </>
  )
}

function DeclaredList({ declared, csrf }: { declared: readonly Declared[]; csrf: string }) {
  return (
    <>
      <h2 class="govuk-heading-m">Declared by members of staff, in words</h2>
      {declared.map(each => (
        <>
          <SummaryList
            card={{ title: { text: `${each.staff}, ${each.agency}`, headingLevel: 3 } }}
            rows={[
              { key: { text: 'Knows' }, value: { text: relationWords[each.relation] } },
              { key: { text: 'In their words' }, value: { text: each.words } },
              { key: { text: 'Declared' }, value: { text: dateTimeText(each.declaredAt) } },
            ]}
          />
          <Form action={`/seals/declarations/${each.id}/nobody`} csrf={csrf}>
            <input type="hidden" name="key" value={randomUUID()} />
            <div class="govuk-button-group">
              <Button classes="govuk-button--secondary" href={`/seals/new?for=${each.id}`} text="Find the person" />
              <Button classes="govuk-button--secondary" text="Nobody like this is recorded" />
            </div>
          </Form>
        </>
      ))}
      <h2 class="govuk-heading-m">Seals</h2>
    </>
  )
}
