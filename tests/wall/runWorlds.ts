// npm run worlds [-- count [seed]]: asks the database, the pure function and Cedar about many made-up partnerships.
import { readPolicies, seenByCedar } from '../properties/cedar.ts'
import { startCluster } from '../../src/kernel/cluster.ts'
import { migrate } from '../../src/kernel/migrate.ts'
import { askManyWorlds } from './manyWorlds.ts'
import { questionsOf } from './worlds.ts'

const [count = 10_000, seed = Date.now() % 1_000_000_000] = process.argv.slice(2).map(Number)
const seconds = (since: number) => (performance.now() - since) / 1000
const print = (line: object) => { console.log(JSON.stringify({ worlds: line })) }

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => { process.exit(130) })
print({ seed, count })
const cluster = await startCluster({ durable: false })
try {
  const url = cluster.url('postgres')
  await migrate(url)
  readPolicies()
  const started = performance.now()
  const tally = await askManyWorlds(url, {
    count, seed, atOnce: 3, withLosses: true,
    further: (world, at) => questionsOf(world).map(question => seenByCedar(world, question, at)),
    told: ({ worlds, differences }) => {
      console.error(`${worlds} worlds, ${differences.length} differences, ${Math.round(seconds(started))} s`)
    },
  })
  const lively = tally.lively / tally.worlds
  print({
    seed, asked: tally.worlds, oracles: ['decide', 'database', 'cedar'], questions: tally.questions, rowsShown: tally.rows,
    lively: Number(lively.toFixed(2)), differences: tally.differences.length, seconds: Math.round(seconds(started)),
    perMinute: Math.round((60 * tally.worlds) / seconds(started)),
  })
  for (const difference of tally.differences.slice(0, 5)) console.error(difference)
  process.exitCode = tally.differences.length === 0 && lively >= 0.4 ? 0 : 1
} finally {
  await cluster.stop()
}
