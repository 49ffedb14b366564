import { Hono } from 'hono'
import type { Content } from '../../../design/attributes.ts'
import { Button } from '../../../design/button.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import type { Env } from '../../../kernel/web.ts'
import { dateText, dateTimeText, dayOf } from '../../../language/format.ts'
import { Actions, Link, List } from '../../../partnership/pages/administration/list.tsx'
import { asAdministrator, home, show } from '../../../partnership/pages/administration/shell.tsx'
import type { C } from '../../../partnership/pages/administration/shell.tsx'
import { collectParts } from '../../administration/collectParts.ts'
import { differencesOf } from '../../administration/difference.ts'
import { Differences, packChanges, packPlace } from '../../administration/packChanges.tsx'
import { makePack } from '../../administration/policyPack.ts'
import { oneSetting, practicePlace, settingChanges } from '../../administration/settingChanges.tsx'
import { listSettings } from '../../administration/settingsList.ts'
import type { ListedSetting } from '../../administration/settingsList.ts'
import { inForce, listVersions, valueOf } from '../../administration/settingVersions.ts'
import type { SettingVersion } from '../../administration/settingVersions.ts'
import type { PracticeRoom } from '../../room.ts'

/** The changes of this part, for the administration's own forms, confirmation and history. */
export function practiceChanges(rooms: readonly PracticeRoom[]) {
  const settings = listSettings(rooms)
  return [...settingChanges(settings), ...packChanges(settings)]
}

/** Local values by version, and the policy pack. For everybody but administrators they are not there. */
export function practiceAdministrationPages(rooms: readonly PracticeRoom[]): Hono<Env> {
  const settings = listSettings(rooms)
  const app = new Hono<Env>()
  for (const path of [practicePlace, `${practicePlace}/*`, packPlace])
    app.use(path, async (c, next) => c.var.viewer.role === 'administrator' ? next() : c.var.absent())
  app.get(practicePlace, c => showSettings(c, settings))
  app.get(oneSetting, c => showSetting(c, settings))
  app.get(packPlace, async c => {
    const { kernel, viewer } = c.var
    const now = kernel.now()
    const pack = await asAdministrator(c, async tx => {
      const parts = await collectParts(tx, settings, { now, day: dayOf(now) })
      const partnership = await tx.selectFrom('partnership').select('name').where('id', '=', viewer.partnershipId).executeTakeFirst()
      return makePack(parts, { from: partnership?.name ?? '', madeOn: dayOf(now) })
    })
    c.header('content-disposition', `attachment; filename="policy-pack-${dayOf(now)}.json"`)
    c.header('cache-control', 'no-store')
    return c.body(`${JSON.stringify(pack, null, 2)}\n`, 200, { 'content-type': 'application/json; charset=utf-8' })
  })
  return app
}

const said: Readonly<Record<string, string>> = {
  'setting.version': 'The value is set.', 'setting.restore': 'The earlier value is set again, as a new version.',
  'pack.import': 'The policy pack is taken over, each part as a new version.',
}

async function showSettings(c: C, settings: readonly ListedSetting[]) {
  const now = c.var.kernel.now()
  const versions = await asAdministrator(c, tx => listVersions(tx))
  const list = (group: ListedSetting['group']) => settings.filter(one => one.group === group).map(({ setting }) => {
    const set = inForce(versions, setting.code, now)
    return { key: setting.code, cells: [
      <Link href={`${practicePlace}/${setting.code}`}>{setting.title}</Link>, group === 'values' ? setting.about : '',
      set ? `Version ${set.version}, from ${dateText(set.validFrom)}` : 'As the product starts', set?.source ?? setting.source, set?.setBy ?? '',
    ] as Content[] }
  })
  const head = ['Setting', 'What it is for', 'In force', 'Source', 'Set by']
  return show(c, { title: 'Practice settings', said: said[c.req.query('done') ?? ''] }, (
    <>
      <p class="govuk-body">
        Scales, thresholds, criteria and questions of this partnership. A change is a new version from a day on; what has begun
        keeps what it began with. Deadlines are <Link href="/administration/reference/clocks">clock rules</Link>.
      </p>
      <div class="govuk-button-group">
        <Button classes="govuk-button--secondary" href={packPlace} text="Download the policy pack" />
        <Button classes="govuk-button--secondary" href={`${packPlace}/import`} text="Take over a policy pack" />
      </div>
      <h2 class="govuk-heading-m">Values</h2>
      <List label="Values" head={head} empty="No setting" rows={list('values')} />
      <h2 class="govuk-heading-m">Further questions</h2>
      <List label="Further questions" head={head} empty="No step" rows={list('questions')} />
    </>
  ))
}

async function showSetting(c: C, settings: readonly ListedSetting[]) {
  const setting = settings.find(one => one.setting.code === c.req.param('code'))?.setting
  if (!setting) return c.var.absent()
  const now = c.var.kernel.now()
  const versions = await asAdministrator(c, tx => listVersions(tx, setting.code))
  const current = inForce(versions, setting.code, now)
  const here = `${practicePlace}/${setting.code}`
  const crumbs = [home, { text: 'Practice settings', href: practicePlace }]
  const starter: SettingVersion = {
    code: setting.code, version: 0, value: setting.starter, validFrom: new Date(0), source: setting.source, setBy: null, setAt: new Date(0),
  }
  return show(c, { title: setting.title, crumbs, said: said[c.req.query('done') ?? ''] }, (
    <>
      <p class="govuk-body">{setting.about}</p>
      <Button text="Set another value" href={`${here}/new-version`} />
      <h2 class="govuk-heading-m">In force</h2>
      <ValueView value={(current ?? starter).value} />
      <h2 class="govuk-heading-m">Versions</h2>
      <List label="Versions" head={['Version', 'First day', 'What it changed', 'Source', 'Set by', 'Change']} empty="No version"
        rows={[...versions, starter].map(one => ({ key: String(one.version), cells: [
          one.version === 0 ? 'As the product starts' : one.version,
          one.version === 0 ? '' : <>{dateText(one.validFrom)}{one.validFrom > now ? ' (to come)' : one === current ? ' (in force)' : ''}</>,
          one.version === 0 ? '' : <Differences differences={differencesOf(valueOf(setting, versions, one.version - 1), one.value)} />,
          one.source, one.setBy ? `${one.setBy}, ${dateTimeText(one.setAt)}` : '',
          one === versions[0] || (versions.length === 0 && one.version === 0) ? ''
            : <Actions isInRow items={[{ href: `${here}/${one.version}/restore`, text: 'Bring back', label: `Bring back version ${one.version}` }]} />,
        ] }))} />
    </>
  ))
}

/** A value as it reads: its places and what stands there. */
function ValueView({ value }: { value: unknown }) {
  const places = differencesOf(undefined, value)
  return <SummaryList rows={places.map(({ path, becomes }) => ({ key: { text: path }, value: { text: becomes ?? '' } }))} />
}
