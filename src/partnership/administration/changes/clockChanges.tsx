import { sql } from 'kysely'
import { reloadClockBook } from '../../../kernel/clocks.ts'
import { dateText } from '../../../language/format.ts'
import { asked, invalid, planned, type Asking, type Change } from '../change.ts'
import { fieldsOf } from '../fields.tsx'
import { reasonedChange } from '../reasonedChange.tsx'
import { countRunningClocks, listClockRules, type ClockRuleRow } from '../store/reference.ts'
import { dayFields, Reading, todayOf, type Typed } from '../typed.ts'
import { amountText, counted, ends, units } from '../words.ts'

const crumb = { text: 'Clock rules', href: '/administration/reference/clocks' }
export const oneRule = '/administration/reference/clocks/:code{[a-z_]+}'
const choicesOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, text]) => ({ value, text }))

const versionsOf = async ({ tx, params }: Asking) =>
  (await listClockRules(tx)).filter(rule => rule.code === params['code'])
const tomorrow = (now: Date) => Temporal.PlainDate.from(todayOf(now)).add({ days: 1 }).toString()

async function fields(_: Asking, typed: Typed, problems: Readonly<Record<string, string>>, isNew: boolean) {
  const on = fieldsOf(typed, problems)
  return (
    <>
      {isNew
        ? on.text({
            name: 'code',
            label: 'Code',
            hint: 'Small letters and _, as form kinds name it: answer_request',
          })
        : undefined}
      {on.text({ name: 'title', label: 'What has to be done' })}
      {on.number({ name: 'amount', label: 'How long' })}
      {on.radios({ name: 'unit', label: 'Unit' }, choicesOf(units))}
      {on.radios({ name: 'ends', label: 'When it ends' }, choicesOf(ends))}
      {on.text({
        name: 'day_ends',
        label: 'The day ends at',
        hint: 'For deadlines at the end of a day, such as 23:59 or 17:00',
      })}
      {on.number({ name: 'risk', label: 'At risk from (per cent of the time)' })}
      {on.day({
        name: 'from',
        label: 'First day',
        hint: 'Clocks that start on this day or later follow the new version',
      })}
      {on.area({
        name: 'source',
        label: 'Source',
        hint: 'The law or guidance, with its paragraph and date',
        rows: 2,
      })}
      {on.text({ name: 'source_url', label: 'Address of the source (optional)' })}
      {on.radios({ name: 'verified', label: 'Has somebody checked the source?' }, [
        { value: 'yes', text: 'Yes' },
        { value: 'no', text: 'No: people see that it is not verified' },
      ])}
    </>
  )
}

function readRule(typed: Typed, today: string) {
  const reading = new Reading(typed)
  const rule = {
    title: reading.text('title', 'Say what has to be done'),
    amount: reading.whole('amount', [1, 1000], 'Enter a whole number from 1 to 1000'),
    unit: reading.oneOf('unit', Object.keys(units), 'Choose a unit'),
    ends: reading.oneOf('ends', Object.keys(ends), 'Choose when it ends'),
    dayEnds: reading.shaped('day_ends', /^([01]\d|2[0-3]):[0-5]\d$/, 'Enter a time like 23:59'),
    risk: reading.whole('risk', [1, 100], 'Enter a percentage from 1 to 100'),
    from: reading.dayFrom('from', today, 'Enter the first day'),
    source: reading.text('source', 'Enter the source', 500),
    sourceUrl: reading.address('source_url'),
    verified: reading.oneOf('verified', ['yes', 'no'], 'Choose whether the source has been checked') === 'yes',
  }
  return { reading, rule }
}

async function planRule(asking: Asking, typed: Typed, earlier: readonly ClockRuleRow[]) {
  const { reading, rule } = readRule(typed, todayOf(asking.kernel.now()))
  const code = earlier[0]?.code ?? reading.shaped('code', /^[a-z][a-z_]{0,59}$/, 'Use small letters and _')
  if (!earlier.length && (await listClockRules(asking.tx)).some(other => other.code === code))
    reading.problems['code'] = 'There is already a rule with this code'
  const before = earlier.find(({ validFrom, validUntil }) => validUntil === null || validUntil > validFrom)
  if (before && rule.from <= before.validFrom)
    reading.problems['from'] ??=
      `The first day must be after ${dateText(before.validFrom)}, when version ${before.version} begins`
  const read = reading.result(rule)
  if (!read.ok) return invalid(read.problems)
  const version = (earlier[0]?.version ?? 0) + 1
  const running = (await countRunningClocks(asking.tx, code)).reduce((sum, { n }) => sum + n, 0)
  return planned({
    title: `${rule.title}, version ${version}`,
    button: 'Make this version',
    next: `/administration/reference/clocks/${code}`,
    rows: [
      {
        key: 'How long',
        value: amountText(rule.amount, rule.unit),
        ...(before && { was: amountText(before.amount, before.unit) }),
      },
      { key: 'Ends', value: rule.ends === 'end_of_day' ? `At ${rule.dayEnds}` : ends.same_time },
      { key: 'First day', value: dateText(rule.from) },
      { key: 'Source', value: rule.source },
      { key: 'Verified', value: rule.verified ? 'Yes' : 'No' },
    ],
    affects: [
      `${counted(running, 'clock')} of this rule ${running === 1 ? 'is' : 'are'} running.`,
      'None changes: each keeps the version that set it.',
      `Clocks that start on ${dateText(rule.from)} or later follow version ${version}.`,
    ],
    apply: tx =>
      asked(
        tx,
        sql`authz.add_clock_rule(${code}, ${version}, ${rule.title}, ${rule.amount}, ${rule.unit},
          ${rule.ends}, ${rule.dayEnds}::time, ${rule.risk / 100}::numeric, ${rule.from}::date, ${rule.source},
          ${rule.sourceUrl || null}, ${rule.verified})`,
      ),
    afterwards: () => reloadClockBook(asking.kernel),
  })
}

const add: Change = {
  code: 'clock.add',
  path: '/administration/reference/clocks/add',
  title: 'Add a clock rule',
  crumb,
  said: 'The rule has been added.',
  begin: async ({ kernel }) => ({
    ends: 'end_of_day',
    day_ends: '23:59',
    risk: '75',
    verified: 'no',
    ...dayFields('from', todayOf(kernel.now())),
  }),
  form: (asking, typed, problems) => fields(asking, typed, problems, true),
  plan: (asking, typed) => planRule(asking, typed, []),
}

const version: Change = {
  code: 'clock.version',
  path: `${oneRule}/new-version`,
  title: 'Make a new version of a clock rule',
  crumb,
  said: 'The version has been made.',
  begin: async asking => {
    const [last] = await versionsOf(asking)
    return (
      last && {
        title: last.title,
        amount: String(last.amount),
        unit: last.unit,
        ends: last.ends,
        day_ends: last.dayEndsAt.slice(0, 5),
        risk: String(Math.round(last.atRiskShare * 100)),
        source: last.source,
        source_url: last.sourceUrl ?? '',
        verified: last.verified ? 'yes' : 'no',
        ...dayFields('from', tomorrow(asking.kernel.now())),
      }
    )
  },
  form: (asking, typed, problems) => fields(asking, typed, problems, false),
  plan: async (asking, typed) => planRule(asking, typed, await versionsOf(asking)),
}

const withdraw = reasonedChange<ClockRuleRow>({
  code: 'clock.withdraw',
  path: `${oneRule}/:version{[0-9]+}/withdraw`,
  title: 'Take back a version',
  crumb,
  said: 'The version has been taken back.',
  find: async asking => {
    const today = todayOf(asking.kernel.now())
    return (await versionsOf(asking)).find(
      rule =>
        String(rule.version) === asking.params['version'] &&
        rule.version > 1 &&
        rule.validFrom > today &&
        (rule.validUntil === null || rule.validUntil > rule.validFrom),
    )
  },
  decide: async ({ kernel }, rule, source) => ({
    title: `Take back ${rule.title}, version ${rule.version}`,
    rows: [],
    button: 'Take back',
    affects: ['No clock follows it, because it has not begun. The version before it goes on.'],
    next: `/administration/reference/clocks/${rule.code}`,
    apply: tx => asked(tx, sql`authz.withdraw_version('clock_rule', ${rule.code}, ${rule.version}, ${source})`),
    afterwards: () => reloadClockBook(kernel),
  }),
})

export const clockChanges: readonly Change[] = [add, version, withdraw]
