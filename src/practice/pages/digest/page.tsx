import { Hono } from 'hono'
import type { Context } from 'hono'
import { sql } from 'kysely'
import { Button } from '../../../design/button.tsx'
import { Form } from '../../../design/form.tsx'
import { InsetText } from '../../../design/insetText.tsx'
import { Radios } from '../../../design/radios.tsx'
import { errorListOf, ErrorSummary } from '../../../design/errorSummary.tsx'
import type { Scope } from '../../../kernel/context.ts'
import type { Env } from '../../../kernel/web.ts'
import { digestSetting } from '../../digest/digestSetting.ts'
import { settingsAt } from '../../settings.ts'
import { readTyped, textOf } from '../typed.ts'

const choices = ['off', 'daily', 'urgent'] as const

/** Whether one is written to, and when: nobody is unless they chose it. */
export const digestPages = () => new Hono<Env>()
  .get('/digest', c => show(c))
  .post('/digest', async c => {
    const { kernel, viewer } = c.var
    const typed = await readTyped(c.req)
    const choice = choices.find(each => each === textOf(typed, 'choice'))
    if (!choice) return show(c, 'Select whether you want an e-mail')
    await kernel.db.as(scopeOf(c), tx => sql`
      insert into digest_choice (partnership_id, staff_id, choice) values (${viewer.partnershipId}::uuid, ${viewer.staffId}::uuid, ${choice})
      on conflict (partnership_id, staff_id) do update set choice = excluded.choice, changed_at = now()`.execute(tx))
    return c.redirect('/digest?done=kept', 303)
  })

const scopeOf = (c: Context<Env>): Scope => ({ viewer: c.var.viewer, purpose: '', lens: 'linked' })

async function show(c: Context<Env>, problem?: string) {
  const { kernel, csrf } = c.var
  const { chosen, at } = await kernel.db.as(scopeOf(c), async tx => {
    const { rows: [row] } = await sql<{ choice: string }>`select choice from digest_choice`.execute(tx)
    return { chosen: row?.choice ?? 'off', at: (await settingsAt(tx, kernel.now())).valueOf(digestSetting).at }
  })
  const flash = c.req.query('done') === 'kept' ? 'Your choice is kept.' : undefined
  return c.var.render({ title: 'E-mail digest', status: problem ? 422 : 200, ...(flash && { flash }) }, (
    <>
      {problem ? <ErrorSummary errorList={errorListOf({ choice: problem })} /> : undefined}
      <h1 class="govuk-heading-l">E-mail digest</h1>
      <InsetText>
        The message says how many deadlines are overdue, how many are due today and how many alerts are new. It names nobody
        and no piece of work. It is sent only where your partnership has set up e-mail.
      </InsetText>
      <Form action="/digest" csrf={csrf}>
        <Radios
          name="choice" idPrefix="choice" value={chosen} errorMessage={problem ? { text: problem } : undefined}
          fieldset={{ legend: { text: 'Do you want an e-mail?', classes: 'govuk-fieldset__legend--m' } }}
          items={[
            { value: 'off', text: 'No' },
            { value: 'daily', text: `Once a day, at ${at}`, hint: { text: 'Only when something waits for you or your team.' } },
            { value: 'urgent', text: 'Once a day, and at once for what cannot wait',
              hint: { text: 'Such as a deadline that has passed, or emergency access to somebody you answer for.' } },
          ]}
        />
        <Button text="Keep this choice" preventDoubleClick />
      </Form>
    </>
  ))
}
