import { Hono } from 'hono'
import type { Context } from 'hono'
import { stream, streamSSE } from 'hono/streaming'
import type { Env } from '../../../kernel/web.ts'
import { deskScope } from '../../../kernel/work.ts'
import { tooLarge } from '../../fileLines.ts'
import type { ImportKind } from '../../importKind.ts'
import { daysOfRejections, deadAfterMs, isOver } from '../../importRun.ts'
import type { ImportRun } from '../../importRun.ts'
import { findPostedFile } from '../../multipartFile.ts'
import { mayImport } from '../../policy.ts'
import { rejectedFile } from '../../rejectedFile.ts'
import { runImport, usualMostBytes } from '../../runImport.ts'
import type { ImportOptions, ImportResult } from '../../runImport.ts'
import { askToStop, findAgency, findRun, listRejections, listRuns, tidyRuns } from '../../store.ts'
import { ImportsView, KindView } from './view.tsx'
import { RunView } from './runView.tsx'

type C = Context<Env>
export type ImportPagesOptions = { kinds: readonly ImportKind[]; options?: ImportOptions }

/** These read their body as a stream, whatever its size; their token for forms travels in the address. */
export const isImportStream = (path: string): boolean => path.startsWith('/imports/')

/** Files in, what came of them, and the rows that were refused. */
export const importPages = ({ kinds, options = {} }: ImportPagesOptions) => new Hono<Env>()
  .get('/imports', async c => {
    const open = await kindsFor(c, kinds)
    if (open.length === 0) return c.var.absent()
    const { viewer, kernel } = c.var
    const runs = await kernel.db.as(scopeOf(c), async tx => {
      await tidyRuns(tx, deadAfterMs, daysOfRejections)
      return listRuns(tx, viewer)
    })
    return c.var.render({ title: 'Import files', wide: true }, <ImportsView kinds={open} runs={runs} titleOf={titlesOf(kinds)} />)
  })
  .get('/imports/runs/:id', async c => {
    const shown = await showRun(c)
    if (!shown) return c.var.absent()
    const { run, rejections } = shown
    return c.var.render({ title: `Import of ${run.fileName}`, back: { href: '/imports', text: 'Import files' }, wide: true },
      <RunView run={run} title={titlesOf(kinds)(run.kind)} rejections={rejections} csrf={c.var.csrf} now={c.var.kernel.now()} />)
  })
  .get('/imports/runs/:id/rejected.csv', async c => {
    const run = await readRun(c)
    if (!run) return c.var.absent()
    const { kernel, viewer } = c.var
    const next = (after: number) => kernel.db.as(scopeOf(c), tx => listRejections(tx, viewer, run.id, { after }))
    c.header('content-type', 'text/csv; charset=utf-8')
    c.header('content-disposition', `attachment; filename="rejected-${run.kind}.csv"`)
    return stream(c, async out => {
      for await (const text of rejectedFile(run, next)) await out.write(text)
    })
  })
  .get('/imports/runs/:id/progress', async c => await readRun(c) ? followRun(c) : c.var.absent())
  .post('/imports/runs/:id/cancel', async c => {
    const run = await readRun(c)
    if (!run) return c.var.absent()
    await c.var.kernel.db.as(scopeOf(c), tx => askToStop(tx, run.id))
    return c.redirect(`/imports/runs/${run.id}`, 303)
  })
  .get('/imports/:kind', async c => {
    const kind = await findKind(c, kinds)
    return kind ? c.var.render(pageOf(kind), <KindView kind={kind} csrf={c.var.csrf} />) : c.var.absent()
  })
  .post('/imports/:kind', async c => {
    const kind = await findKind(c, kinds)
    if (!kind) return c.var.absent()
    const { mostBytes = usualMostBytes } = options
    if (Number(c.req.header('content-length')) > mostBytes + mostOfForm)
      return refuse(c, kind, tooLarge(mostBytes).why, 413)
    const result = await receive(c, kind, options)
    if (result === undefined) return refuse(c, kind, 'Choose a file', 422)
    if (result.state !== 'refused') return c.redirect(`/imports/runs/${result.runId}`, 303)
    return refuse(c, kind, result.why ?? 'The file was refused', 422)
  })

/** What the other fields and the delimiters of a form may add to its file. */
const mostOfForm = 65_536
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const scopeOf = (c: C) => deskScope(c.var.viewer, 'safeguard_child')
const pageOf = (kind: ImportKind) => ({ title: kind.title, back: { href: '/imports', text: 'Import files' } })

const titlesOf = (kinds: readonly ImportKind[]) => (code: string): string =>
  kinds.find(kind => kind.code === code)?.title ?? code

async function kindsFor(c: C, kinds: readonly ImportKind[]): Promise<readonly ImportKind[]> {
  const { kernel, viewer } = c.var
  const agency = await kernel.db.as(scopeOf(c), tx => findAgency(tx, viewer))
  return agency ? kinds.filter(kind => mayImport(viewer, agency.kind, kind)) : []
}

async function findKind(c: C, kinds: readonly ImportKind[]): Promise<ImportKind | undefined> {
  return (await kindsFor(c, kinds)).find(({ code }) => code === c.req.param('kind'))
}

/** Only one's own runs are ever found: the database shows no others. */
async function readRun(c: C): Promise<ImportRun | undefined> {
  const id = c.req.param('id') ?? ''
  if (!uuid.test(id)) return undefined
  return c.var.kernel.db.as(scopeOf(c), async tx => {
    await tidyRuns(tx, deadAfterMs, daysOfRejections)
    return findRun(tx, c.var.viewer, id)
  })
}

async function showRun(c: C) {
  const run = await readRun(c)
  if (!run) return undefined
  const rejections = await c.var.kernel.db.as(scopeOf(c), tx => listRejections(tx, c.var.viewer, run.id, { most: 50 }))
  return { run, rejections }
}

/** A form's file or a bare CSV body, imported while it arrives. Nothing when there is no file in it. */
async function receive(c: C, kind: ImportKind, options: ImportOptions): Promise<ImportResult | undefined> {
  const { body } = c.req.raw
  if (!body) return undefined
  const contentType = c.req.header('content-type') ?? ''
  const bytesExpected = Number(c.req.header('content-length')) || undefined
  const file = contentType.startsWith('multipart/')
    ? await findPostedFile(body, contentType).catch(() => undefined)
    : { name: 'sent.csv', bytes: body }
  return file && runImport(c.var.kernel, c.var.viewer, kind, { ...file, bytesExpected, options })
}

function refuse(c: C, kind: ImportKind, why: string, status: 413 | 422) {
  return c.var.render({ ...pageOf(kind), status }, <KindView kind={kind} csrf={c.var.csrf} problem={why} />)
}

/** Tells an open page every second that the run has moved on, until it is over. */
function followRun(c: C) {
  return streamSSE(c, async out => {
    let told = ''
    for (let run = await readRun(c); run && !out.aborted; run = isOver(run.state) ? run : await readRun(c)) {
      const now = `${run.state} ${run.counts.read} ${run.bytesRead}`
      if (now !== told) await out.writeSSE({ event: 'changed', data: '' })
      told = now
      await out.sleep(isOver(run.state) ? 20_000 : 1_000)
    }
  })
}
