// npm run bench -- live: from commit in one process to the screen in another, through a server in a third.
// Every page of the two runs for speed is entitled to every act. In the run for loss the server is killed twenty times
// while acts are written, half of the pages may see nothing, and afterwards the row policies say who should have seen
// what.
import { measureLoss } from './live/loss.ts'
import { openLiveBench } from './live/openLiveBench.ts'
import { measureSpeed } from './live/speed.ts'
import { endInOrder, openReport } from './report.ts'

const report = openReport('live')
endInOrder()
report.machine()
const bench = await openLiveBench()
try {
  await measureSpeed(bench, report, { pages: 200, perSecond: 50, seconds: 20, atMost: 100 })
  await measureSpeed(bench, report, { pages: 2_000, perSecond: 10, seconds: 20, atMost: 400, memoryAtMost: 200 })
  await measureLoss(bench, report, { kills: 20 })
} finally {
  await bench.close()
}
report.machine()
