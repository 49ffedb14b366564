import type { Context } from 'hono'
import type { Content } from '../../../design/attributes.ts'
import type { Env } from '../../../kernel/web.ts'
import type { Agreement } from '../../agreement.ts'

export type C = Context<Env>

const id = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
export const one = `/agreements/:id{${id}}`
export const oneClause = `${one}/clauses/:clause{${id}}`

export const named = (c: C, name: string): string => c.req.param(name) ?? ''

type Shown = { title: string; isInvalid?: boolean; wide?: boolean }

/** A page below one agreement, with the way back to it. */
export const show = (c: C, agreement: Pick<Agreement, 'id' | 'title'> | undefined, page: Shown, content: Content) =>
  c.var.render(
    {
      title: page.title,
      status: page.isInvalid ? 422 : 200,
      wide: page.wide ?? false,
      crumbs: [
        { text: 'Agreements', href: '/agreements' },
        ...(agreement ? [{ text: agreement.title, href: `/agreements/${agreement.id}` }] : []),
        { text: page.title },
      ],
    },
    content,
  )

/** What was done, said on the next page; only words of this list are ever shown. */
export const saidOf: Record<string, string> = {
  ended: 'It has ended. Nobody sees anything by it any more.',
  already: 'Somebody has already ended this',
  drafted: 'The draft has been begun. Add its clauses.',
  saved: 'Saved.',
  removed: 'The clause has been taken out.',
  proposed: 'Proposed. The officers of every party have been told.',
  signed: 'Signed for your agency.',
  sent_back: 'Sent back. The lead has been told why.',
  withdrawn: 'Withdrawn. Nothing was opened by it.',
  activated: 'In force from now. What it opens is open, and what the version before it opened is closed.',
  begun: 'This is the draft of the next version. The one in force goes on until this one is activated.',
}

export const returnTo = (c: C, agreementId: string, said: keyof typeof saidOf) =>
  c.redirect(`/agreements/${agreementId}?done=${said}`, 303)
