import { createReadStream, existsSync, statSync, createWriteStream } from 'node:fs'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { importerOf } from './imports/importer.ts'
import type { ImportKind } from './imports/importKind.ts'
import type { Counts } from './imports/importRun.ts'
import { peopleKinds } from './imports/peopleKinds.ts'
import { rejectedFile } from './imports/rejectedFile.ts'
import { runImport } from './imports/runImport.ts'
import type { ImportResult } from './imports/runImport.ts'
import { findRun, listRejections } from './imports/store.ts'
import type { Scope, Viewer } from './kernel/context.ts'
import type { Kernel } from './kernel/kernel.ts'
import { openKernel } from './kernel/openKernel.ts'
import type { OpenKernel } from './kernel/openKernel.ts'
import { SettingsMissing } from './kernel/settings.ts'
import { CannotStart, findDatabase, secretOf } from './ownDatabase.ts'
import { missingKinds } from './missing/missingKinds.ts'
import { placeKinds } from './places/placeKinds.ts'

export type Voice = { say: (line: string) => void; complain: (line: string) => void }
type Asked = { kind: ImportKind; file: string; agency: string; staff: string | undefined }

const kinds: readonly ImportKind[] = [...peopleKinds, ...missingKinds, ...placeKinds]
/** As the shell expects: all well, something went wrong or was rejected, not understood. */
const codes = { done: 0, failed: 1, misused: 2 } as const

/** `npx kith import <kind> <file> --as <agency>`: returns the exit code. */
export async function importCommand(args: readonly string[], voice: Voice): Promise<number> {
  const asked = readAsked(args)
  if (typeof asked === 'string') {
    voice.complain(asked)
    return codes.misused
  }
  try {
    const { ownerUrl, stop } = await findDatabase()
    try {
      return await importInto(ownerUrl, asked, voice)
    } finally {
      await stop()
    }
  } catch (error) {
    const isExpected = error instanceof CannotStart || error instanceof SettingsMissing
    voice.complain(isExpected ? error.message : `The import failed: ${codeOf(error)}`)
    return codes.failed
  }
}

/** Never the message of a database: it may quote a row. */
function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.name : 'unknown'
}

function readAsked(args: readonly string[]): Asked | string {
  const list = `The kinds of file:\n${kinds.map(({ code, title }) => `  ${code.padEnd(24)}${title}`).join('\n')}`
  try {
    const { values, positionals } = parseArgs({
      args: [...args], allowPositionals: true, options: { as: { type: 'string' }, staff: { type: 'string' } },
    })
    const [code, file, ...rest] = positionals
    const kind = kinds.find(each => each.code === code)
    if (!kind) return code === undefined ? list : `There is no kind of file "${code}".\n${list}`
    if (file === undefined || rest.length > 0) return `Say which file: npx kith import ${code} <file> --as <agency>`
    if (!existsSync(file) || !statSync(file).isFile()) return `There is no file ${file}.`
    return values.as === undefined
      ? 'Say for which agency: --as <its short name or id>'
      : { kind, file, agency: values.as, staff: values.staff }
  } catch (error) {
    return error instanceof Error ? error.message : list
  }
}

async function importInto(ownerUrl: string, asked: Asked, voice: Voice): Promise<number> {
  const importer = await importerOf(ownerUrl, asked)
  if (typeof importer === 'string') {
    voice.complain(importer)
    return codes.misused
  }
  const kernel = await openKernel({ ownerUrl, secret: secretOf(), log: pino({ level: 'silent' }) })
  try {
    const result = await importFile(kernel, importer, asked, voice)
    const rejected = await writeRejected(kernel, importer, result, `${asked.file}.rejected.csv`)
    if (rejected !== undefined) voice.complain(`The rejected rows, with line and reason: ${rejected}`)
    if (result.why !== undefined) voice.complain(result.why)
    return result.state === 'finished' && result.counts.rejected === 0 ? codes.done : codes.failed
  } finally {
    await kernel.close()
  }
}

async function importFile(
  kernel: OpenKernel, viewer: Viewer, { kind, file }: Asked, voice: Voice,
): Promise<ImportResult> {
  const size = statSync(file).size
  const started = performance.now()
  let told = started
  const onProgress = (counts: Counts, bytesRead: number) => {
    if (performance.now() - told < 1_000) return
    told = performance.now()
    voice.say(`${Math.min(100, Math.floor(bytesRead / Math.max(1, size) * 100))} % ${countsText(counts)}`)
  }
  const result = await runImport(kernel, viewer, kind, {
    name: basename(file), bytes: createReadStream(file), bytesExpected: size, options: { onProgress },
  })
  voice.say(`${result.state}: ${countsText(result.counts)}, ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return result
}

function countsText({ read, accepted, unchanged, rejected }: Counts): string {
  return `${read} rows: ${accepted} accepted, ${unchanged} unchanged, ${rejected} rejected`
}

/** Beside the file, so that it can be corrected; readable by its owner alone. Returns where. */
async function writeRejected(
  kernel: Kernel, viewer: Viewer, { runId, counts }: ImportResult, path: string,
): Promise<string | undefined> {
  if (counts.rejected === 0) return undefined
  const scope: Scope = { viewer, purpose: 'safeguard_child', lens: 'hub' }
  const run = await kernel.db.as(scope, tx => findRun(tx, viewer, runId))
  if (!run) return undefined
  const next = (after: number) => kernel.db.as(scope, tx => listRejections(tx, viewer, runId, { after }))
  await pipeline(rejectedFile(run, next), createWriteStream(path, { mode: 0o600 }))
  return path
}
