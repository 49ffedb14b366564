import { Button } from '../../../design/button.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import type { Checks } from '../../administration/checks.ts'
import { kindsText } from '../../administration/changes/formKindChanges.tsx'
import { FormKindPreview } from '../../administration/formKindPreview.tsx'
import { listAgencies } from '../../administration/store/agencies.ts'
import { listFormKinds, type FormKindRow } from '../../administration/store/reference.ts'
import { lastDayText, standingOf } from '../../administration/words.ts'
import { dateText } from '../../../language/format.ts'
import { Actions, Link, List, Standing } from './list.tsx'
import { asAdministrator, home, show, type C } from './shell.tsx'

const place = '/administration/form-kinds'
const crumb = { text: 'Form kinds', href: place }

const wordOf = ({ validFrom, validUntil }: FormKindRow, now: Date) =>
  standingOf(validFrom.toISOString(), validUntil?.toISOString() ?? null, now.toISOString())

const load = (c: C) =>
  asAdministrator(c, async tx => ({ forms: await listFormKinds(tx), agencies: await listAgencies(tx) }))

export async function showFormKinds(c: C, said: string | undefined) {
  const { forms, agencies } = await load(c)
  const now = c.var.kernel.now()
  const newest = [...Map.groupBy(forms, form => form.code).values()].flatMap(
    versions => versions.find(form => wordOf(form, now) === 'in force') ?? versions.slice(0, 1),
  )
  return show(
    c,
    { title: 'Form kinds', said },
    <>
      <Button text="Add a form kind" href={`${place}/add`} />
      <List
        label="Form kinds"
        head={['Title', 'Version', 'Received by', 'May be used by', 'State']}
        empty="No form kind yet"
        rows={newest.map(form => ({
          key: form.code,
          cells: [
            <Link href={`${place}/${form.code}`}>{form.title}</Link>,
            form.version,
            agencies.find(({ id }) => id === form.toAgency)?.name ?? '',
            kindsText(form.fromKinds),
            <Standing word={wordOf(form, now)} />,
          ],
        }))}
      />
    </>,
  )
}

export async function showFormKind(c: C, said: string | undefined) {
  const { forms } = await load(c)
  const versions = forms.filter(({ code }) => code === c.req.param('code'))
  const [last] = versions
  if (!last) return c.var.absent()
  const here = `${place}/${last.code}`
  const now = c.var.kernel.now()
  return show(
    c,
    { title: last.title, crumbs: [home, crumb], said },
    <>
      <Button text="Make a new version" href={`${here}/new-version`} />
      <List
        label="Versions"
        head={['Version', 'First day', 'Last day', 'May be used by', 'State', 'Change']}
        empty="No version"
        rows={versions.map(form => {
          const word = wordOf(form, now)
          return {
            key: String(form.version),
            cells: [
              <Link href={`${here}/${form.version}`}>Version {form.version}</Link>,
              dateText(form.validFrom),
              lastDayText(form.validUntil),
              kindsText(form.fromKinds),
              <Standing word={word} />,
              word === 'future' ? (
                <Link href={`${here}/${form.version}/withdraw`}>Take back version {form.version}</Link>
              ) : (
                ''
              ),
            ],
          }
        })}
      />
      <Actions
        items={[
          versions.some(form => form.validUntil === null || form.validUntil > now) && {
            text: 'End this form',
            href: `${here}/end`,
          },
          { text: 'History', href: `/administration/history?about=${last.code}` },
        ]}
      />
    </>,
  )
}

export async function showFormVersion(c: C, checks: Checks) {
  const { forms, agencies } = await load(c)
  const form = forms.find(
    ({ code, version }) => code === c.req.param('code') && String(version) === c.req.param('version'),
  )
  if (!form) return c.var.absent()
  const read = checks.checkFormKind(form.definition)
  const crumbs = [home, crumb, { text: form.title, href: `${place}/${form.code}` }]
  return show(
    c,
    { title: `${form.title}, version ${form.version}`, crumbs },
    <>
      <SummaryList
        rows={[
          {
            key: { text: 'Received by' },
            value: { text: agencies.find(({ id }) => id === form.toAgency)?.name ?? '' },
          },
          { key: { text: 'May be used by' }, value: { text: kindsText(form.fromKinds) } },
          { key: { text: 'First day' }, value: { text: dateText(form.validFrom) } },
          { key: { text: 'Last day' }, value: { text: lastDayText(form.validUntil) } },
        ]}
      />
      <h2 class="govuk-heading-m">Questions</h2>
      {read.success ? (
        <FormKindPreview kind={read.data} />
      ) : (
        <p class="govuk-body">This version can no longer be read.</p>
      )}
    </>,
  )
}
