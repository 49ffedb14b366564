export type Range = { start: number; end: number }

/**
 * What stands between quotation marks: a child's own words are never corrected.
 * A mark that is never closed ends with its paragraph, so that a slip cannot silence the rest of the text.
 */
export function quotedRanges(text: string): Range[] {
  const ranges: Range[] = []
  let open: { start: number; closes: string } | undefined
  for (const { 0: mark, index } of text.matchAll(/["“”‘’]|\n[^\S\n]*\n/g)) {
    if (open) {
      const closed = mark.startsWith('\n') || (open.closes.includes(mark) && !isApostrophe(text, mark, index))
      if (!closed) continue
      ranges.push({ start: open.start, end: index + 1 })
      open = undefined
    } else if (mark === '“' || (mark === '"' && !/\d/.test(text[index - 1] ?? ''))) {
      open = { start: index, closes: '"”' }
    } else if (mark === '‘' && opensSingle(text, index)) {
      open = { start: index, closes: '’' }
    }
  }
  return open ? [...ranges, { start: open.start, end: text.length }] : ranges
}

function isApostrophe(text: string, mark: string, index: number): boolean {
  return mark === '’' && isLetter(text[index + 1])
}

/** Not within a word, and not the apostrophe of a decade (‘90s) that a word processor turned round. */
function opensSingle(text: string, index: number): boolean {
  return !isLetter(text[index - 1]) && !/\d/.test(text[index + 1] ?? '')
}

function isLetter(character: string | undefined): boolean {
  return /[\p{L}\p{N}]/u.test(character ?? '')
}
