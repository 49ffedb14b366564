/**
 * A copy carries its code twice: in words, and between the letters of each line in characters without width, so that one
 * line that was copied into another text still names whom it was made for. Whoever types a file anew, or takes such
 * characters out on purpose, escapes it.
 */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ' // Crockford: nothing to be misread
const widthless = ['\u200B', '\u200C', '\u200D', '\u2060'] as const
const bitsOfLetter = 5
const lettersOfCode = 10
const lettersOfCheck = 2
const marksOfCode = (lettersOfCode + lettersOfCheck) * bitsOfLetter / 2

/** "X-7KXW9-M2QDT". */
export const shownCode = (code: string): string => `X-${code.slice(0, 5)}-${code.slice(5)}`

/** The code in thirty characters that nobody sees. */
export function markOf(code: string): string {
  const bits = Array.from(code + checkOf(code)).flatMap(letter => bitsIn(letters.indexOf(letter)))
  return Array.from({ length: marksOfCode }, (_, place) =>
    widthless[(bits[place * 2] ?? 0) * 2 + (bits[place * 2 + 1] ?? 0)]).join('')
}

/** Every code that a text carries, seen or unseen, each once. */
export function codesIn(text: string): string[] {
  const shown = [...text.toUpperCase().matchAll(/X-(?<first>[0-9A-HJKMNP-TV-Z]{5})-(?<second>[0-9A-HJKMNP-TV-Z]{5})(?![0-9A-Z])/gv)]
    .map(({ groups }) => `${groups?.['first'] ?? ''}${groups?.['second'] ?? ''}`)
  const runs = text.match(/(?:\u200B|\u200C|\u200D|\u2060){30,}/gv) ?? []
  return [...new Set([...runs.flatMap(unseenIn), ...shown])]
}

/** A run may hold several marks one after another, or begin with others' characters. */
function unseenIn(run: string): string[] {
  const values = Array.from(run).map(character => widthless.findIndex(each => each === character))
  const codes: string[] = []
  for (let from = 0; from + marksOfCode <= values.length;) {
    const code = codeFrom(values.slice(from, from + marksOfCode))
    if (code !== undefined) codes.push(code)
    from += code === undefined ? 1 : marksOfCode
  }
  return codes
}

function codeFrom(values: readonly number[]): string | undefined {
  const bits = values.flatMap(value => [value >> 1, value & 1])
  const word = Array.from({ length: lettersOfCode + lettersOfCheck }, (_, place) =>
    letters[bits.slice(place * bitsOfLetter, (place + 1) * bitsOfLetter).reduce((sum, bit) => sum * 2 + bit, 0)]
      ?? '').join('')
  const code = word.slice(0, lettersOfCode)
  return word.slice(lettersOfCode) === checkOf(code) ? code : undefined
}

const bitsIn = (value: number) =>
  Array.from({ length: bitsOfLetter }, (_, place) => value >> (bitsOfLetter - 1 - place) & 1)

/** Ten bits of a sum in which the place of each letter counts; 1,021 is the greatest prime below 1,024. */
function checkOf(code: string): string {
  const sum = Array.from(code).reduce((total, letter, place) =>
    (total + (place + 3) * (letters.indexOf(letter) + 1) ** 2) % 1_021, 7)
  return `${letters[sum >> bitsOfLetter] ?? ''}${letters[sum & 31] ?? ''}`
}

export const isCode = (text: string): boolean => /^[0-9A-HJKMNP-TV-Z]{10}$/v.test(text)
