import { Table } from '../../../design/table.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import { dateTimeText } from '../../../language/format.ts'
import { placesToSign } from '../../agreementLife.ts'
import type { Signature } from '../../agreementLife.ts'
import type { Colleague } from '../../store/agreementDrafts.ts'
import type { Words } from '../../store/words.ts'

type SignaturesProps = {
  parties: readonly string[]
  signatures: readonly Signature[]
  officers: readonly Colleague[]
  words: Words
}

/** Two places for every party: signed by whom and when, or by whom it can be signed. */
export function Signatures({ parties, signatures, officers, words }: SignaturesProps) {
  const places = placesToSign(parties, signatures)
  const missing = places.filter(({ signature }) => !signature).length
  const whoMay = (agencyId: string, role: string) =>
    officers
      .filter(each => each.agencyId === agencyId && each.role === role)
      .map(({ name }) => name)
      .join(' or ')
  return (
    <section id="signatures">
      <h2 class="govuk-heading-m">Signatures</h2>
      <p class="govuk-body">
        {missing === 0
          ? 'Both officers of every party have signed.'
          : `${places.length - missing} of ${places.length} signed.`}
      </p>
      <WideTable label="Signatures">
        <Table
          caption={<span class="govuk-visually-hidden">Signatures</span>}
          head={['Party', 'As', 'Signed'].map(text => ({ text }))}
          rows={places.map(({ agencyId, role, signature }) => [
            { text: words.agency(agencyId) },
            { text: words.role(role) },
            {
              text: signature
                ? `${signature.by}, ${dateTimeText(signature.at)}`
                : `Not signed. ${whoMay(agencyId, role) || 'Nobody here holds this role'}`,
            },
          ])}
        />
      </WideTable>
    </section>
  )
}
