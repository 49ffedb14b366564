import { array, assert, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CsvReader, csvLine, withoutGuard } from './csv.ts'

function read(text: string) {
  const reader = new CsvReader()
  const lines = text.split('\n').map((line, at) => ({ number: at + 1, text: line }))
  return [...reader.read(lines), ...reader.end()].map(({ line, ...rest }) => [line, 'cells' in rest ? rest.cells : rest.problem])
}

describe('a file of comma-separated cells', () => {
  test('is read as RFC 4180 has it: quoted commas, quoted quotes, quoted line breaks, empty cells', () => {
    expect(read('a,b\n"1,5","say ""hi"""\n"two\nlines",x\n,\n""," "')).toEqual([
      [1, ['a', 'b']], [2, ['1,5', 'say "hi"']], [3, ['two\nlines', 'x']], [5, ['', '']], [6, ['', ' ']],
    ])
  })

  test('loses only its last row when it is cut off inside a quoted cell', () => {
    expect(read('a,b\n1,2\n3,"cut')).toEqual([[1, ['a', 'b']], [2, ['1', '2']], [3, expect.stringContaining('never closed')]])
  })

  test('loses only one row to a quotation mark that is never closed in its middle', () => {
    expect(read('a,b\n1,"open\n2,x\n3,y')).toEqual([
      [1, ['a', 'b']], [2, expect.stringContaining('never closed')], [3, ['2', 'x']], [4, ['3', 'y']],
    ])
  })

  test('says what is wrong with a quotation mark in the wrong place, and goes on', () => {
    expect(read('1,"2"x"",\n1,2""\n3,4')).toEqual([
      [1, expect.stringContaining('before the end')], [2, expect.stringContaining('not quoted')], [3, ['3', '4']],
    ])
  })

  test('does not gather a large file behind one open quotation mark', () => {
    const rows = read(`x,"open\n${'1,2\n'.repeat(1000)}`)
    expect(rows).toHaveLength(1001)
    expect(rows[500]).toEqual([501, ['1', '2']])
  })

  test('gives back whatever was written', () => {
    assert(property(array(string({ unit: 'grapheme' }), { minLength: 2, maxLength: 5 }), cells => {
      const line = csvLine(cells).slice(0, -2)
      const [record] = read(line.replaceAll('\r', ''))
      expect([record?.[1]].flat().map(cell => withoutGuard(String(cell)))).toEqual(cells.map(cell => withoutGuard(cell.replaceAll('\r', ''))))
    }))
  })
})

describe('what is written for a spreadsheet', () => {
  test('never starts a formula, and comes back as it was', () => {
    for (const cell of ['=HYPERLINK("http://x")', '+1+2', '-2+3', '@SUM(A1)', '\tx']) {
      const line = csvLine([cell])
      expect(line).toMatch(/^"?'/)
      expect(withoutGuard(`'${cell}`)).toBe(cell)
    }
  })

  test('leaves numbers alone', () => {
    expect(csvLine([-1.25, '+44', "O'Neil"])).toBe("-1.25,+44,O'Neil\r\n")
  })
})
