import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Problems } from '../../../design/errorMessage.tsx'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Env } from '../../../kernel/web.ts'
import { isId } from '../../../people/pages/typed.ts'
import { recordRefusal } from '../../actions/sendShare.ts'
import { isRefusedBecause } from '../../share.ts'
import { listRequestsAbout } from '../../store/refusals.ts'
import { loadWords } from '../../store/words.ts'
import { nameWithAge } from './loadMake.ts'
import { openForSharing, stripOf } from './openForSharing.ts'
import type { OpenedPerson } from './openForSharing.ts'
import { RefusalView } from './refusalView.tsx'
import { keyOf, listOf, oneOf, readFields } from './shareForm.ts'
import type { Fields } from './shareForm.ts'

const one = '/people/:id{[0-9a-f-]{36}}/not-shared'

/** Writes down that something was asked and not shared, by us or by them: the decision is kept either way. */
export const refusalPages = () =>
  new Hono<Env>()
    .get(one, async c => {
      const opened = await openForSharing(c)
      return opened ? show(c, opened, {}, {}) : c.var.absent()
    })
    .post(one, async c => {
      const opened = await openForSharing(c)
      if (!opened) return c.var.absent()
      const fields = await readFields(c.req)
      const by = oneOf(fields, 'by')
      const agency = oneOf(fields, 'agency')
      const because = oneOf(fields, 'because')
      const words = oneOf(fields, 'words')
      const problems: Problems = {
        ...(by !== 'us' && by !== 'them' && { by: 'Choose who refused' }),
        ...(!isId(agency) && { agency: 'Choose the other agency' }),
        ...(!isRefusedBecause(because) && { because: 'Choose why it was not shared' }),
        ...((words === '' || words.length > 4_000) && { words: 'Say what was asked and why it was not shared' }),
      }
      if (Object.keys(problems).length > 0 || !isId(agency)) return show(c, opened, fields, problems)
      const request = oneOf(fields, 'request')
      const outcome = await recordRefusal(c.var.kernel, opened.scope, {
        personId: opened.personId,
        by: by === 'us' ? 'us' : 'them',
        otherAgency: agency,
        categories: listOf(fields, 'categories').filter(code => /^[a-z_]{3,40}$/v.test(code)),
        because: isRefusedBecause(because) ? because : 'other',
        words,
        key: keyOf(fields),
        ...(isId(request) && { requestId: request }),
      })
      return outcome.done
        ? c.redirect(`/people/${opened.personId}/shared${opened.query}#not-shared`, 303)
        : show(c, opened, fields, { words: outcome.why })
    })

async function show(c: Context<Env>, opened: OpenedPerson, fields: Fields, problems: Problems) {
  const { kernel, viewer, csrf } = c.var
  const { scope, personId, query } = opened
  const { purpose, ...loaded } = await kernel.db.as(scope, async tx => {
    await disclose(tx, kernel, scope, {
      page: 'shares/not-shared',
      people: [{ personId, categories: ['identity', 'request'] }],
    })
    return {
      who: await nameWithAge(tx, kernel, scope, personId),
      requests: await listRequestsAbout(tx, personId),
      purpose: (await loadWords(tx)).purpose(scope.purpose).title,
      agencies: (
        await tx.selectFrom('agency').select(['id', 'name']).where('active', '=', true).orderBy('name').execute()
      ).filter(({ id }) => id !== viewer.agencyId),
      categories: await tx.selectFrom('category').select(['code', 'title']).orderBy('title').execute(),
    }
  })
  return c.var.render(
    {
      title: 'Record that it was not shared',
      status: Object.keys(problems).length > 0 ? 422 : 200,
      back: { href: `/people/${personId}/shared${query}`, text: 'Back to what has been shared' },
      purpose: stripOf(opened, purpose),
    },
    <RefusalView action={`/people/${personId}/not-shared${query}`} {...{ csrf, fields, problems }} {...loaded} />,
  )
}
