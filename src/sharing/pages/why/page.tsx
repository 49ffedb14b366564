import { Hono } from 'hono'
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
    const back = wayBack(c.req.query('back') ?? '') ?? (asked === undefined
      ? undefined
      : { href: `/people/${asked}${workId ? `?work=${workId}` : ''}`, text: 'Back to the person' })
    return c.var.render(
      { title: 'Why can I see this?', ...(back && { back }) },
      <>
        <h1 class="govuk-heading-l">Why can I see this?</h1>
        <WhyView why={why} />
        <h2 class="govuk-heading-m">What is written down</h2>
        <p class="govuk-body">
          That you opened this record, when and for which purpose is part of the record of disclosures. The person,
          and those who answer for their records, can be told.
        </p>
      </>,
    )
  })

const addressHere = /^\/(?<room>[a-z\-]+)(?:\/[a-z0-9\-]+)*(?:\?work=[0-9a-f\-]{36})?$/v
const places: Readonly<Record<string, string>> = {
  people: 'Back to the person',
  notifications: 'Back to the notification',
  requests: 'Back to the request',
  shares: 'Back to the share',
}

/** The page that the reader came from; only an address of Kith itself, as its own pages write it. */
function wayBack(asked: string): { href: string; text: string } | undefined {
  const room = addressHere.exec(asked)?.groups?.['room']
  return room === undefined ? undefined : { href: asked, text: places[room] ?? 'Back to your work' }
}
