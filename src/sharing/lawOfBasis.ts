import { endsOf } from './agreement.ts'
import type { Basis, BasisKind } from './agreement.ts'
import { isInForce, refuses } from './lawReference.ts'
import type { LawfulBasis, LawReference, NumberedClause, Said } from './lawReference.ts'

/** One end of a clause: who stands there, what they rely on, and the kinds of information that pass. */
type End = Readonly<{
  name: 'sender' | 'receiver'
  agencies: readonly Readonly<{ name: string; isPublic: boolean; isCompetent: boolean }>[]
  basis: Basis
  special: readonly string[]
  offences: readonly string[]
  isForLawEnforcement: boolean
}>

/** Both regimes may apply to the two ends of one share: each end is judged by itself. */
export function checkBasis(clause: NumberedClause, reference: LawReference): Said[] {
  const { senders, receivers } = endsOf(clause)
  const titles = (sensitivity: string) =>
    clause.categories.flatMap(code => {
      const category = reference.categories.get(code)
      return category?.sensitivity === sensitivity ? [category.title.toLowerCase()] : []
    })
  const shared = {
    special: titles('special'),
    offences: titles('offence'),
    isForLawEnforcement: reference.purposes.get(clause.purpose)?.forLawEnforcement ?? false,
  }
  const end = (name: End['name'], ids: readonly string[], basis: Basis): End => ({
    ...shared,
    name,
    basis,
    agencies: ids.flatMap(id => standingOfAgency(id, reference)),
  })
  return [end('sender', senders, clause.senderBasis), end('receiver', receivers, clause.receiverBasis)].flatMap(
    each => [
      ...checkKnown(each, reference),
      ...checkPart3(each),
      ...checkArticles(each, reference),
      ...checkRegime(each, clause, reference),
    ],
  )
}

function standingOfAgency(id: string, { agencies, kinds }: LawReference): End['agencies'] {
  const agency = agencies.get(id)
  const kind = agency && kinds.get(agency.kind)
  return agency
    ? [{ name: agency.name, isPublic: kind?.isPublic ?? true, isCompetent: kind?.isCompetentAuthority ?? false }]
    : []
}

const at = ({ name }: End, kind: BasisKind): string => `${name}_${kind}`
const who = (agencies: End['agencies']): string => agencies.map(({ name }) => name).join(', ')

function checkKnown(end: End, { bases, today }: LawReference): Said[] {
  return Object.entries(end.basis).flatMap(([kind, code]) => {
    const basis = bases.get(code)
    const field = `${end.name}_${kind}`
    if (!basis || basis.kind !== kind) return [refuses(field, 'Choose one of the bases in the list.')]
    return isInForce(basis, today)
      ? []
      : [refuses(field, `${basis.title} is not in force today. Choose another basis.`)]
  })
}

/** Those who act as competent authorities for law enforcement; everybody else at this end is under UK GDPR. */
const underPart3 = (end: End) =>
  end.isForLawEnforcement ? end.agencies.filter(({ isCompetent }) => isCompetent) : []
const underGdpr = (end: End) =>
  end.isForLawEnforcement ? end.agencies.filter(({ isCompetent }) => !isCompetent) : end.agencies

function checkPart3(end: End): Said[] {
  const { part3, schedule8 } = end.basis
  const competent = underPart3(end)
  if (competent.length === 0) {
    if (part3 === undefined && schedule8 === undefined) return []
    const why = end.isForLawEnforcement
      ? 'none of these is a competent authority (Data Protection Act 2018, section 30 and Schedule 7)'
      : 'this purpose is no law enforcement purpose (Data Protection Act 2018, section 31)'
    return [
      refuses(
        at(end, part3 === undefined ? 'schedule8' : 'part3'),
        `Part 3 does not apply at this end: ${why}. Give the Article 6 basis instead.`,
      ),
    ]
  }
  return [
    ...(part3 === undefined
      ? [
          refuses(
            at(end, 'part3'),
            `${who(competent)}: a competent authority needs a basis in Part 3 for a law enforcement ` +
              'purpose (Data Protection Act 2018, section 35). Choose it.',
          ),
        ]
      : []),
    ...(end.special.length > 0 && schedule8 === undefined
      ? [
          refuses(
            at(end, 'schedule8'),
            `Sensitive processing (${end.special.join(', ')}) needs a condition of Schedule 8 at ` +
              'this end (Data Protection Act 2018, section 35(5)). Choose one or leave this information out.',
          ),
        ]
      : []),
  ]
}

function checkArticles(end: End, { bases }: LawReference): Said[] {
  const { article6, article9, schedule1 } = end.basis
  const bound = underGdpr(end)
  if (bound.length === 0)
    return article6 === undefined && article9 === undefined
      ? []
      : [
          refuses(
            at(end, 'article6'),
            'Everybody at this end acts under Part 3 of the Data Protection Act 2018: take the Article 6 basis out.',
          ),
        ]
  const six = article6 === undefined ? undefined : bases.get(article6)
  const nine = article9 === undefined ? undefined : bases.get(article9)
  const publicBodies = bound.filter(({ isPublic }) => isPublic)
  return [
    ...(article6 === undefined
      ? [refuses(at(end, 'article6'), `${who(bound)}: name the lawful basis of UK GDPR Article 6 at this end.`)]
      : []),
    ...(six && !six.forPublic && publicBodies.length > 0
      ? [
          refuses(
            at(end, 'article6'),
            `${six.title} is not for public authorities in the performance of their tasks ` +
              `(UK GDPR Article 6): ${who(publicBodies)}. They rely on Article 6(1)(e), public task.`,
          ),
        ]
      : []),
    ...(end.special.length > 0 && article9 === undefined
      ? [
          refuses(
            at(end, 'article9'),
            `Special categories of data pass (${end.special.join(', ')}): name the condition of UK ` +
              'GDPR Article 9 at this end, or leave this information out.',
          ),
        ]
      : []),
    ...checkSchedule1(end, nine, schedule1 === undefined ? undefined : bases.get(schedule1)),
  ]
}

function checkSchedule1(end: End, nine: LawfulBasis | undefined, schedule: LawfulBasis | undefined): Said[] {
  const field = at(end, 'schedule1')
  if (!schedule) {
    if (nine?.needsSchedule)
      return [
        refuses(
          field,
          `${nine.title} holds only with a condition of Schedule 1 (Data Protection Act 2018, section 10). ` +
            'Choose one.',
        ),
      ]
    return end.offences.length > 0
      ? [
          refuses(
            field,
            `Data about offences passes (${end.offences.join(', ')}): UK GDPR Article 10 and the Data Protection ` +
              'Act 2018, section 10(5), ask for a condition of Schedule 1 at this end. Choose one.',
          ),
        ]
      : []
  }
  return nine?.needsSchedule && !schedule.fits.includes(nine.code)
    ? [
        refuses(
          field,
          `${schedule.title} does not complete ${nine.title} (Data Protection Act 2018, section 10). ` +
            'Choose a condition that does.',
        ),
      ]
    : []
}

function checkRegime(end: End, clause: NumberedClause, { gateways }: LawReference): Said[] {
  const gateway = gateways.find(({ code, version }) => code === clause.gateway && version === clause.gatewayVersion)
  return gateway?.regime === 'gdpr' && end.basis.part3 !== undefined
    ? [
        refuses(
          'gateway',
          `${gateway.title} belongs to UK GDPR, not to Part 3 of the Data Protection Act 2018, on which the ` +
            `${end.name} relies. Lawful instead: ${gateway.instead}.`,
        ),
      ]
    : []
}
