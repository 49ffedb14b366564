import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { diagramOf, movesOf } from '../../src/practice/life.ts'
import type { Practice } from '../../src/practice/practice.ts'
import { practiceRooms } from '../../src/practiceRooms.ts'

const begins = '<!-- lives: written from the tables by KITH_WRITE_READMES=1 npm test -- tests/lives/readmes.test.ts -->'
const ends = '<!-- end of lives -->'

/** The lives of a room as its README shows them: who may take each step, and the diagram. */
function livesOf(practices: readonly Practice[]): string {
  const each = practices.map(practice => [
    `### ${practice.words.one} (\`${practice.kind}\`, ${practice.path})`, '', practice.words.about, '',
    '| state | step | to | who | clocks |', '|---|---|---|---|---|',
    ...movesOf(practice.life).map(({ from, step, to, taken }) => `| ${practice.words.states[from]} | ${practice.words.steps[step]?.button} | ${
      from === to ? 'stays' : practice.words.states[to]} | ${taken.who.join(', ')}${taken.by === 'partner' ? ' (partners too)' : ''} | ${[
      ...(taken.starts ?? []).map(clock => `starts ${clock}`), ...taken.stops === 'all' ? ['stops all'] : (taken.stops ?? []).map(clock => `stops ${clock}`),
      ...(taken.pauses ?? []).map(clock => `holds ${clock}`), ...(taken.resumes ?? []).map(clock => `lets ${clock} run on`),
    ].join(', ')} |`),
    '', '```mermaid', diagramOf(practice.life), '```', '',
  ].join('\n'))
  return [begins, '', ...each, ends].join('\n')
}

/** A room is named by where its pages begin. */
const rooms = new Map<string, Practice[]>()
for (const { practices } of practiceRooms) for (const practice of practices) {
  const room = roomOf(practice.path)
  rooms.set(room, [...rooms.get(room) ?? [], practice])
}

function roomOf(path: string): string {
  const [, first = ''] = path.split('/')
  return first === 'plans-with-families' ? 'programmes' : first
}

test.each([...rooms])('the README of %s shows the lives that its tables hold', (room, practices) => {
  const file = `src/${room}/README.md`
  const text = readFileSync(file, 'utf8')
  const wanted = livesOf(practices)
  const written = text.includes(begins) ? text.slice(text.indexOf(begins), text.indexOf(ends) + ends.length) : ''
  if (process.env['KITH_WRITE_READMES'] === '1') {
    writeFileSync(file, written === '' ? `${text.trimEnd()}\n\n## Lives\n${wanted}\n` : text.replace(written, () => wanted))
    return
  }
  expect(written).toBe(wanted)
})
