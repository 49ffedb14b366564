import { partiesOf, standingOf, standingOfClause } from '../../agreement.ts'
import { assessedOf } from '../../assurance/processing.ts'
import type { Assessed, Sources } from '../../assurance/processing.ts'

export type Registered = Readonly<{
  id: string
  title: string
  version: number
  standing: string
  parties: readonly string[]
  purposes: readonly string[]
  laws: readonly string[]
  clausesInForce: number
  clauses: number
  validFrom: Date
  reviewOn: string
  validUntil: Date
  owner: string | undefined
  dpia: Assessed | undefined
  equality: { title: string; reference: string; reviewOn: string | undefined } | undefined
}>

/** Every version of every agreement that is more than a draft, as the tables have it. */
export function registerOfAgreements({ agreements, clauses, words }: Sources, now: Date): Registered[] {
  const byAgreement = Map.groupBy(clauses, ({ agreementId }) => agreementId)
  return agreements
    .filter(({ state }) => state !== 'draft')
    .map(agreement => {
      const own = byAgreement.get(agreement.id) ?? []
      return {
        id: agreement.id,
        title: agreement.title,
        version: agreement.version,
        standing: standingOf(agreement, now).replaceAll('_', ' '),
        parties: partiesOf(own).map(words.agency).toSorted(),
        purposes: [...new Set(own.map(({ purpose }) => words.purpose(purpose).title))].toSorted(),
        laws: [...new Set(own.map(({ gateway }) => words.gateway(gateway).title))].toSorted(),
        clausesInForce: own.filter(clause => standingOfClause(clause, agreement, now) === 'in_force').length,
        clauses: own.length,
        validFrom: agreement.validFrom,
        reviewOn: agreement.reviewOn,
        validUntil: agreement.validUntil,
        owner: agreement.ownerName,
        dpia: assessedOf(agreement, now),
        equality:
          agreement.equality.title === ''
            ? undefined
            : {
                title: agreement.equality.title,
                reference: agreement.equality.reference,
                reviewOn: agreement.equality.reviewOn,
              },
      }
    })
}
