import { Table } from '../../../design/table.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import { movesOf } from '../../life.ts'
import type { Taken } from '../../life.ts'
import type { Practice } from '../../practice.ts'
import type { RuleLine } from '../../store/rules.ts'
import type { Titles } from '../../store/staff.ts'
import { stateText } from '../episodeWords.ts'
import { inOrder, LifeDiagram } from './diagram.tsx'

type Props = { practice: Practice; rules: readonly RuleLine[]; titles: Titles; title: string }

export function LifeView(props: Props) {
  const { practice, title } = props
  const { life, first, words } = practice
  return (
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">{words.about} A step that is not in the row of a state cannot be taken then.</p>
      <Beginning {...props} />
      <h2 class="govuk-heading-m">The steps</h2>
      <Steps {...props} />
      <h2 class="govuk-heading-m">The same as a picture</h2>
      <WideTable label="Picture of the steps">
        <LifeDiagram life={life} first={first} words={words} title={`${title}: the table above as a picture`} />
      </WideTable>
      <Clocks {...props} />
    </>
  )
}

const rolesText = (roles: readonly string[], titles: Titles) => roles.map(role => titles.roles.get(role) ?? role).join(', ')

function Beginning({ practice: { begin, team, follow = [] }, rules, titles }: Props) {
  const clocks = begin.starts ?? []
  return (
    <ul class="govuk-list govuk-list--bullet">
      <li>It may be begun by: {rolesText(begin.who, titles)}.</li>
      <li>It is the work of: {rolesText(team, titles)}.</li>
      {follow.length > 0
        ? <li>It is followed, as far as agreements let them see it, by: {rolesText(follow.flatMap(({ roles }) => roles), titles)}.</li>
        : undefined}
      {clocks.length > 0 ? <li>The beginning starts: {clocks.map(code => ruleText(rules, code)).join(', ')}.</li> : undefined}
      {begin.onlyOne ? <li>A child has one at a time.</li> : undefined}
    </ul>
  )
}

const head = ['While it is', 'this can be done', 'by', 'if', 'and then it is', 'Clocks'].map(text => ({ text }))

function Steps({ practice, rules, titles }: Props) {
  const { life, first, words } = practice
  const moves = movesOf(life)
  return (
    <WideTable label="The steps">
      <Table
        caption={<span class="govuk-visually-hidden">The steps</span>} head={head}
        rows={inOrder(life, first).flatMap(state => moves.filter(({ from }) => from === state).map(({ step, to, taken }) => [
          { text: stateText(practice, state) }, { text: words.steps[step]?.button ?? step },
          { text: `${rolesText(taken.who, titles)}${taken.by === 'partner' ? ' (any agency to which it is open)' : ''}` },
          { text: (taken.needs ?? []).map(plain).join(', ') }, { text: to === state ? 'the same' : stateText(practice, to) },
          { text: clockText(taken, rules) },
        ]))}
      />
    </WideTable>
  )
}

const plain = (name: string) => name.replaceAll(/([A-Z])/gv, ' $1').replaceAll('_', ' ').toLowerCase()
const ruleText = (rules: readonly RuleLine[], code: string) => rules.find(rule => rule.code === code)?.title.toLowerCase() ?? plain(code)

function clockText({ stops, starts, pauses, resumes }: Taken, rules: readonly RuleLine[]): string {
  const named = (codes: readonly string[]) => codes.map(code => ruleText(rules, code)).join(', ')
  return [
    stops && `stops ${stops === 'all' ? 'all' : named(stops)}`, starts && `may start ${named(starts)}`,
    pauses && `holds ${named(pauses)}`, resumes && `lets run on ${named(resumes)}`,
  ].filter(Boolean).join('; ')
}

function Clocks({ rules }: Props) {
  if (rules.length === 0) return <></>
  return (
    <Table
      caption="The clocks" captionClasses="govuk-table__caption--m"
      head={['Clock', 'Time', 'Source', 'Version'].map(text => ({ text }))}
      rows={rules.map(({ title, amount, unit, ends, source, sourceUrl, verified, version, mayPause }) => [
        { text: title },
        { text: `${amount} ${plain(unit)}${ends === 'end_of_day' ? ', to the end of the day' : ''}${mayPause ? '; may be held, with a reason' : ''}` },
        { text: <>
          {sourceUrl ? <a class="govuk-link" href={sourceUrl}>{source}</a> : source}
          {verified ? undefined : ' (not yet checked by the partnership)'}
        </> },
        { text: String(version) },
      ])}
    />
  )
}
