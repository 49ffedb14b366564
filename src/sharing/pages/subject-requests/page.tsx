import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Problems } from '../../../design/errorMessage.tsx'
import { clocksOf } from '../../../kernel/clocks.ts'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Env } from '../../../kernel/web.ts'
import { dayOf } from '../../../language/format.ts'
import { isId, readTyped } from '../../../people/pages/typed.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { personReference } from '../../personReference.ts'
import { recordRequest, severalPeople } from '../../subject/actions/recordRequest.ts'
import { sendForRelease } from '../../subject/actions/releaseAccount.ts'
import { takeSubjectStep } from '../../subject/actions/takeStep.ts'
import { answering, mayAnswerForData, mayRelease } from '../../subject/policy.ts'
import { findRequest, findSubject, listReleasers, listReleases, listRequests } from '../../subject/store.ts'
import type { FoundSubject } from '../../subject/store.ts'
import { isKind } from '../../subject/subjectRequest.ts'
import { loadWords } from '../../store/words.ts'
import { RequestsView } from './listView.tsx'
import { NewRequestView, problemsOfNew } from './newView.tsx'
import { RequestView } from './oneView.tsx'
import { asksWhy, slugOf, stepOf } from './stepForms.tsx'
import type { Returned } from './stepForms.tsx'
import { typedDay } from './typedDay.tsx'

export const uuid = '{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}}'
const one = `/subject-requests/:id${uuid}`
const list = { text: 'Requests for one’s own record', href: '/subject-requests' }
const longestReason = 2_000

/** Requests for one’s own record: recorded, checked, gathered, reviewed and released by those who answer for data. */
export const subjectRequestPages = () =>
  new Hono<Env>()
    .get('/subject-requests', async c => {
      const { kernel, viewer } = c.var
      if (!mayRelease(viewer)) return c.var.absent()
      const scope = answering(viewer)
      const loaded = await kernel.db.as(scope, async tx => {
        const requests = mayAnswerForData(viewer) ? await listRequests(tx) : []
        const people = [...new Set(requests.map(({ personId }) => personId))]
        await disclose(tx, kernel, scope, {
          page: 'subject-requests',
          people: people.map(personId => ({ personId, categories: ['rights'] })),
        })
        return {
          requests,
          clocks: await clocksOf(
            tx,
            requests.map(({ id }) => id),
          ),
          releases: await listReleases(tx),
        }
      })
      return c.var.render(
        { title: 'Requests for one’s own record', wide: true, ...flashOf(c.req.query('done')) },
        <RequestsView
          {...loaded}
          mayAnswer={mayAnswerForData(viewer)}
          now={kernel.now()}
          today={dayOf(kernel.now())}
        />,
      )
    })
    .get('/subject-requests/new', c => (mayAnswerForData(c.var.viewer) ? showNew(c, {}, {}, []) : c.var.absent()))
    .post('/subject-requests', recordOne)
    .get(one, c => showOne(c, c.req.param('id'), undefined))
    .post(`${one}/approve`, approve)
    .post(`${one}/:step{[a-z]+(?:-[a-z]+)*}`, takeOneStep)

function flashOf(what: string | undefined): { flash?: string } {
  const words: Readonly<Record<string, string>> = {
    recorded: 'The request is recorded and its deadline runs.',
    step: 'Done.',
    approved: 'The account waits for its release.',
  }
  const flash = words[what ?? '']
  return flash ? { flash } : {}
}

type Several = readonly (FoundSubject & { says: string })[]

function showNew(c: Context<Env>, typed: Typed, problems: Problems, several: Several) {
  return c.var.render(
    {
      title: 'Record a request',
      crumbs: [list, { text: 'Record a request' }],
      status: Object.keys(problems).length > 0 ? 422 : 200,
    },
    <NewRequestView csrf={c.var.csrf} typed={typed} problems={problems} several={several} />,
  )
}

async function recordOne(c: Context<Env>) {
  const { kernel, viewer } = c.var
  if (!mayAnswerForData(viewer)) return c.var.absent()
  const typed = await readTyped(c.req)
  const problems = problemsOfNew(typed, dayOf(kernel.now()))
  const [birthOn, receivedOn, kind = ''] = [typedDay(typed, 'born'), typedDay(typed, 'received'), typed['kind']]
  if (Object.keys(problems).length > 0 || !birthOn || !receivedOn || !isKind(kind))
    return showNew(c, typed, problems, [])
  const names = { givenName: typed['given'] ?? '', familyName: typed['family'] ?? '' }
  const outcome = await recordRequest(kernel, viewer, {
    ...names,
    kind,
    birthOn,
    receivedOn,
    requesterName: kind === 'child' ? `${names.givenName} ${names.familyName}`.trim() : (typed['requester'] ?? ''),
    requesterBirthOn: typedDay(typed, 'requester-born'),
    asksFor: typed['asks'] ?? '',
    personId: typed['person'] || undefined,
    key: typed['key'] || crypto.randomUUID(),
  })
  if (outcome.done) return c.redirect(`/subject-requests/${outcome.value.id}?done=recorded`, 303)
  if (outcome.why !== severalPeople) return c.var.absent()
  const referenceOf = (personId: string) => personReference(kernel, viewer.partnershipId, personId)
  const several = await kernel.db.as(answering(viewer), async tx => {
    const words = await loadWords(tx)
    const found = await findSubject(tx, names.givenName, names.familyName, birthOn)
    await disclose(tx, kernel, answering(viewer), {
      page: 'subject-requests/new',
      people: found.map(({ personId }) => ({ personId, categories: ['identity'] })),
    })
    return found.map(each => ({
      ...each,
      says: `${referenceOf(each.personId)}: known to ${each.agencies.map(words.agency).toSorted().join(', ')}`,
    }))
  })
  return showNew(c, typed, { person: severalPeople }, several)
}

async function showOne(c: Context<Env>, id: string, returned: Returned) {
  const { kernel, viewer, csrf } = c.var
  if (!mayAnswerForData(viewer)) return c.var.absent()
  const scope = answering(viewer)
  const loaded = await kernel.db.as(scope, async tx => {
    const request = await findRequest(tx, id)
    if (!request) return undefined
    await disclose(tx, kernel, scope, {
      page: 'subject-requests/one',
      people: [{ personId: request.personId, categories: ['rights', 'identity'] }],
    })
    return {
      request,
      clocks: await clocksOf(tx, [id]),
      releasers: request.state === 'redacted' ? await listReleasers(tx) : [],
    }
  })
  if (!loaded) return c.var.absent()
  return c.var.render(
    {
      title: `Request ${loaded.request.reference}`,
      crumbs: [list, { text: loaded.request.reference }],
      ...flashOf(c.req.query('done')),
      ...(returned && { status: 422 as const }),
    },
    <RequestView {...loaded} csrf={csrf} now={kernel.now()} today={dayOf(kernel.now())} returned={returned} />,
  )
}

async function takeOneStep(c: Context<Env>) {
  const { kernel, viewer } = c.var
  const id = c.req.param('id') ?? ''
  const step = stepOf(c.req.param('step') ?? '')
  if (!mayAnswerForData(viewer) || !step) return c.var.absent()
  const typed = await readTyped(c.req)
  const field = `${slugOf(step)}-why`
  const why = typed['why'] ?? ''
  const asked = asksWhy(step)
  const request = await kernel.db.as(answering(viewer), tx => findRequest(tx, id))
  if (!request) return c.var.absent()
  const problems = {
    ...(asked && why === '' && { [field]: 'Enter this' }),
    ...(why.length > longestReason && { [field]: 'Use 2,000 characters or fewer' }),
    ...(step === 'check_identity' &&
      request.kind !== 'child' &&
      !typed['authority'] && { authority: 'Say how their authority was checked' }),
  }
  if (Object.keys(problems).length > 0) return showOne(c, id, { step, typed, problems })
  const outcome = await takeSubjectStep(kernel, viewer, id, {
    step,
    why,
    authority: typed['authority'] ?? '',
    key: typed['key'] || crypto.randomUUID(),
  })
  if (outcome.done) return c.redirect(`/subject-requests/${id}?done=step`, 303)
  return showOne(c, id, { step, typed, problems: { [field]: outcome.why } })
}

async function approve(c: Context<Env>) {
  const { kernel, viewer } = c.var
  const id = c.req.param('id') ?? ''
  if (!mayAnswerForData(viewer)) return c.var.absent()
  const typed = await readTyped(c.req)
  const toAgency = typed['agency']
  if (!isId(toAgency))
    return showOne(c, id, { step: 'approve', typed, problems: { agency: 'Choose who releases it' } })
  const outcome = await sendForRelease(kernel, viewer, {
    requestId: id,
    toAgency,
    key: typed['key'] || crypto.randomUUID(),
  })
  if (outcome.done) return c.redirect(`/subject-requests/${id}?done=approved`, 303)
  return showOne(c, id, { step: 'approve', typed, problems: { agency: outcome.why } })
}
