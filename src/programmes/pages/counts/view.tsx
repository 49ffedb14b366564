import { FilterBar } from '../../../design/filterBar.tsx'
import { Input } from '../../../design/input.tsx'
import { Table } from '../../../design/table.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import { bandOf, funnelOf, groupedBy, medianOf, nameOf, waitsOf } from '../../counts.ts'
import type { Stage } from '../../counts.ts'
import { bands } from '../../programme.ts'
import type { Programme } from '../../programme.ts'
import { declineReasons } from '../../referralForms.ts'
import type { Referral } from '../../store/referrals.ts'
import { bandWords } from '../band.tsx'
import type { Period } from './page.tsx'

export const stageWords: Readonly<Record<Stage, string>> = {
  referred: 'Referred', accepted: 'Accepted', declined: 'Declined', waiting: 'On the waiting list', started: 'Started',
  completed: 'Completed', ended_early: 'Ended early', outcome: 'Outcome known at 6 months', better: 'Better at 6 months',
}
const shown = ['referred', 'accepted', 'waiting', 'declined', 'started', 'completed', 'ended_early', 'outcome', 'better'] as const

export type CountsProps = { referrals: readonly Referral[]; programmes: readonly Programme[]; period: Period }

export function CountsView({ referrals, programmes, period }: CountsProps) {
  return (
    <>
      <h1 class="govuk-heading-l">What became of referrals</h1>
      <p class="govuk-body">Referrals to your agency that were made in these days (indicator K28). Each figure opens its rows.</p>
      <FilterBar action="/programmes/counts" clearHref="/programmes/counts" title="Days">
        <Input name="from" type="date" label={{ text: 'From' }} value={period.from} classes="govuk-input--width-10" />
        <Input name="to" type="date" label={{ text: 'To' }} value={period.to} classes="govuk-input--width-10" />
      </FilterBar>
      <FunnelTable caption="By programme" first="Programme" groups={groupedBy(referrals, nameOf(programmes))} all={referrals} period={period} />
      <FunnelTable caption="By what is known of the approach" first="Evidence" groups={groupedBy(referrals, bandOf)} nameOf={bandText} all={referrals} period={period} />
      <Waits groups={groupedBy(referrals, nameOf(programmes))} />
      <Declined referrals={referrals} period={period} />
    </>
  )
}

type Groups = readonly (readonly [string, readonly Referral[]])[]
type FunnelProps = {
  caption: string; first: string; groups: Groups; all: readonly Referral[]; period: Period; nameOf?: (group: string) => string
}

function bandText(text: string): string {
  const band = bands.find(one => one === text)
  return band ? bandWords[band] : text
}

function FunnelTable({ caption, first, groups, all, period, nameOf: called = name => name }: FunnelProps) {
  const rowOf = (name: string, of: string, members: readonly Referral[]) => {
    const funnel = funnelOf(members)
    return [{ text: name }, ...shown.map(stage => ({
      format: 'numeric' as const, text: <Figure n={funnel[stage].length} of={of} stage={stage} name={name} period={period} />,
    }))]
  }
  return (
    <WideTable label={caption}>
      <Table
        caption={caption} captionClasses="govuk-table__caption--m" firstCellIsHeader
        head={[{ text: first }, ...shown.map(stage => ({ text: stageWords[stage], format: 'numeric' as const }))]}
        rows={[...groups.map(([name, members]) => rowOf(called(name), name, members)), rowOf('All', '', all)]}
      />
    </WideTable>
  )
}

type FigureProps = { n: number; of: string; stage: Stage; name: string; period: Period; reason?: string }

function Figure({ n, of, stage, name, period, reason }: FigureProps) {
  if (n === 0) return <>0</>
  const query = new URLSearchParams({ stage, ...period, ...(of && { of }), ...(reason && { reason }) })
  return (
    <a class="govuk-link" href={`/programmes/counts/rows?${query.toString()}`}>
      {n}<span class="govuk-visually-hidden"> {stageWords[stage].toLowerCase()}: {name}</span>
    </a>
  )
}

function Waits({ groups }: { groups: Groups }) {
  const rows = groups.map(([name, members]) => ({ name, waits: waitsOf(members) })).filter(({ waits }) => waits.length > 0)
  if (rows.length === 0) return <></>
  return (
    <Table
      caption="Days from the referral to the first session" captionClasses="govuk-table__caption--m" firstCellIsHeader
      head={[{ text: 'Programme' }, ...['Children', 'Median', 'Longest'].map(text => ({ text, format: 'numeric' as const }))]}
      rows={rows.map(({ name, waits }) => [
        { text: name }, ...[waits.length, medianOf(waits) ?? 0, waits.at(-1) ?? 0].map(text => ({ text, format: 'numeric' as const })),
      ])}
    />
  )
}

function Declined({ referrals, period }: Pick<CountsProps, 'referrals' | 'period'>) {
  const groups = groupedBy(funnelOf(referrals).declined, ({ declineReason }) => declineReason ?? '')
  if (groups.length === 0) return <></>
  return (
    <Table
      caption="Why referrals were declined" captionClasses="govuk-table__caption--m" firstCellIsHeader
      head={[{ text: 'Reason' }, { text: 'Referrals', format: 'numeric' }]}
      rows={groups.map(([reason, members]) => {
        const name = declineReasons.find(({ value }) => value === reason)?.text ?? 'No reason given'
        return [{ text: name }, {
          format: 'numeric', text: <Figure n={members.length} of="" stage="declined" name={name} period={period} reason={reason} />,
        }]
      })}
    />
  )
}
