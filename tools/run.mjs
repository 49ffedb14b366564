// node tools/run.mjs start | stop | test | check | bench <name> | schema | mutants | worlds | lives
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium, howToInstallChromium, mayInstallChromium } from './chromium.mjs'
import {
  countSteps, Failed, findNode, install, isInstalled, quietly, root, toolsFirst, visibly, wasInterrupted,
} from './launch.mjs'
import { serverFlags } from './serverFlags.mjs'

const tasks = { start, stop, test, check, bench, schema, mutants, worlds, lives }
const usage = `Usage:
  npm start [-- --fresh --scale N --port N]   start Kith (--fresh wipes the demo first)
  npm run stop                                stop it
  npm test [-- files…]                        check types and style, build, run every test
  npm test -- --system-postgres               the same tests on the PostgreSQL of this machine
  npm run check                               types and style only
  npm run bench -- <name>                     one benchmark, as JSON lines
  npm run mutants                             seed every known fault of the wall; each must turn a test red
  npm run worlds [-- count seed]              compare the wall, decide() and Cedar in 10,000 made-up worlds
  npm run lives [-- steps seed]               walk every life cycle at random, two million steps each
  npm run schema                              write src/kernel/schema.ts anew from the migrations`

/** Each task returns its exit code. */
async function start(args) {
  const wishes = readWishes(args)
  const steps = countSteps(5)
  await installStep(steps)
  if (isBuilt()) steps.say('Built already')
  else await steps.step('Building', build)
  if (wishes.fresh) {
    const code = await visibly(findNode(), ['tools/data.ts', 'wipe'])
    if (code !== 0) return code
  }
  // Steps 3 to 5 are the app's own: database, tables, demo.
  const env = toolsFirst({ ...wishes.env, KITH_STEPS: '2/5' })
  // The channel tells the app when we are killed: it then stops as if asked to.
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc']
  return visibly(findNode(), [...serverFlags, 'src/main.ts'], { env, group: false, stdio })
}

function readWishes(args) {
  const wishes = { fresh: false, env: {} }
  const rest = args.flatMap(arg => arg.startsWith('--') ? arg.split(/=(.*)/s).slice(0, 2) : [arg])
  for (let option = rest.shift(); option !== undefined; option = rest.shift()) {
    if (option === '--fresh') wishes.fresh = true
    else if (option === '--scale') wishes.env.KITH_SCALE = numberFrom(option, rest.shift(), { least: 0.01, most: 100 })
    else if (option === '--port') wishes.env.PORT = numberFrom(option, rest.shift(), { least: 1, most: 65535 })
    else throw new Failed(`npm start does not know "${option}".\n${usage}`)
  }
  return wishes
}

function numberFrom(option, text, { least, most }) {
  const number = Number(text)
  if (text === undefined || text === '' || !(number >= least && number <= most))
    throw new Failed(`${option} needs a number from ${least} to ${most}.`)
  return String(number)
}

async function stop() {
  if (!isInstalled()) {
    console.log('Kith is not running: it is not even installed.')
    return 0
  }
  return visibly(findNode(), ['tools/data.ts', 'stop'])
}

async function check() {
  const steps = countSteps(3)
  await installStep(steps)
  await steps.step('Checking types', () => quietly('tsc', ['--noEmit']))
  await steps.step('Checking style', () => quietly('oxlint', ['--quiet']))
  return 0
}

const tally = { passed: 0, failed: 0, skipped: 0 }

async function test(args) {
  const since = Date.now()
  try {
    return await testEverything(args)
  } catch (error) {
    tally.failed += 1
    console.error(error.message)
    return error.code ?? 1
  } finally {
    const skipped = tally.skipped > 0 ? `; ${tally.skipped} skipped` : ''
    console.log(`\nTook ${Math.round((Date.now() - since) / 1000)} s${skipped}`)
    console.log(`${tally.passed} passed, ${tally.failed} failed`)
  }
}

async function testEverything(args) {
  const onSystem = args.includes('--system-postgres')
  const rest = args.filter(arg => arg !== '--system-postgres')
  const steps = countSteps(6)
  await installStep(steps)
  await steps.step('Checking types', () => quietly('tsc', ['--noEmit']))
  await steps.step('Checking style', () => quietly('oxlint', ['--quiet']))
  if (isBuilt()) steps.say('Built already')
  else await steps.step('Building', build)
  const env = await browserStep(steps)
  steps.say('Testing')
  if (onSystem) return vitest(rest, { env, onSystem })
  const code = await vitest(rest, { env, onSystem: false })
  const again = process.env.KITH_TEST_POSTGRES15 === 'auto' && !wasInterrupted()
  return again ? (await vitest(rest, { env, onSystem: true, optional: true })) || code : code
}

async function browserStep(steps) {
  if (process.env.KITH_SKIP_BROWSER === '1') {
    steps.say('KITH_SKIP_BROWSER=1: THE PAGE TESTS ARE LEFT OUT')
    return toolsFirst()
  }
  if (!findChromium() && mayInstallChromium()) await steps.step('Installing Chromium', installChromium)
  else steps.say(`Browser: ${findChromium() ?? 'none'}`)
  const path = findChromium()
  if (!path) throw new Failed(howToInstallChromium)
  return toolsFirst({ CHROMIUM: path })
}

async function installChromium() {
  const env = toolsFirst({ DEBIAN_FRONTEND: 'noninteractive' })
  try {
    await quietly('apt-get', ['update'], { env })
    await quietly('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env })
  } catch (error) {
    throw new Failed(`${error.message}\n${howToInstallChromium}`)
  }
}

/** One run of vitest, which speaks for itself; its figures are added to the tally. */
async function vitest(args, { env, onSystem, optional = false }) {
  const folder = mkdtempSync(join(tmpdir(), 'kith-report-'))
  const report = join(folder, 'report.json')
  const command = ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args]
  try {
    // The tests of the driver itself start their own servers, whoever runs the others.
    const system = ['tools/systemPostgres.ts', ...(optional ? ['--optional'] : []), ...command]
    if (onSystem) system.push('--exclude=tests/tools/**', '--passWithNoTests')
    const code = onSystem
      ? await visibly(findNode(), system, { env })
      : await visibly(command[0], command.slice(1), { env })
    addFigures(report, code)
    return code
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function addFigures(report, code) {
  if (!existsSync(report)) {
    tally.failed += code === 0 ? 0 : 1
    return
  }
  const figures = JSON.parse(readFileSync(report, 'utf8'))
  // A file that could not be loaded has no failed test, and yet it failed; so has a run with an error between tests.
  const hasFailed = ({ status }) => status === 'failed'
  const broken = figures.testResults.filter(file => hasFailed(file) && !file.assertionResults.some(hasFailed)).length
  const failed = figures.numFailedTests + broken
  tally.passed += figures.numPassedTests
  tally.failed += failed === 0 && code !== 0 ? 1 : failed
  tally.skipped += figures.numPendingTests + (figures.numTodoTests ?? 0)
}

async function bench([name, ...args]) {
  const folder = join(root, 'bench')
  const files = existsSync(folder) ? readdirSync(folder) : []
  const names = files.filter(file => file.endsWith('.ts')).map(file => file.slice(0, -3))
  if (!names.includes(name)) throw new Failed(`npm run bench -- <name>, one of: ${names.join(', ') || 'none yet'}`)
  // Standard output is the figures' own, one JSON line each.
  if (!isInstalled()) await install()
  if (!isBuilt()) await build()
  return visibly(findNode(), ['--import', './tools/tsx.mjs', `bench/${name}.ts`, ...args])
}

async function schema() {
  const steps = countSteps(2)
  await installStep(steps)
  await steps.step('Writing src/kernel/schema.ts', () => quietly(findNode(), ['tools/schema.ts']))
  return 0
}

function mutants() { return testCommand('wall/runMutants', []) }
function worlds(args) { return testCommand('wall/runWorlds', args) }
function lives(args) { return testCommand('lives/runLives', args) }

/** Standard output is the figures' own, as of a benchmark. */
async function testCommand(name, args) {
  if (!isInstalled()) await install()
  if (!isBuilt()) await build()
  return visibly(findNode(), ['--import', './tools/tsx.mjs', `tests/${name}.ts`, ...args], { env: toolsFirst() })
}

async function installStep(steps) {
  if (isInstalled()) steps.say('Installed already')
  else await steps.step('Installing', install)
}

const build = () => quietly('vite', ['build', '--logLevel', 'error'])

/** The built files are newer than everything they are made of. */
function isBuilt() {
  const built = join(root, 'dist/assets/manifest.json')
  if (!existsSync(built)) return false
  const at = statSync(built).mtimeMs
  const sources = ['src/design', 'src/islands', 'package-lock.json', 'vite.config.ts']
  return sources.every(path => newest(join(root, path)) < at)
}

function newest(path) {
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  return Math.max(mtimeMs, ...readdirSync(path).map(name => newest(join(path, name))))
}

const [name, ...args] = process.argv.slice(2)
if (!Object.hasOwn(tasks, name ?? '')) {
  console.error(usage)
  process.exit(2)
}
try {
  process.exit(await tasks[name](args))
} catch (error) {
  if (!(error instanceof Failed)) throw error
  if (!wasInterrupted()) console.error(error.message)
  process.exit(error.code)
}
