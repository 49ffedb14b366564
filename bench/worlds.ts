// npm run bench -- worlds: how many made-up partnerships a minute the wall is compared in with the pure function: made,
// laid down, compiled, and every question of everybody asked of both. Cedar's share is told beside it.
import { startCluster } from '../src/kernel/cluster.ts'
import { migrate } from '../src/kernel/migrate.ts'
import { readPolicies, seenByCedar } from '../tests/properties/cedar.ts'
import { askManyWorlds } from '../tests/wall/manyWorlds.ts'
import { questionsOf } from '../tests/wall/worlds.ts'
import { endInOrder, openReport, say } from './report.ts'

const count = Number(process.env['KITH_BENCH_WORLDS'] ?? 3_000)
const report = openReport('worlds')
endInOrder()
report.machine()
const cluster = await startCluster({ durable: false })
try {
  const url = cluster.url('postgres')
  await migrate(url)
  await askManyWorlds(url, { count: 250, seed: 1, atOnce: 3 }) // warm caches
  let started = performance.now()
  const tally = await askManyWorlds(url, { count, seed: 20_261_124, atOnce: 3, from: 100_000 })
  const minutes = (performance.now() - started) / 60_000
  say(`${tally.questions} questions of ${tally.worlds} worlds, ${tally.rows} rows shown`)
  report.figure('worlds in which the wall and the pure function are compared, a minute', tally.worlds / minutes, 'count', { atLeast: 2_000 })
  report.figure('share of worlds that show some rows and hide others, per cent', (100 * tally.lively) / tally.worlds, 'count', { atLeast: 40 })
  report.figure('differences', tally.differences.length, 'count', { atMost: 0 })
  readPolicies()
  started = performance.now()
  const some = await askManyWorlds(url, {
    count: 250, seed: 5, atOnce: 3, from: 200_000,
    further: (world, at) => questionsOf(world).map(question => seenByCedar(world, question, at)),
  })
  report.figure('worlds a minute with Cedar as the third', (60_000 * some.worlds) / (performance.now() - started), 'count')
} finally {
  await cluster.stop()
}
report.machine()
