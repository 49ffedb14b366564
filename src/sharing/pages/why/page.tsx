import { Hono } from 'hono'
import { Button } from '../../../design/button.tsx'
import type { Env } from '../../../kernel/web.ts'
import { openPerson, openWork } from '../../../kernel/work.ts'
import { WhyView } from '../../whyDetails.tsx'
import { whyFor } from '../../why.ts'

/** "Why can I see this?" for a piece of work or a person. */
export const whyPages = () =>
  new Hono<Env>().get('/why', async c => {
    const { kernel, viewer } = c.var
    const workId = c.req.query('work')
    const asked = c.req.query('person')
    const opened =
      asked === undefined
        ? workId === undefined
          ? undefined
          : await openWork(kernel, viewer, workId)
        : await openPerson(kernel, viewer, asked, workId)
    const personId = asked ?? opened?.work?.personId
    if (!opened || personId === undefined) return c.var.absent()
    const why = await kernel.db.as(opened.scope, tx => whyFor(tx, kernel, opened.scope, personId))
    return c.var.render(
      { title: 'Why can I see this?' },
      <>
        <h1 class="govuk-heading-l">Why can I see this?</h1>
        <WhyView why={why} />
        <h2 class="govuk-heading-m">What is written down</h2>
        <p class="govuk-body">
          That you opened this record, when and for which purpose is part of the record of disclosures. The person,
          and those who answer for their records, can be told.
        </p>
        {asked === undefined ? undefined : (
          <Button
            classes="govuk-button--secondary"
            href={`/people/${asked}${workId ? `?work=${workId}` : ''}`}
            text="Back to the person"
          />
        )}
      </>,
    )
  })
