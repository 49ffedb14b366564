import type { Json } from '../../../packages/tlog/src/tlog.ts'
import type { GoodReceipt } from './receipt.ts'

/** What a good receipt proves, in lines for a terminal. */
export function tellReceipt({ index, checkpoint, cosigners, entry, opened }: GoodReceipt): string[] {
  return [
    'This receipt is good.',
    `It is leaf ${index} of ${checkpoint.origin}, in the tree of ${checkpoint.size} leaves that the log has signed.`,
    cosigners.length === 0
      ? 'No witness that you named has signed that tree: you trust the log alone that there is no other.'
      : `Signed by ${cosigners.map(({ name, at }) => `${name} (${at.toISOString()})`).join(', ')} as well.`,
    'The entry:',
    ...Object.entries(entry).filter(([name]) => name !== 'v').map(([name, value]) => line(name, name === 'about' || name === 'by' ? opened[name] : value)),
  ]
}

/** What is not opened is a commitment: it says nothing to whoever has no salt. */
const line = (name: string, value: Json | undefined) => `  ${name}: ${value === undefined ? '(not opened by this receipt)' : said(value)}`

const said = (value: Json) => typeof value === 'string' ? value : JSON.stringify(value)
