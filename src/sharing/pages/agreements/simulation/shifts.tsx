import { Details } from '../../../../design/details.tsx'
import { Table } from '../../../../design/table.tsx'
import { WideTable } from '../../../../design/wideTable.tsx'
import type { Shift } from '../../../store/agreementDrafts.ts'
import type { Words } from '../../../store/words.ts'

/** One role of one agency: how many people in all, and what kinds of information open or close for it. */
type Effect = Readonly<{
  agencyId: string
  role: string
  staff: number
  gains: number
  loses: number
  sees: readonly string[]
  noLongerSees: readonly string[]
  adds: readonly string[]
  noLongerAdds: readonly string[]
}>

export function effectsOf(shifts: readonly Shift[]): Effect[] {
  const byRole = Map.groupBy(shifts, ({ agencyId, role }) => `${agencyId} ${role}`)
  return [...byRole.values()].flatMap(of => {
    const [first] = of
    if (!first) return []
    const { agencyId, role, staff } = first
    const whole = of.find(({ category }) => category === null)
    const kinds = (access: Shift['access'], is: (shift: Shift) => boolean) =>
      of.flatMap(shift => (shift.category !== null && shift.access === access && is(shift) ? [shift.category] : []))
    return [
      {
        agencyId,
        role,
        staff,
        gains: whole?.gains ?? 0,
        loses: whole?.loses ?? 0,
        sees: kinds('read', ({ opens, gains }) => opens || gains > 0),
        noLongerSees: kinds('read', ({ closes, loses }) => closes || loses > 0),
        adds: kinds('deposit', ({ opens }) => opens),
        noLongerAdds: kinds('deposit', ({ closes }) => closes),
      },
    ]
  })
}

/** Who gains and loses sight of how many people if the version came into force now. */
export function Shifts({ shifts, words }: { shifts: readonly Shift[]; words: Words }) {
  const all = effectsOf(shifts)
  const effects = all.filter(({ staff }) => staff > 0)
  const nobody = all.filter(({ staff }) => staff === 0)
  if (all.length === 0)
    return <p class="govuk-body">Nothing would change: nobody would see more or less than now.</p>
  return (
    <>
      <WideTable label="What would change">
        <Table
          caption={<span class="govuk-visually-hidden">What would change</span>}
          head={[
            { text: 'Agency' },
            { text: 'Role' },
            { text: 'Staff', format: 'numeric' },
            { text: 'Come to see' },
            { text: 'No longer see' },
            { text: 'May add' },
          ]}
          rows={effects.map(effect => ({
            key: `${effect.agencyId} ${effect.role}`,
            cells: [
              { text: words.agency(effect.agencyId) },
              { text: words.role(effect.role) },
              { text: String(effect.staff), format: 'numeric' as const },
              { text: sightOf(effect.gains, effect.sees, words) },
              { text: sightOf(effect.loses, effect.noLongerSees, words) },
              { text: addingOf(effect, words) },
            ],
          }))}
        />
      </WideTable>
      <p class="govuk-body-s">
        Counted now, over all staff of a role together: people about whom something is held that nobody in the role
        could see before. Notifications, requests and decisions reach only their parties and are not counted.
        Whoever has only coarse values by a clause is not counted either.
      </p>
      {nobody.length > 0 ? <Nobody effects={nobody} words={words} /> : undefined}
    </>
  )
}

/** Named in the clauses, but nobody is there: whoever is appointed later has what the clauses give. */
function Nobody({ effects, words }: { effects: readonly Effect[]; words: Words }) {
  const roles = Map.groupBy(effects, ({ role }) => role)
  return (
    <Details summaryText={`Roles that nobody holds now (${effects.length})`}>
      <ul class="govuk-list govuk-list--bullet">
        {[...roles].map(([role, of]) => (
          <li>
            {words.role(role)}:{' '}
            {of
              .map(({ agencyId }) => words.agency(agencyId))
              .toSorted()
              .join(', ')}
          </li>
        ))}
      </ul>
    </Details>
  )
}

const counted = (people: number) => (people === 1 ? '1 person' : `${people} people`)

function sightOf(people: number, categories: readonly string[], words: Words): string {
  return categories.length === 0 && people === 0
    ? '–'
    : `${counted(people)}: ${categories.map(words.category).toSorted().join(', ')}`
}

function addingOf({ adds, noLongerAdds }: Effect, words: Words): string {
  const list = (codes: readonly string[]) => codes.map(words.category).toSorted().join(', ')
  return (
    [adds.length > 0 && list(adds), noLongerAdds.length > 0 && `no longer: ${list(noLongerAdds)}`]
      .filter(Boolean)
      .join('; ') || '–'
  )
}
