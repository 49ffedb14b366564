import { Hono } from 'hono'
import type { Context } from 'hono'
import { Button } from '../../../design/button.tsx'
import { Checkboxes } from '../../../design/checkboxes.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { ErrorSummary, errorListOf } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import type { Env } from '../../../kernel/web.ts'
import { isId } from '../../../people/pages/typed.ts'
import { sendShare } from '../../actions/sendShare.ts'
import { isSection } from '../../share.ts'
import { findColleague, listRecipients } from '../../store/recipients.ts'
import type { Recipient } from '../../store/recipients.ts'
import { loadWords } from '../../store/words.ts'
import { loadChoices, nameWithAge } from './loadMake.ts'
import { Whom } from './makeView.tsx'
import { openForSharing, stripOf } from './openForSharing.ts'
import type { OpenedPerson } from './openForSharing.ts'
import { keyOf, listOf, oneOf, readFields, untilOf } from './shareForm.ts'
import type { Fields } from './shareForm.ts'

const one = '/people/:id{[0-9a-f-]{36}}/ask'
const daysToAnswer = 14

/** Asks another agency to share: it learns that it is asked about this person, and nothing else. */
export const askPages = () =>
  new Hono<Env>()
    .get(one, async c => {
      const opened = await openForSharing(c)
      return opened ? show(c, opened, {}, {}) : c.var.absent()
    })
    .post(one, async c => {
      const opened = await openForSharing(c)
      if (!opened) return c.var.absent()
      const fields = await readFields(c.req)
      const [toAgency = '', toRole = ''] = oneOf(fields, 'to').split(' ')
      const categories = listOf(fields, 'categories').filter(
        code => /^[a-z_]{3,40}$/v.test(code) && isSection(code),
      )
      const reason = oneOf(fields, 'reason')
      const problems: Problems = {
        ...((!isId(toAgency) || toRole === '') && { to: 'Choose whom you ask' }),
        ...(categories.length === 0 && { categories: 'Choose what you ask for' }),
        ...((reason === '' || reason.length > 4_000) && {
          reason: 'Say why you need it, in 4000 characters or fewer',
        }),
      }
      if (Object.keys(problems).length > 0) return show(c, opened, fields, problems)
      const { kernel } = c.var
      const email = oneOf(fields, 'colleague')
      const toStaff =
        email === ''
          ? undefined
          : await kernel.db.as(opened.scope, tx => findColleague(tx, toAgency, toRole, email))
      if (email !== '' && toStaff === undefined)
        return show(c, opened, fields, { colleague: 'Nobody with this address holds that role there' })
      const outcome = await sendShare(kernel, opened.scope, {
        kind: 'request',
        person: opened.personId,
        to_agency: toAgency,
        to_role: toRole,
        categories,
        records: [],
        reason,
        until: untilOf(daysToAnswer, kernel.now()).toISOString(),
        key: keyOf(fields),
        ...(toStaff && { to_staff: toStaff }),
      })
      return outcome.done
        ? c.redirect(`/shares/${outcome.value}?done=asked`, 303)
        : show(c, opened, fields, { to: outcome.why })
    })

async function show(c: Context<Env>, opened: OpenedPerson, fields: Fields, problems: Problems) {
  const { kernel, csrf } = c.var
  const { scope, personId, query } = opened
  const { purpose, ...loaded } = await kernel.db.as(scope, async tx => {
    await loadChoices(tx, kernel, scope, personId)
    return {
      recipients: await listRecipients(tx, scope),
      purpose: (await loadWords(tx)).purpose(scope.purpose).title,
      who: await nameWithAge(tx, kernel, scope, personId),
      categories: await tx.selectFrom('category').select(['code', 'title']).orderBy('title').execute(),
    }
  })
  return c.var.render(
    {
      title: 'Ask another agency to share',
      status: Object.keys(problems).length > 0 ? 422 : 200,
      back: { href: `/people/${personId}${query}`, text: 'Back to the person' },
      purpose: stripOf(opened, purpose),
    },
    <AskView action={`/people/${personId}/ask${query}`} {...{ csrf, fields, problems }} {...loaded} />,
  )
}

type AskViewProps = {
  action: string
  csrf: string
  fields: Fields
  problems: Problems
  who: string
  recipients: readonly Recipient[]
  categories: readonly { code: string; title: string }[]
}

function AskView({ action, csrf, fields, problems, who, recipients, categories }: AskViewProps) {
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">Ask another agency to share about {who}</h1>
      <p class="govuk-body">
        They learn who asks, about whom and why. They share it, or refuse and say why; both are kept. You can ask
        only where an agreement lets them know whom you ask about.
      </p>
      <Form action={action} csrf={csrf}>
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        <Whom fields={fields} problems={problems} recipients={recipients} />
        <Checkboxes
          name="categories"
          idPrefix="categories"
          values={[...listOf(fields, 'categories')]}
          errorMessage={errorAt(problems, 'categories')}
          fieldset={{ legend: { text: 'What do you need?', classes: 'govuk-fieldset__legend--m' } }}
          items={categories
            .filter(({ code }) => isSection(code))
            .map(({ code, title }) => ({ value: code, text: title }))}
        />
        <Textarea
          id="reason"
          name="reason"
          rows={3}
          value={oneOf(fields, 'reason')}
          errorMessage={errorAt(problems, 'reason')}
          label={{ text: 'Why do you need it?', classes: 'govuk-label--m' }}
        />
        <Button text="Ask" preventDoubleClick />
      </Form>
    </>
  )
}
