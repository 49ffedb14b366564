import { Hono } from 'hono'
import { InsetText } from '../../design/insetText.tsx'
import { disclose } from '../../kernel/disclosure.ts'
import type { Env } from '../../kernel/web.ts'
import { openWork } from '../../kernel/work.ts'
import { OutsideLinkList } from '../../partnership/outside/linkList.tsx'
import { listOutsideLinks } from '../../partnership/outside/outsideLink.ts'
import { displayNames } from '../../people/displayNames.ts'
import { familyPlan } from './familyPlan.ts'
import { FamilyPlanView, WhatWasSaid } from './familyPlanView.tsx'
import { findFamilyView } from './familyView.ts'

/** The family's page as a worker checks and prints it. */
export const familyPreviewPages = () => new Hono<Env>()
  .get(`${familyPlan.path}/:id{[0-9a-f\\-]{36}}/family`, async c => {
    const { kernel, viewer } = c.var
    const id = c.req.param('id')
    const opened = await openWork(kernel, viewer, id)
    if (opened?.work?.kind !== familyPlan.kind) return c.var.absent()
    const { scope, work: { personId } } = opened
    const found = await kernel.db.as(scope, async tx => {
      const view = await findFamilyView(tx, kernel, id)
      const child = (await displayNames(tx, scope, [personId])).get(personId)
      await disclose(tx, kernel, scope, { page: 'plan/family', people: [{ personId, categories: ['plan', ...child ? ['identity'] : []] }] })
      return view && { view, child }
    })
    if (!found) return c.var.absent()
    const gives = familyPlan.team.includes(viewer.role) && !found.view.episode.closedAt
    const links = gives ? (await listOutsideLinks(kernel, viewer, { personId })).filter(({ workId }) => workId === id) : []
    return c.var.render({
      title: 'What the family reads', back: { href: `${familyPlan.path}/${id}`, text: 'The plan' }, live: `work:${id}`,
    }, (
      <>
        <InsetText classes="govuk-!-display-none-print" text="This is all that the family reads by its link. Print it for a family that wants it on paper." />
        <h1 class="govuk-heading-xl">Your family plan</h1>
        <FamilyPlanView {...found} now={kernel.now()} />
        <WhatWasSaid said={found.view.said} who="the family" />
        {gives
          ? <div class="govuk-!-display-none-print"><OutsideLinkList links={links} now={kernel.now()} giveHref={`/outside-links/new?work=${id}&role=parent`} /></div>
          : undefined}
      </>
    ))
  })
