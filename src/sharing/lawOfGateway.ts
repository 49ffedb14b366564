import { dateText } from '../language/format.ts'
import { endsOf } from './agreement.ts'
import { isInForce, refuses, warns } from './lawReference.ts'
import type { Forbidding, GatewayLaw, LawReference, NumberedClause, Said } from './lawReference.ts'

/** Whether the power to share reaches from these senders to these receivers, for this purpose, with this information. */
export function checkGateway(clause: NumberedClause, reference: LawReference): Said[] {
  const versions = reference.gateways.filter(({ code }) => code === clause.gateway)
  const gateway = versions.find(({ version }) => version === clause.gatewayVersion)
  if (!gateway) return [refuses('gateway', 'Name the power to share: without one the law knows no clause.')]
  const kinds = kindsOf(clause, reference)
  return [
    ...checkDay(gateway, versions, reference.today),
    ...(gateway.isVerified
      ? []
      : [
          warns(
            'gateway',
            `Nobody has checked the source of the ${gateway.title} here: read it before you rely on it.`,
          ),
        ]),
    ...checkKinds(clause, gateway, reference),
    ...checkPurpose(clause, gateway, reference),
    ...(gateway.depersonalisedOnly
      ? [refuses('gateway', lawful(`The ${gateway.title} carries only what identifies nobody.`, gateway))]
      : []),
    ...gateway.forbids.flatMap(rule => (applies(rule, clause, kinds) ? [sayingOf(rule, gateway)] : [])),
  ]
}

const lawful = (sentence: string, { instead }: GatewayLaw): string =>
  instead === '' ? sentence : `${sentence} Lawful instead: ${instead}.`

function checkDay(gateway: GatewayLaw, versions: readonly GatewayLaw[], today: string): Said[] {
  if (isInForce(gateway, today)) return []
  const now = versions.find(version => isInForce(version, today))
  if (now)
    return [
      refuses('gateway', `This version of the ${gateway.title} is no longer in force. Choose the present one.`),
    ]
  return [
    refuses(
      'gateway',
      gateway.validFrom > today
        ? lawful(
            `The ${gateway.title} is not known here to be in force before ${dateText(gateway.validFrom)}.`,
            gateway,
          )
        : lawful(`The ${gateway.title} is no longer in force.`, gateway),
    ),
  ]
}

type Kinds = Readonly<{ senders: ReadonlySet<string>; receivers: ReadonlySet<string> }>

function kindsOf(clause: NumberedClause, { agencies }: LawReference): Kinds {
  const { senders, receivers } = endsOf(clause)
  const kinds = (ids: readonly string[]) => new Set(ids.map(id => agencies.get(id)?.kind ?? ''))
  return { senders: kinds(senders), receivers: kinds(receivers) }
}

function checkKinds(clause: NumberedClause, gateway: GatewayLaw, { agencies }: LawReference): Said[] {
  if (!gateway.fromKinds || !gateway.toKinds)
    return [warns('gateway', `Who may use the ${gateway.title} has not been recorded: check both ends yourself.`)]
  const { senders, receivers } = endsOf(clause)
  const outside = (ids: readonly string[], among: readonly string[]) =>
    ids.flatMap(id => {
      const agency = agencies.get(id)
      return agency && !among.includes(agency.kind) ? [agency.name] : []
    })
  const [telling, told] = clause.access === 'deposit' ? (['to', 'from'] as const) : (['from', 'to'] as const)
  const fromOutside = outside(senders, gateway.fromKinds)
  const toOutside = outside(receivers, gateway.toKinds)
  return [
    ...(fromOutside.length > 0
      ? [
          refuses(
            telling,
            lawful(`The ${gateway.title} gives no power to share to: ${fromOutside.join(', ')}.`, gateway),
          ),
        ]
      : []),
    ...(toOutside.length > 0
      ? [
          refuses(
            told,
            lawful(`Under the ${gateway.title} these may not receive: ${toOutside.join(', ')}.`, gateway),
          ),
        ]
      : []),
  ]
}

function checkPurpose(clause: NumberedClause, gateway: GatewayLaw, { purposes }: LawReference): Said[] {
  if (!gateway.purposes || gateway.purposes.includes(clause.purpose)) return []
  const title = purposes.get(clause.purpose)?.title ?? clause.purpose
  const carried = gateway.purposes.map(code => purposes.get(code)?.title ?? code)
  const only = carried.length > 0 ? ` It carries: ${carried.join(', ')}.` : ''
  return [refuses('purpose', lawful(`The ${gateway.title} does not carry the purpose “${title}”.${only}`, gateway))]
}

function applies(rule: Forbidding, { categories }: NumberedClause, { senders, receivers }: Kinds): boolean {
  const some = (items: Iterable<string>, among?: readonly string[], except?: readonly string[]) =>
    [...items].some(item => (among?.includes(item) ?? true) && !except?.includes(item))
  return (
    some(senders, rule.from, rule.from_except) &&
    some(receivers, rule.to, rule.to_except) &&
    some(categories, rule.categories, rule.categories_except)
  )
}

function sayingOf(rule: Forbidding, gateway: GatewayLaw): Said {
  const field = rule.categories || rule.categories_except ? 'categories' : rule.from ? 'from' : 'gateway'
  return rule.severity === 'warns' ? warns('gateway', rule.says) : refuses(field, lawful(rule.says, gateway))
}
