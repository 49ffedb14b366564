import { sql } from 'kysely'
import { dateText } from '../../../language/format.ts'
import { asked, invalid, planned, type Asking, type Change } from '../change.ts'
import { fieldsOf } from '../fields.tsx'
import { reasonedChange } from '../reasonedChange.tsx'
import { countClausesUnder, listGateways, type GatewayRow } from '../store/reference.ts'
import { dayFields, Reading, todayOf, type Typed } from '../typed.ts'
import { counted } from '../words.ts'

const crumb = { text: 'Gateways', href: '/administration/reference/gateways' }
const one = '/administration/reference/gateways/:code{[a-z0-9_]+}'
const versionsOf = async ({ tx, params }: Asking) =>
  (await listGateways(tx)).filter(({ code }) => code === params['code'])
const isLive = ({ validUntil, validFrom }: GatewayRow, today: string) =>
  validUntil === null || (validUntil > today && validUntil > validFrom)

async function fields(typed: Typed, problems: Readonly<Record<string, string>>, isNew: boolean) {
  const on = fieldsOf(typed, problems)
  return (
    <>
      {isNew
        ? on.text({ name: 'code', label: 'Code', hint: 'Small letters, digits and _, like ca2004_s10' })
        : undefined}
      {on.text({ name: 'title', label: 'Title', hint: 'The Act and its section' })}
      {on.area({ name: 'about', label: 'What it allows' })}
      {on.day({ name: 'from', label: 'First day' })}
      {on.area({ name: 'source', label: 'Source', rows: 2 })}
      {on.text({ name: 'source_url', label: 'Address of the source (optional)' })}
      {on.radios({ name: 'verified', label: 'Has somebody checked the source?' }, [
        { value: 'yes', text: 'Yes' },
        { value: 'no', text: 'No: people see that it is not verified' },
      ])}
    </>
  )
}

async function planGateway(asking: Asking, typed: Typed, earlier: readonly GatewayRow[]) {
  const reading = new Reading(typed)
  const code =
    earlier[0]?.code ?? reading.shaped('code', /^[a-z][a-z0-9_]{0,59}$/, 'Use small letters, digits and _')
  const title = reading.text('title', 'Enter the title')
  const about = reading.text('about', 'Say what it allows', 500)
  const from = reading.dayFrom('from', todayOf(asking.kernel.now()), 'Enter the first day')
  const source = reading.text('source', 'Enter the source', 500)
  const url = reading.address('source_url')
  const verified = reading.oneOf('verified', ['yes', 'no'], 'Choose whether the source has been checked') === 'yes'
  if (!earlier.length && (await listGateways(asking.tx)).some(other => other.code === code))
    reading.problems['code'] = 'There is already a gateway with this code'
  const read = reading.result(source)
  if (!read.ok) return invalid(read.problems)
  const version = (earlier[0]?.version ?? 0) + 1
  const clauses = await countClausesUnder(asking.tx, code)
  return planned({
    title: `${title}, version ${version}`,
    button: 'Make this version',
    next: crumb.href,
    rows: [
      { key: 'Title', value: title, ...(earlier[0] && { was: earlier[0].title }) },
      { key: 'What it allows', value: about, ...(earlier[0] && { was: earlier[0].about }) },
      { key: 'First day', value: dateText(from) },
      { key: 'Source', value: source },
      { key: 'Verified', value: verified ? 'Yes' : 'No' },
    ],
    affects: [
      `${counted(clauses, 'clause')} of agreements ${clauses === 1 ? 'relies' : 'rely'} on this gateway.`,
      'What they open does not change, only its words.',
    ],
    apply: tx =>
      asked(
        tx,
        sql`authz.add_gateway(${code}, ${version}, ${title}, ${about}, ${from}::date, ${source},
          ${url || null}, ${verified})`,
      ),
  })
}

const add: Change = {
  code: 'gateway.add',
  path: '/administration/reference/gateways/add',
  title: 'Add a gateway',
  crumb,
  said: 'The gateway has been added.',
  begin: async ({ kernel }) => ({ verified: 'no', ...dayFields('from', todayOf(kernel.now())) }),
  form: (_, typed, problems) => fields(typed, problems, true),
  plan: (asking, typed) => planGateway(asking, typed, []),
}

const version: Change = {
  code: 'gateway.version',
  path: `${one}/new-version`,
  title: 'Make a new version of a gateway',
  crumb,
  said: 'The version has been made.',
  begin: async asking => {
    const [last] = await versionsOf(asking)
    return (
      last && {
        title: last.title,
        about: last.about,
        source: last.source,
        source_url: last.sourceUrl ?? '',
        verified: last.verified ? 'yes' : 'no',
        ...dayFields('from', todayOf(asking.kernel.now())),
      }
    )
  },
  form: (_, typed, problems) => fields(typed, problems, false),
  plan: async (asking, typed) => planGateway(asking, typed, await versionsOf(asking)),
}

const end = reasonedChange<GatewayRow>({
  code: 'gateway.end',
  path: `${one}/end`,
  title: 'End a gateway',
  crumb,
  said: 'The gateway has ended.',
  find: async asking => (await versionsOf(asking)).find(row => isLive(row, todayOf(asking.kernel.now()))),
  decide: async ({ tx, kernel }, gateway, source) => {
    const clauses = await countClausesUnder(tx, gateway.code)
    return {
      title: `End ${gateway.title}`,
      isWarning: true,
      button: 'End gateway',
      next: crumb.href,
      rows: [{ key: 'Source', value: gateway.source }],
      affects: [
        `${counted(clauses, 'clause')} of agreements ${clauses === 1 ? 'relies' : 'rely'} on it and ${
          clauses === 1 ? 'goes' : 'go'
        } on until the information governance lead ends ${clauses === 1 ? 'it' : 'them'}.`,
        'From today it cannot be chosen for a new clause or request.',
      ],
      apply: tx => asked(tx, sql`authz.end_gateway(${gateway.code}, ${todayOf(kernel.now())}::date, ${source})`),
    }
  },
})

const withdraw = reasonedChange<GatewayRow>({
  code: 'gateway.withdraw',
  path: `${one}/:version{[0-9]+}/withdraw`,
  title: 'Take back a version',
  crumb,
  said: 'The version has been taken back.',
  find: async asking => {
    const today = todayOf(asking.kernel.now())
    return (await versionsOf(asking)).find(
      row => String(row.version) === asking.params['version'] && row.validFrom > today && isLive(row, today),
    )
  },
  decide: async (_, gateway, source) => ({
    title: `Take back ${gateway.title}, version ${gateway.version}`,
    rows: [],
    button: 'Take back',
    next: crumb.href,
    affects: ['Nobody has relied on it, because it has not begun. The version before it goes on.'],
    apply: tx => asked(tx, sql`authz.withdraw_version('gateway', ${gateway.code}, ${gateway.version}, ${source})`),
  }),
})

export const gatewayChanges: readonly Change[] = [add, version, end, withdraw]
