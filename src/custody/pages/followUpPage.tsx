import type { Context } from 'hono'
import { Badge } from '../../design/badge.tsx'
import type { BadgeColour } from '../../design/badge.tsx'
import { EmptyState } from '../../design/emptyState.tsx'
import { Table } from '../../design/table.tsx'
import { WideTable } from '../../design/wideTable.tsx'
import { disclose } from '../../kernel/disclosure.ts'
import type { Env } from '../../kernel/web.ts'
import { deskScope } from '../../kernel/work.ts'
import { dateTimeText, dayOf } from '../../language/format.ts'
import { AgeName } from '../../people/ageName.tsx'
import { displayNames } from '../../people/displayNames.ts'
import type { DisplayName } from '../../people/displayNames.ts'
import type { Counted, FollowUp } from '../counting.ts'
import { maySeeFollowUp } from '../policy.ts'
import { listAsked, listCounted } from '../store/detentions.ts'
import type { Asked } from '../counting.ts'
import { CustodyNavigation, periodOf } from './custodyFrame.tsx'
import { PeriodFilter } from './periodFilter.tsx'

/** Every child who was brought in, and whether the family was offered follow-up: all of them, or red. */
export async function followUpPage(c: Context<Env>) {
  const { kernel, viewer } = c.var
  if (!maySeeFollowUp(viewer)) return c.var.absent()
  const scope = deskScope(viewer, 'custody')
  const { months, since } = periodOf(c.req.query('months'), kernel.now())
  const shown = await kernel.db.as(scope, async tx => {
    const list = await listCounted(tx, kernel, since)
    const names = await displayNames(tx, scope, list.map(({ personId }) => personId))
    const asked = await listAsked(tx, kernel, list.map(({ id }) => id))
    await disclose(tx, kernel, scope, { page: 'custody/follow-up', people: list.map(({ personId }) =>
      ({ personId, categories: ['custody', ...names.has(personId) ? ['identity'] : []] })) })
    return { list, names, asked }
  })
  const { list } = shown
  return c.var.render({ title: 'Follow-up for every family', wide: true, live: 'verb:detention.,verb:liaison_offer.' }, (
    <>
      <h1 class="govuk-heading-l">Follow-up for every family</h1>
      <CustodyNavigation viewer={viewer} current="/custody/follow-up" />
      <p class="govuk-body">Every child who is brought to a police station, and whether their family was offered follow-up. What a family answers stays with health.</p>
      <PeriodFilter action="/custody/follow-up" months={months} />
      <div data-live="follow-up">
        <Total list={list} />
        {list.length === 0
          ? <EmptyState title="No child was brought in.">Every detention appears here by itself, with its offer or without.</EmptyState>
          : <WideTable label="Offers of follow-up">
              <Table
                list head={[{ text: 'Follow-up' }, { text: 'Child' }, { text: 'Brought in' }, { text: 'Detention' }]}
                rows={sorted(list).map(one => rowOf(one, { ...shown, now: kernel.now(), isPolice: viewer.role !== 'liaison_practitioner' }))}
              />
            </WideTable>}
      </div>
    </>
  ))
}

function Total({ list }: { list: readonly Counted[] }) {
  if (list.length === 0) return <></>
  const offered = list.filter(({ followUp }) => followUp === 'offered').length
  const missing = list.filter(({ followUp }) => followUp === 'missing').length
  return (
    <p class="govuk-body-l">
      Offered to {offered} of {list.length}: <b>{Math.floor(100 * offered / list.length)}%</b>.{' '}
      {missing > 0 ? <Badge colour="red" text={missing === 1 ? '1 family is missing' : `${missing} families are missing`} /> : undefined}
    </p>
  )
}

const words: Readonly<Record<FollowUp, { colour: BadgeColour; text: string }>> = {
  missing: { colour: 'red', text: 'Missing: nobody was asked' }, late: { colour: 'red', text: 'Not offered, overdue' },
  not_reached: { colour: 'amber', text: 'Not reached' }, waiting: { colour: 'blue', text: 'Asked, not offered yet' }, offered: { colour: 'green', text: 'Offered' },
}
const order: readonly FollowUp[] = ['missing', 'late', 'waiting', 'not_reached', 'offered']

/** What needs somebody comes first. */
const sorted = (list: readonly Counted[]) => list.toSorted((one, other) => order.indexOf(one.followUp) - order.indexOf(other.followUp))

type Around = { names: ReadonlyMap<string, DisplayName>; asked: ReadonlyMap<string, Asked[]>; now: Date; isPolice: boolean }

function rowOf(one: Counted, { names, asked, now, isPolice }: Around) {
  const child = names.get(one.personId)
  const offer = asked.get(one.id)?.find(({ kind }) => kind === 'liaison_offer')
  const href = isPolice ? `/custody/${one.id}` : offer && `/custody/liaison/${offer.id}`
  return {
    key: one.id, attributes: href ? { 'data-href': href } : {},
    cells: [
      { text: <Badge {...words[one.followUp]} /> },
      { text: child ? <AgeName {...child} today={dayOf(now)} href={href} /> : 'Name not open to you' },
      { text: dateTimeText(one.arrivedAt) },
      { text: href ? <a class="govuk-link" href={href}>{one.reference}</a> : one.reference },
    ],
  }
}
