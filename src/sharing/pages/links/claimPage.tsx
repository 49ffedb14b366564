import { Hono } from 'hono'
import type { Context } from 'hono'
import { Button } from '../../../design/button.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { ErrorSummary, errorListOf } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { Radios } from '../../../design/radios.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { WarningText } from '../../../design/warningText.tsx'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Env } from '../../../kernel/web.ts'
import { openPerson } from '../../../kernel/work.ts'
import { dayOf } from '../../../language/format.ts'
import { ageOf } from '../../../people/age.ts'
import { displayNames } from '../../../people/displayNames.ts'
import { isId } from '../../../people/pages/typed.ts'
import { purposeOfSearch } from '../../../people/policy.ts'
import { claimLink, mayNotClaim } from '../../actions/changeLinks.ts'
import { claiming, mayClaim } from '../../sharePolicy.ts'
import { listClaimReasons } from '../../store/links.ts'
import { keyOf, oneOf, readFields } from '../shares/shareForm.ts'
import type { Fields } from '../shares/shareForm.ts'

const one = '/people/:id{[0-9a-f-]{36}}/claim'

/** Takes on somebody who was found by search and whom nobody has allocated: with a reason, for a week, in the open. */
export const claimPages = () =>
  new Hono<Env>()
    .get(one, c => show(c, {}, {}))
    .post(one, async c => {
      const { kernel, viewer } = c.var
      const personId = c.req.param('id')
      if (!mayClaim(viewer) || !isId(personId)) return c.var.absent()
      const fields = await readFields(c.req)
      const because = oneOf(fields, 'because')
      const words = oneOf(fields, 'words')
      const problems: Problems = {
        ...(because === '' && { because: 'Choose why you take this on' }),
        ...(words === '' && { words: 'Say what has happened' }),
        ...(words.length > 4_000 && { words: 'Use 4000 characters or fewer' }),
      }
      if (Object.keys(problems).length > 0) return show(c, fields, problems)
      const outcome = await claimLink(kernel, claiming(viewer, purposeOfSearch), {
        personId,
        because,
        words,
        key: keyOf(fields),
      })
      if (!outcome.done)
        return outcome.why === mayNotClaim ? c.var.absent() : show(c, fields, { words: outcome.why })
      return c.redirect(`/people/${personId}/links?done=claimed`, 303)
    })

/** Somebody whom search would not show is not there; whoever has a reason already goes to the page. */
async function show(c: Context<Env>, fields: Fields, problems: Problems) {
  const { kernel, viewer, csrf } = c.var
  const personId = c.req.param('id') ?? ''
  if (!mayClaim(viewer) || !isId(personId)) return c.var.absent()
  const scope = claiming(viewer, purposeOfSearch)
  const found = await kernel.db.as(scope, async tx => {
    const name = (await displayNames(tx, scope, [personId])).get(personId)
    if (!name) return undefined
    await disclose(tx, kernel, scope, { page: 'people/claim', people: [{ personId, categories: ['identity'] }] })
    return {
      who: `${name.name}, ${ageOf(name.birthOn, dayOf(kernel.now()))}`,
      reasons: await listClaimReasons(tx),
    }
  })
  if (!found) return c.var.absent()
  const opened = await openPerson(kernel, viewer, personId)
  if (opened && opened.because !== 'share') return c.redirect(`/people/${personId}`, 303)
  return c.var.render(
    {
      title: 'Take this on',
      status: Object.keys(problems).length > 0 ? 422 : 200,
      back: { href: '/people/search', text: 'Back to search' },
    },
    <ClaimView action={`/people/${personId}/claim`} {...{ csrf, fields, problems }} {...found} />,
  )
}

type ClaimViewProps = {
  action: string
  csrf: string
  fields: Fields
  problems: Problems
  who: string
  reasons: readonly { code: string; title: string }[]
}

function ClaimView({ action, csrf, fields, problems, who, reasons }: ClaimViewProps) {
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">Take on {who}</h1>
      <p class="govuk-body">
        Nobody has allocated this person to you. If you must act now, say why: their record opens for safeguarding,
        as far as your role and the agreements allow, for seven days at most.
      </p>
      <WarningText text="The privacy officers of every agency that holds a record are told at once, and review it." />
      <Form action={action} csrf={csrf}>
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        <Radios
          name="because"
          idPrefix="because"
          value={oneOf(fields, 'because')}
          errorMessage={errorAt(problems, 'because')}
          fieldset={{ legend: { text: 'Why do you take this on?', classes: 'govuk-fieldset__legend--m' } }}
          items={reasons.map(({ code, title }) => ({ value: code, text: title }))}
        />
        <Textarea
          id="words"
          name="words"
          rows={3}
          value={oneOf(fields, 'words')}
          errorMessage={errorAt(problems, 'words')}
          label={{ text: 'What has happened?', classes: 'govuk-label--m' }}
        />
        <Button text="Take this on" preventDoubleClick />
      </Form>
    </>
  )
}
