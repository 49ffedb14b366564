import { reloadClockBook } from '../../kernel/clocks.ts'
import { invalid, planned } from '../../partnership/administration/change.ts'
import type { Applied, Asking, Change } from '../../partnership/administration/change.ts'
import { fieldsOf } from '../../partnership/administration/fields.tsx'
import { sourceIn } from '../../partnership/administration/reasonedChange.tsx'
import { listAgencies } from '../../partnership/administration/store/agencies.ts'
import { dayFields, documentTooLarge, Reading, textOf, todayOf } from '../../partnership/administration/typed.ts'
import type { Typed } from '../../partnership/administration/typed.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Difference } from './difference.ts'
import { problemsOfParts, stepsOf } from './packPlan.ts'
import type { PackStep } from './packPlan.ts'
import { readPack } from './policyPack.ts'
import type { ListedSetting } from './settingsList.ts'

export const packPlace = '/administration/policy-pack'
const crumb = { text: 'Practice settings', href: '/administration/practice' }
const mostShown = 12

const tomorrow = (now: Date) => Temporal.PlainDate.from(todayOf(now)).add({ days: 1 }).toString()
const receivers = async ({ tx }: Asking) =>
  (await listAgencies(tx)).filter(({ active }) => active).map(({ id, name }) => ({ value: id, text: name }))

/** Takes over how another partnership works: all of it is checked, what would change is shown, then all or nothing is done. */
export function packChanges(settings: readonly ListedSetting[]): readonly Change[] {
  return [{
    code: 'pack.import', path: `${packPlace}/import`, title: 'Take over a policy pack', crumb, takesFile: true,
    said: 'The policy pack is taken over, each part as a new version.',
    begin: async ({ kernel }) => dayFields('from', tomorrow(kernel.now())),
    form: async (asking, typed, problems) => {
      const on = fieldsOf(typed, problems)
      return (
        <>
          <p class="govuk-body">
            A pack holds settings, clock rules, form kinds and the lexicon of another partnership, and nothing of anybody. Nothing
            changes before you have seen what would.
          </p>
          {on.file({ name: 'file', label: 'Policy pack' })}
          {on.document({ name: 'document', label: 'Or its text' })}
          {on.select({ name: 'receiver', label: 'Agency whose front door receives its forms' }, await receivers(asking))}
          {on.day({ name: 'from', label: 'First day', hint: 'What has begun keeps what it began with' })}
          {on.why()}
        </>
      )
    },
    plan: (asking, typed) => planPack(asking, typed, settings),
  }]
}

async function planPack(asking: Asking, typed: Typed, settings: readonly ListedSetting[]) {
  const { tx, kernel, checks } = asking
  const reading = new Reading(typed)
  const now = kernel.now()
  if (textOf(typed, 'tooLarge')) reading.problems['document'] = documentTooLarge
  const from = reading.dayFrom('from', todayOf(now), 'Enter the first day')
  const source = sourceIn(reading)
  const receiver = reading.oneOf('receiver', (await receivers(asking)).map(({ value }) => value), 'Choose the agency that receives its forms')
  const read = readPack(textOf(typed, 'document'))
  const wrong = read.ok ? problemsOfParts(read.parts, { settings, checks }) : read.problems
  if (wrong.length > 0) reading.problems['document'] ??= wrong.slice(0, 8).join('. ')
  if (!read.ok || Object.keys(reading.problems).length > 0) return invalid(reading.problems)
  const words = `${source}; policy pack of ${read.from}, ${read.madeOn}`.slice(0, 450)
  const steps = await stepsOf(tx, read.parts, { settings, checks, now, day: todayOf(now), from, source: words, receiver })
  if (steps.length === 0) return invalid({ document: 'Nothing in this pack differs from what is in force here' })
  return planned({
    title: `Take over the policy pack of ${read.from}`, button: 'Take all of this over', isWarning: true, next: crumb.href,
    rows: steps.map(step => ({ key: `${step.part}: ${step.title}`, value: <Differences differences={step.differences} /> })),
    affects: [
      `${steps.length === 1 ? 'One thing changes' : `${steps.length} things change`} from the first day on, each as a new version, all or nothing.`,
      'What has begun keeps the values and the rules with which it began.',
    ],
    apply: inner => applyAll(inner, steps),
    afterwards: () => reloadClockBook(kernel),
  })
}

/** The first refusal stops it, and the transaction with it. */
async function applyAll(tx: Tx, steps: readonly PackStep[]): Promise<Applied> {
  for (const step of steps) {
    const why = await step.apply(tx)
    if (why !== null) return `${step.part}, ${step.title}: ${why}`
  }
  return null
}

export function Differences({ differences }: { differences: readonly Difference[] }) {
  const shown = differences.slice(0, mostShown)
  return (
    <ul class="govuk-list">
      {shown.map(({ path, was, becomes }) => <li>{path}: {was === undefined ? undefined : <><del>{was}</del>{' '}</>}<ins>{becomes ?? 'left out'}</ins></li>)}
      {differences.length > shown.length ? <li>and {differences.length - shown.length} more</li> : undefined}
    </ul>
  )
}
