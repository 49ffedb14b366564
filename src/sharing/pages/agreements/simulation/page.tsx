import { Hono } from 'hono'
import type { Env } from '../../../../kernel/web.ts'
import { maySimulate } from '../../../agreementPolicy.ts'
import { overseeing } from '../../../policy.ts'
import { listShifts } from '../../../store/agreementDrafts.ts'
import { findAgreement } from '../../../store/agreements.ts'
import { loadWords } from '../../../store/words.ts'
import { named, one, show } from '../shell.tsx'
import type { C } from '../shell.tsx'
import { Shifts } from './shifts.tsx'

/** Tried out without being done: who would gain and lose sight, before anybody signs. */
export const simulationPages = () => new Hono<Env>().get(`${one}/simulation`, showSimulation)

async function showSimulation(c: C) {
  const { kernel, viewer } = c.var
  const loaded = await kernel.db.as(overseeing(viewer), async tx => {
    const agreement = await findAgreement(tx, named(c, 'id'))
    if (!agreement || !maySimulate(viewer, agreement)) return undefined
    return { agreement, shifts: await listShifts(tx, agreement.id), words: await loadWords(tx) }
  })
  if (!loaded) return c.var.absent()
  const { agreement, shifts, words } = loaded
  const title = 'Who gains and loses sight'
  return show(
    c,
    agreement,
    { title, wide: true },
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        If {agreement.title}, version {agreement.version}, came into force now
        {agreement.previousId === undefined ? '.' : ' and replaced the version before it.'}
      </p>
      <Shifts shifts={shifts} words={words} />
    </>,
  )
}
