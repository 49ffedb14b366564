// npm run mutants: seeds every fault of the list, one after the other, and prints how many turned a test red.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { everyFault } from './everyFault.ts'

type Results = { testResults: { assertionResults: { title: string; status: string }[] }[] }

const folder = mkdtempSync(join(tmpdir(), 'kith-mutants-'))
const report = join(folder, 'report.json')
const started = performance.now()
try {
  spawnSync(process.execPath, [
    'node_modules/vitest/vitest.mjs', 'run', 'tests/wall', 'tests/properties', '-t', 'fault',
    '--reporter=json', `--outputFile.json=${report}`,
  ], { stdio: ['ignore', 2, 2] })
  const results: Results = JSON.parse(readFileSync(report, 'utf8'))
  const passed = new Set(results.testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'passed').map(({ title }) => title)))
  // A test of a fault passes when the fault was noticed; one that did not run has killed nothing.
  const survived = everyFault.filter(fault => ![...passed].some(title => title.endsWith(fault)))
  const [total, killed] = [everyFault.length, everyFault.length - survived.length]
  console.log(JSON.stringify({ mutants: { killed, total, survived }, seconds: Math.round((performance.now() - started) / 1000) }))
  process.exitCode = survived.length === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
