import { expect, test } from 'vitest'
import { checkWording } from './check.ts'
import { applyWordingChoice, readKept, withoutKept, writeKept } from './choice.ts'
import { countWordings } from './counts.ts'
import { starterLexicon } from './starterLexicon.ts'

const text = 'Seen at 9.\r\nHe absconded. He is streetwise.'
const start = 'Seen at 9.\nHe '.length
const apply = (choice: Parameters<typeof applyWordingChoice>[1]) => applyWordingChoice(text, choice, starterLexicon)

test('a pressed alternative replaces its phrase, counted as the page counted it', () => {
  expect(apply({ replace: `absconded:${start}:0` })).toMatchObject({
    ok: true, text: 'Seen at 9.\nHe went missing. He is streetwise.', replaced: { found: 'absconded' }, kept: [],
  })
})

test('a reason keeps a phrase, and it is not shown again in this text', () => {
  const streetwise = text.replace('\r', '').indexOf('streetwise')
  const chosen = apply({ keep: ['', `streetwise:${streetwise}:quoted`] })
  expect(chosen).toMatchObject({ ok: true, kept: [{ entryId: 'streetwise', found: 'streetwise', reason: 'quoted' }] })
  const kept = chosen.ok ? chosen.kept : []
  expect(readKept(kept.map(writeKept))).toEqual(kept)
  expect(withoutKept(checkWording(text, starterLexicon), kept).map(({ entryId }) => entryId)).toEqual(['absconded'])
})

test.each([
  ['another place', { replace: 'absconded:1:0' }], ['another phrase', { replace: `streetwise:${start}:0` }],
  ['an alternative that is not offered', { replace: `absconded:${start}:9` }], ['nonsense', { replace: ':::' }],
  ['a name that every object has', { replace: `absconded:${start}:constructor` }],
])('a choice for %s changes nothing', (_, choice) => {
  expect(apply(choice)).toEqual({ ok: false, why: 'the text has changed' })
})

test('a reason that is not offered keeps nothing', () => {
  expect(apply({ keep: [`absconded:${start}:constructor`, 'x', '::'] })).toMatchObject({ kept: [] })
  expect(readKept(['absconded:toString:absconded', 'x', ''])).toEqual([])
})

test('counts add up by phrase, outcome and day, and say nothing else', () => {
  const shown = checkWording('He absconded, absconded, absconded. He is streetwise.', starterLexicon)
  expect(countWordings({ shown, kept: shown.slice(0, 1) }, '2026-11-23')).toEqual([
    { entryId: 'absconded', outcome: 'shown', on: '2026-11-23', count: 3 },
    { entryId: 'absconded', outcome: 'kept', on: '2026-11-23', count: 1 },
    { entryId: 'streetwise', outcome: 'shown', on: '2026-11-23', count: 1 },
  ])
})
