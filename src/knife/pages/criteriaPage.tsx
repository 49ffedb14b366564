import type { Context } from 'hono'
import { Table } from '../../design/table.tsx'
import type { Env } from '../../kernel/web.ts'
import { deskScope } from '../../kernel/work.ts'
import { settingsAt } from '../../practice/settings.ts'
import { carrierCriteria } from '../carrier.ts'
import { orderAges } from '../orders.ts'

/** Open to everybody who works in the partnership: by what Kith refers and asks, and nothing about anybody. */
export async function criteriaPage(c: Context<Env>) {
  const { kernel, viewer } = c.var
  const { settings, events } = await kernel.db.as(deskScope(viewer, ''), async tx => ({
    settings: await settingsAt(tx, kernel.now()),
    events: await tx.selectFrom('knife_event_rule').select(['title', 'version', 'needs_person', 'source', 'valid_until'])
      .where('valid_until', 'is', null).orderBy('code').execute(),
  }))
  const { criteria, lastsDays } = settings.valueOf(carrierCriteria)
  const version = settings.versionOf(carrierCriteria)
  return c.var.render({ title: 'Knife: the published criteria' }, (
    <>
      <h1 class="govuk-heading-l">Knife: the published criteria</h1>
      <h2 class="govuk-heading-m">When Kith asks whether a child needs more help</h2>
      <ul class="govuk-list govuk-list--bullet">{criteria.map(({ title }) => <li>{title}</li>)}</ul>
      <p class="govuk-body">
        {version === 0 ? 'Starter values' : `Version ${version}`}. {carrierCriteria.source}. The question is put only to whoever works with that
        child, names what it rests on, and ends by itself after {lastsDays} days. Support comes first, and a person decides. There is no list of
        children and no score.
      </p>
      <h2 class="govuk-heading-m">What counts as a knife possession</h2>
      <Table
        head={[{ text: 'Entry' }, { text: 'What happens' }, { text: 'Version', format: 'numeric' }]}
        rows={events.map(({ title, needs_person: needsPerson, version: of }) => [
          { text: title }, { text: needsPerson ? 'A person confirms it first' : 'The referral begins by itself' }, { text: String(of), format: 'numeric' as const },
        ])}
      />
      <h2 class="govuk-heading-m">Orders and ages</h2>
      <Table
        head={[{ text: 'Order' }, { text: 'Ages' }, { text: 'Law' }]}
        rows={settings.valueOf(orderAges).map(({ title, least, most, law, verified }) => [
          { text: title }, { text: most === undefined ? `${least} or older` : `${least} to ${most}` }, { text: `${law}${verified ? '' : ' (not verified)'}` },
        ])}
      />
    </>
  ))
}
