import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Problems } from '../../../design/errorMessage.tsx'
import { carryOut } from '../../../kernel/action.ts'
import type { Scope } from '../../../kernel/context.ts'
import { done, refused } from '../../../kernel/outcome.ts'
import type { Env } from '../../../kernel/web.ts'
import { dayOf } from '../../../language/format.ts'
import { dayFrom } from '../../../people/age.ts'
import { isId } from '../../../people/pages/typed.ts'
import { endAbsence, listAbsences, recordAbsence } from '../../absence/absences.ts'
import type { NewAbsence } from '../../absence/absences.ts'
import { leads } from '../../absence/leads.ts'
import { listColleagues } from '../../store/staff.ts'
import type { Colleague } from '../../store/staff.ts'
import { keyOf, readTyped, textOf } from '../typed.ts'
import type { Typed } from '../typed.ts'
import { AbsenceView } from './view.tsx'

const zone = 'Europe/London'

/** Who is away and who covers: recorded by oneself, by a colleague of the same role, or by whoever supervises. */
export const absencePages = () => new Hono<Env>()
  .get('/absence', c => show(c))
  .post('/absence', async c => {
    const typed = await readTyped(c.req)
    const read = readAbsence(typed)
    if (!read.ok) return show(c, { typed, problems: read.problems })
    const { kernel, viewer } = c.var
    const outcome = await carryOut(kernel, scopeOf(c), { name: 'record absence', key: keyOf(typed) }, async tx => {
      const why = await recordAbsence(tx, { ...read.absence, staffId: read.absence.staffId || viewer.staffId })
      return why === null ? done(null) : refused(why)
    })
    if (outcome.done) return c.redirect('/absence?done=recorded', 303)
    const field = /cover/v.test(outcome.why) ? 'cover' : /day/v.test(outcome.why) ? 'until' : 'who'
    return show(c, { typed, problems: { [field]: outcome.why } })
  })
  .post('/absence/:id{[0-9a-f\\-]{36}}/end', async c => {
    const ended = await c.var.kernel.db.as(scopeOf(c), tx => endAbsence(tx, c.req.param('id')))
    return ended ? c.redirect('/absence?done=ended', 303) : c.var.absent()
  })

/** It says nothing of a child: for no purpose about anybody. */
const scopeOf = (c: Context<Env>): Scope => ({ viewer: c.var.viewer, purpose: '', lens: 'linked' })

type Read = { ok: true; absence: NewAbsence } | { ok: false; problems: Problems }

function readAbsence(typed: Typed): Read {
  const from = dayIn(typed, 'from')
  const until = dayIn(typed, 'until')
  const cover = textOf(typed, 'cover')
  const problems: Problems = {
    ...(!from && { from: 'Enter the first day, like 27 3 2027' }), ...(!until && { until: 'Enter the last day, like 27 3 2027' }),
    ...(from && until && until < from && { until: 'The last day must not be before the first day' }),
    ...(!isId(cover) && { cover: 'Choose who covers' }),
  }
  if (!from || !until || Object.keys(problems).length > 0) return { ok: false, problems }
  const next = Temporal.PlainDate.from(until).add({ days: 1 }).toString()
  const staffId = textOf(typed, 'who')
  return { ok: true, absence: { staffId: isId(staffId) ? staffId : '', coverId: cover, startsAt: startOf(from), endsAt: startOf(next) } }
}

const startOf = (day: string) => new Date(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone }).epochMilliseconds)

function dayIn(typed: Typed, name: string): string | undefined {
  const [day = 0, month = 0, year = 0] = ['day', 'month', 'year'].map(part => {
    const text = textOf(typed, `${name}-${part}`)
    return /^\d{1,4}$/v.test(text) ? Number(text) : 0
  })
  return year >= 2000 ? dayFrom(year, month, day) : undefined
}

async function show(c: Context<Env>, sent?: { typed: Typed; problems: Problems }) {
  const { kernel, viewer } = c.var
  const now = kernel.now()
  const { absences, colleagues } = await kernel.db.as(scopeOf(c), async tx => {
    const roles = leads.includes(viewer.role)
      ? (await tx.selectFrom('role').select('code').execute()).map(({ code }) => code) : [viewer.role]
    return { absences: await listAbsences(tx, now), colleagues: eachOnce(await listColleagues(tx, viewer, roles)) }
  })
  const said = { recorded: 'The absence is recorded.', ended: 'The absence is over.' }[c.req.query('done') ?? '']
  return c.var.render({ title: 'Absence and cover', status: sent ? 422 : 200, ...(said && { flash: said }) }, (
    <AbsenceView absences={absences} colleagues={colleagues} me={viewer.staffId} today={dayOf(now)} csrf={c.var.csrf}
      typed={sent?.typed ?? {}} problems={sent?.problems ?? {}} />
  ))
}

const eachOnce = (colleagues: readonly Colleague[]) => [...new Map(colleagues.map(one => [one.staffId, one])).values()]
