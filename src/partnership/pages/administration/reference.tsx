import { Button } from '../../../design/button.tsx'
import { SubNavigation } from '../../../design/subNavigation.tsx'
import { dateText } from '../../../language/format.ts'
import type { Content } from '../../../design/attributes.ts'
import {
  countRunningClocks,
  listClockRules,
  listHolidays,
  listWords,
  wordKinds,
  isWordKind,
  type ClockRuleRow,
} from '../../administration/store/reference.ts'
import { todayOf } from '../../administration/typed.ts'
import { amountText, standingOf } from '../../administration/words.ts'
import { Actions, Link, List, Standing } from './list.tsx'
import { asAdministrator, home, show, type C } from './shell.tsx'

const place = '/administration/reference'
const parts = [
  { text: 'Clock rules', href: `${place}/clocks` },
  { text: 'Bank holidays', href: `${place}/bank-holidays` },
  { text: 'Gateways', href: `${place}/gateways` },
  { text: 'Words', href: `${place}/words` },
  { text: 'Lexicon', href: `${place}/lexicon` },
]

export const ReferenceParts = ({ at }: { at: string }) => (
  <SubNavigation label="Reference data" items={parts.map(part => ({ ...part, current: part.href === at }))} />
)

export const sourceOf = (source: string, url: string | null): Content =>
  url ? <Link href={url}>{source}</Link> : source
export const lastDayWords = (until: string | null) =>
  until === null ? 'No end' : dateText(Temporal.PlainDate.from(until).subtract({ days: 1 }).toString())

export async function showClocks(c: C, said: string | undefined) {
  const rules = await asAdministrator(c, listClockRules)
  const today = todayOf(c.var.kernel.now())
  const word = (rule: ClockRuleRow) => standingOf(rule.validFrom, rule.validUntil, today)
  const newest = [...Map.groupBy(rules, rule => rule.code).values()].flatMap(
    versions => versions.find(rule => word(rule) === 'in force') ?? versions.slice(0, 1),
  )
  return show(
    c,
    { title: 'Clock rules', said },
    <>
      <ReferenceParts at={`${place}/clocks`} />
      <Button text="Add a clock rule" href={`${place}/clocks/add`} />
      <List
        label="Clock rules"
        head={['What has to be done', 'How long', 'Version', 'Source', 'Verified', 'State']}
        empty="No clock rule"
        rows={newest.map(rule => ({
          key: rule.code,
          cells: [
            <Link href={`${place}/clocks/${rule.code}`}>{rule.title}</Link>,
            amountText(rule.amount, rule.unit),
            rule.version,
            sourceOf(rule.source, rule.sourceUrl),
            rule.verified ? 'Yes' : 'No',
            <Standing word={word(rule)} />,
          ],
        }))}
      />
    </>,
  )
}

export async function showClock(c: C, said: string | undefined) {
  const code = c.req.param('code') ?? ''
  const { rules, running } = await asAdministrator(c, async tx => ({
    rules: (await listClockRules(tx)).filter(rule => rule.code === code),
    running: await countRunningClocks(tx, code),
  }))
  const [last] = rules
  if (!last) return c.var.absent()
  const today = todayOf(c.var.kernel.now())
  return show(
    c,
    { title: last.title, crumbs: [home, { text: 'Clock rules', href: `${place}/clocks` }], said },
    <>
      <Button text="Make a new version" href={`${place}/clocks/${code}/new-version`} />
      <List
        label="Versions"
        head={[
          'Version',
          'How long',
          'First day',
          'Last day',
          'Source',
          'Verified',
          'Running clocks',
          'State',
          'Change',
        ]}
        empty="No version"
        rows={rules.map(rule => {
          const word = standingOf(rule.validFrom, rule.validUntil, today)
          return {
            key: String(rule.version),
            cells: [
              rule.version,
              amountText(rule.amount, rule.unit),
              dateText(rule.validFrom),
              word === 'withdrawn' ? '' : lastDayWords(rule.validUntil),
              sourceOf(rule.source, rule.sourceUrl),
              rule.verified ? 'Yes' : 'No',
              running.find(({ version }) => version === rule.version)?.n ?? 0,
              <Standing word={word} />,
              word === 'future' && rule.version > 1 ? (
                <Link
                  href={`${place}/clocks/${code}/${rule.version}/withdraw`}
                  label={`Take back version ${rule.version}`}
                >
                  Take back
                </Link>
              ) : (
                ''
              ),
            ],
          }
        })}
      />
      <Actions items={[{ text: 'History', href: `/administration/history?about=${code}` }]} />
    </>,
  )
}

export async function showHolidays(c: C, said: string | undefined) {
  const holidays = await asAdministrator(c, listHolidays)
  const years = [...new Set(holidays.map(({ heldOn }) => heldOn.slice(0, 4)))]
  const thisYear = todayOf(c.var.kernel.now()).slice(0, 4)
  const year = years.find(one => one === c.req.query('year'))
  const shown = holidays.filter(({ heldOn }) => (year === undefined ? heldOn >= thisYear : heldOn.startsWith(year)))
  const here = `${place}/bank-holidays`
  return show(
    c,
    { title: 'Bank holidays', said },
    <>
      <ReferenceParts at={here} />
      <Button text="Add a bank holiday" href={`${here}/add`} />
      <p class="govuk-body">
        England and Wales. <Link href={here}>From this year on</Link>
        {years.map(one => (
          <>
            {' '}
            · <Link href={`${here}?year=${one}`}>{one}</Link>
          </>
        ))}
      </p>
      <List
        label="Bank holidays"
        head={['Day', 'Name', 'Source', 'Change']}
        empty="No bank holiday"
        rows={shown.map(({ heldOn, title, source }) => ({
          key: heldOn,
          cells: [
            dateText(heldOn),
            title,
            source,
            <Link href={`${here}/${heldOn}/remove`} label={`Remove ${dateText(heldOn)}`}>
              Remove
            </Link>,
          ],
        }))}
      />
    </>,
  )
}

export async function showWords(c: C, said: string | undefined) {
  const asked = c.req.query('kind') ?? ''
  const kind = isWordKind(asked) ? asked : 'record_kind'
  const words = await asAdministrator(c, tx => listWords(tx, kind))
  const here = `${place}/words`
  return show(
    c,
    { title: 'Words', said },
    <>
      <ReferenceParts at={here} />
      <p class="govuk-body">How things are called. What a role or a category opens does not change here.</p>
      <SubNavigation
        label="Kinds of words"
        items={Object.entries(wordKinds).map(([code, text]) => ({
          text,
          href: `${here}?kind=${code}`,
          current: code === kind,
        }))}
      />
      <List
        label={wordKinds[kind]}
        head={['Title', kind === 'record_kind' ? 'Category' : 'Explanation', 'Change']}
        empty="No word"
        rows={words.map(word => ({
          key: word.code,
          cells: [
            word.title,
            word.words,
            <Link href={`${here}/${kind}/${word.code}`} label={`Change ${word.title}`}>
              Change
            </Link>,
          ],
        }))}
      />
    </>,
  )
}
