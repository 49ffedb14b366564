// npm run lives [-- steps [seed]]: walks every life cycle at random, by default two million steps each.
import { practiceRooms } from '../../src/practiceRooms.ts'
import { walk } from './walk.ts'

const [steps = 2_000_000, seed = Date.now() % 1_000_000_000] = process.argv.slice(2).map(Number)
let failed = false
for (const { practices } of practiceRooms) for (const practice of practices) {
  const started = performance.now()
  const walked = walk(practice, { steps, seed })
  failed ||= walked.faults.length > 0
  console.log(JSON.stringify({ lives: {
    kind: practice.kind, seed, steps: walked.steps, states: walked.statesSeen.size, of: Object.keys(practice.life).length,
    faults: walked.faults, seconds: Number(((performance.now() - started) / 1000).toFixed(1)),
  } }))
}
process.exitCode = failed ? 1 : 0
