import { dateText } from '../../language/format.ts'
import { asked, invalid, planned } from '../../partnership/administration/change.ts'
import type { Asking, Change, Plan } from '../../partnership/administration/change.ts'
import { fieldsOf } from '../../partnership/administration/fields.tsx'
import { reasonedChange } from '../../partnership/administration/reasonedChange.tsx'
import { dayFields, Reading, startOf, todayOf } from '../../partnership/administration/typed.ts'
import type { Typed } from '../../partnership/administration/typed.ts'
import type { Setting } from '../settings.ts'
import { differencesOf } from './difference.ts'
import { problemsFrom, rowsIn, shapeOf, textsFrom, valueFrom } from './shape.ts'
import type { Shape } from './shape.ts'
import { addSetting, inForce, listVersions, valueOf } from './settingVersions.ts'
import type { SettingVersion } from './settingVersions.ts'
import type { ListedSetting } from './settingsList.ts'
import { ShapeFields } from './shapeFields.tsx'

export const practicePlace = '/administration/practice'
export const oneSetting = `${practicePlace}/:code{[a-z][a-z0-9_.\\-]*}`
const crumb = { text: 'Practice settings', href: practicePlace }

type Found = { setting: Setting; versions: SettingVersion[] }

/** New versions of local values: what has begun keeps the values of the day on which it began. */
export function settingChanges(settings: readonly ListedSetting[]): readonly Change[] {
  const find = async ({ tx, params }: Asking): Promise<Found | undefined> => {
    const setting = settings.find(one => one.setting.code === params['code'])?.setting
    return setting && { setting, versions: await listVersions(tx, setting.code) }
  }
  return [versionChange(find), restoreChange(find)]
}

type Find = (asking: Asking) => Promise<Found | undefined>

function versionChange(find: Find): Change {
  return {
    code: 'setting.version', path: `${oneSetting}/new-version`, title: 'Set a local value', crumb,
    said: 'The value is set.',
    begin: async asking => {
      const found = await find(asking)
      if (!found) return undefined
      const value = found.versions[0]?.value ?? found.setting.starter
      return { ...textsFrom(shapeOf(found.setting.starter), value), ...dayFields('from', todayOf(asking.kernel.now())) }
    },
    form: async (asking, typed, problems) => {
      const found = await find(asking)
      const shape = shapeOf(found?.setting.starter)
      const on = fieldsOf(typed, problems)
      return (
        <>
          <h2 class="govuk-heading-m">{found?.setting.title}</h2>
          <p class="govuk-body">{found?.setting.about}</p>
          <ShapeFields shape={shape} typed={typed} problems={problems} rows={rowsIn(typed)} />
          {on.day({ name: 'from', label: 'First day', hint: 'What begins on this day or later follows the new value' })}
          {on.area({ name: 'source', label: 'Source', hint: 'The decision or procedure that says so, with its date', rows: 2 })}
        </>
      )
    },
    plan: async (asking, typed) => {
      const found = await find(asking)
      const reading = new Reading(typed)
      const from = reading.dayFrom('from', todayOf(asking.kernel.now()), 'Enter the first day')
      const source = reading.text('source', 'Enter the source', 500)
      if (!found) return invalid({ source: 'This setting does not exist' })
      const read = readValue(found.setting, shapeOf(found.setting.starter), typed)
      if (!read.ok) return invalid({ ...reading.problems, ...read.problems })
      const plan = planOf(asking, found, { value: read.value, from, source })
      if (plan.rows.length === fixedRows) reading.problems[read.firstField] = 'Nothing differs from what is set now'
      return Object.keys(reading.problems).length > 0 ? invalid(reading.problems) : planned(plan)
    },
  }
}

type ReadSetting = { ok: true; value: unknown; firstField: string } | { ok: false; problems: Readonly<Record<string, string>> }

function readValue(setting: Setting, shape: Shape, typed: Typed): ReadSetting {
  const read = valueFrom(shape, typed)
  if (!read.ok) return read
  const checked = setting.schema.safeParse(read.value)
  if (!checked.success) return { ok: false, problems: problemsFrom(shape, checked.error.issues, read.rows) }
  const [firstField = 'value'] = Object.keys(textsFrom(shape, read.value))
  return { ok: true, value: checked.data, firstField }
}

function restoreChange(find: Find): Change {
  return reasonedChange<Found & { version: number }>({
    code: 'setting.restore', path: `${oneSetting}/:version{[0-9]+}/restore`, title: 'Bring back an earlier value', crumb,
    said: 'The earlier value is set again, as a new version.',
    find: async asking => {
      const found = await find(asking)
      const version = Number(asking.params['version'])
      const isKnown = version === 0 || found?.versions.some(one => one.version === version)
      return found && isKnown ? { ...found, version } : undefined
    },
    decide: async (asking, found, source) => {
      const value = valueOf(found.setting, found.versions, found.version)
      const checked = found.setting.schema.safeParse(value)
      if (!checked.success) return 'This value is no longer possible: the product asks for another shape'
      const plan = planOf(asking, found, { value: checked.data, from: todayOf(asking.kernel.now()), source })
      return plan.rows.length === fixedRows ? 'Nothing differs from what is set now' : plan
    },
  })
}

const fixedRows = 2

type Wanted = { value: unknown; from: string; source: string }

function planOf({ kernel }: Asking, { setting, versions }: Found, { value, from, source }: Wanted): Plan {
  const now = kernel.now()
  const before = (versions[0] ?? inForce(versions, setting.code, now))?.value ?? setting.starter
  const differences = differencesOf(before, value)
  return {
    title: `${setting.title}, version ${(versions[0]?.version ?? 0) + 1}`,
    button: 'Set this value', next: `${practicePlace}/${setting.code}`,
    rows: [
      ...differences.map(({ path, was, becomes }) => ({ key: path, value: becomes ?? 'left out', ...(was !== undefined && { was }) })),
      { key: 'First day', value: dateText(from) }, { key: 'Source', value: source },
    ],
    affects: [
      'What begins from the first day on follows the new value.', 'What has begun keeps the value of the day on which it began.',
    ],
    apply: tx => asked(tx, addSetting(setting.code, value, { from: startOf(from), source })),
  }
}
