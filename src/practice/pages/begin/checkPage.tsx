import { Hono } from 'hono'
import type { Context } from 'hono'
import { Button } from '../../../design/button.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import { Form } from '../../../design/form.tsx'
import { Radios } from '../../../design/radios.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { finishDraft } from '../../../kernel/drafts.ts'
import type { Env } from '../../../kernel/web.ts'
import { dayOf } from '../../../language/format.ts'
import { birthText } from '../../../people/age.ts'
import { AgeName } from '../../../people/ageName.tsx'
import { beginEpisode } from '../../actions/begin.ts'
import type { Practice } from '../../practice.ts'
import type { Practices } from '../../practices.ts'
import { isAsked } from '../../question.ts'
import { answerLines } from '../episodeWords.ts'
import { fieldsOf, firstFieldOf } from '../forms/fieldNames.ts'
import { Lines } from '../one/recorded.tsx'
import { readTyped, textOf, textsOf } from '../typed.ts'
import { addressOf, BeginFrame } from './frame.tsx'
import type { Listed } from './frame.tsx'
import { beginScope, isId, openBeginning } from './openBeginning.ts'
import type { FormPage, OpenBeginning } from './openBeginning.ts'

/** Everything once more, whose work it becomes, and then it is sent: once, however often the button is pressed. */
export const checkPages = (practice: Practice, practices: Practices) => new Hono<Env>()
  .get(`${practice.path}/begin/:draft/check`, async c => {
    const open = await openBeginning(c, practice, c.req.param('draft'))
    if (!open) return c.var.absent()
    if (open.draft.finishedAt) return c.redirect(`${practice.path}/${open.draft.workId ?? ''}`, 303)
    return draw(c, open, [], '')
  })
  .post(`${practice.path}/begin/:draft/check`, async c => {
    const open = await openBeginning(c, practice, c.req.param('draft'))
    if (!open) return c.var.absent()
    if (open.draft.finishedAt) return c.redirect(`${practice.path}/${open.draft.workId ?? ''}?done=begin`, 303)
    const typed = await readTyped(c.req)
    return send(c, open, { practices, agencyId: textOf(typed, 'about-agency') })
  })

async function send(c: Context<Env>, open: OpenBeginning, { practices, agencyId }: { practices: Practices; agencyId: string }) {
  const { kernel, viewer } = c.var
  const { practice, draft, child, owners } = open
  const missing = missingIn(open)
  if (owners.length > 1 && agencyId === '') missing.push({ text: 'Select whose work it will be', href: '#about-agency' })
  if (!child || missing.length > 0) return draw(c, open, missing, agencyId)
  const outcome = await beginEpisode(kernel, viewer, practices, {
    kind: practice.kind, personId: child.personId, answers: open.parsed.answers, key: draft.id,
    ...(isId(agencyId) && { agencyId }),
  })
  if (!outcome.done) {
    if (outcome.why === 'absent') return c.var.absent()
    return draw(c, open, [{ text: outcome.why, href: '#send' }], agencyId)
  }
  const { id, wasOpen } = outcome.value
  await kernel.db.as(beginScope(c, practice), tx => finishDraft(tx, viewer, draft.id, { workId: id }))
  return c.redirect(`${practice.path}/${id}?done=${wasOpen ? 'was-open' : 'begin'}`, 303)
}

/** What is still missing or wrong, each with the page where it can be mended. */
function missingIn(open: OpenBeginning): Listed[] {
  const { practice, draft, child, pages, parsed } = open
  const listed = Object.entries(parsed.problems).map(([field, text]) => {
    const page = pages.find(({ questions }) => questions.some(question => fieldsOf(question).includes(field)))
    return { text, href: `${addressOf(practice, draft.id, page?.id ?? 'check')}?return=check#${field}` }
  })
  return child ? listed : [{ text: 'Choose the child', href: addressOf(practice, draft.id, 'child') }, ...listed]
}

async function draw(c: Context<Env>, open: OpenBeginning, ...[problems, agencyId]: [readonly Listed[], string]) {
  const { practice, child, now } = open
  return c.var.render({
    title: 'Check your answers', back: { href: `${practice.path}/begin`, text: 'Save and come back later' },
    ...(problems.length > 0 && { status: 422 as const }),
  }, (
    <BeginFrame practice={practice} child={child} now={now} title="Check your answers" problems={problems}>
      <ChildCard open={open} />
      {open.pages.map(page => <PageCard open={open} page={page} />)}
      <Sending open={open} csrf={c.var.csrf} agencyId={agencyId} problems={problems} />
    </BeginFrame>
  ))
}

function ChildCard({ open: { practice, draft, child, now } }: { open: OpenBeginning }) {
  const change = { text: 'Change', href: addressOf(practice, draft.id, 'child'), visuallyHiddenText: 'the child' }
  return (
    <SummaryList
      card={{ title: { text: 'The child' } }}
      rows={[
        {
          key: { text: 'Name and age' }, actions: { items: [change] },
          value: { text: child ? <AgeName {...child} today={dayOf(now)} /> : <b>Not chosen yet</b> },
        },
        child ? { key: { text: 'Date of birth' }, value: { text: birthText(child.birthOn, child.birthIsEstimate) } } : null,
      ]}
    />
  )
}

function PageCard({ open, page }: { open: OpenBeginning; page: FormPage }) {
  const { practice, draft, parsed, typed, colleagues } = open
  const staff = new Map(colleagues.map(({ staffId, name, roleTitle }) => [staffId, { name, agency: roleTitle }]))
  const rows = page.questions.filter(question => isAsked(question, parsed.answers)).map(question => {
    const answer = parsed.answers[question.id]
    const asTyped = fieldsOf(question).flatMap(field => textsOf(typed, field)).join(' ')
    const lines = answer === undefined ? [asTyped].filter(Boolean) : answerLines(question, answer, staff)
    const href = `${addressOf(practice, draft.id, page.id)}?return=check#${firstFieldOf(question)}`
    return {
      key: { text: question.label },
      value: { text: lines.length > 0 ? <Lines lines={lines} /> : question.required ? <b>Not answered yet</b> : 'Nothing' },
      actions: { items: [{ text: lines.length > 0 ? 'Change' : 'Add', href, visuallyHiddenText: question.label }] },
    }
  })
  return rows.length > 0 ? <SummaryList card={{ title: { text: page.title } }} rows={rows} /> : <></>
}

type SendingProps = { open: OpenBeginning; csrf: string; agencyId: string; problems: readonly Listed[] }

function Sending({ open, csrf, agencyId, problems }: SendingProps) {
  const { practice, draft, owners } = open
  const own = owners.find(({ id }) => id === agencyId)
  const missing = problems.find(({ href }) => href === '#about-agency')
  return (
    <Form action={addressOf(practice, draft.id, 'check')} csrf={csrf} id="send">
      {owners.length === 0
        ? <p class="govuk-body"><b>No agreement lets your agency begin this.</b> Ask your information governance lead.</p>
        : undefined}
      {owners.length > 1
        ? <Radios
            name="about-agency" value={own?.id ?? ''} errorMessage={missing && errorAt({ agency: missing.text }, 'agency')}
            fieldset={{ legend: { text: 'Whose work will it be?', classes: 'govuk-fieldset__legend--m' } }}
            items={owners.map(({ id, name }) => ({ value: id, text: name }))}
          />
        : owners.map(({ name }) => <p class="govuk-body">It becomes the work of {name}.</p>)}
      <p class="govuk-body">By sending it you say that what you wrote is right as far as you know.</p>
      <Button text="Send" preventDoubleClick />
    </Form>
  )
}
