import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Tx } from '../../../kernel/database.ts'
import type { Env, PageOptions } from '../../../kernel/web.ts'
import { deskScope } from '../../../kernel/work.ts'

export type C = Context<Env>

export const home = { text: 'Administration', href: '/administration' }

/** Reads as this administrator: the database shows nobody's record to this role. */
export function asAdministrator<T>(c: C, work: (tx: Tx) => Promise<T>): Promise<T> {
  return c.var.kernel.db.as(deskScope(c.var.viewer, 'oversight'), work)
}

type Frame = {
  title: string
  status?: PageOptions['status']
  crumbs?: readonly { text: string; href: string }[]
  said?: string | undefined
}

/** A page of administration: where it stands, its heading and its content. */
export function show(c: C, { title, status = 200, crumbs = [home], said }: Frame, content: Child) {
  return c.var.render(
    { title, status, crumbs: [...crumbs, { text: title }], wide: true, ...(said && { flash: said }) },
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      {content}
    </>,
  )
}
