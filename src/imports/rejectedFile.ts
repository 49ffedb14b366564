import { CsvReader, csvLine } from './csv.ts'
import { addedColumns } from './header.ts'
import type { ImportRun, Rejection } from './importRun.ts'

/** The refused rows as a file that can be corrected and sent again: two columns more, which are then passed over. */
export async function* rejectedFile(
  run: ImportRun, next: (after: number) => Promise<readonly Rejection[]>,
): AsyncGenerator<string, void, void> {
  yield csvLine([...run.header, addedColumns.line, addedColumns.reason])
  for (let after = 0; ;) {
    const rejections = await next(after)
    const last = rejections.at(-1)
    if (!last) return
    yield rejections.map(rejection => lineOf(rejection, run.header.length)).join('')
    after = last.line
  }
}

function lineOf({ line, reason, raw }: Rejection, columns: number): string {
  const cells = [...cellsOf(raw)]
  while (cells.length < columns) cells.push('')
  return csvLine([...cells, line, reason])
}

function cellsOf(raw: string): readonly string[] {
  const reader = new CsvReader()
  const [record] = [...reader.read(raw.split('\n').map((text, number) => ({ number, text }))), ...reader.end()]
  return record && 'cells' in record ? record.cells : [raw]
}
