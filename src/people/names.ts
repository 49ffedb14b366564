/** Letters that Unicode does not take apart into a base letter and a mark. */
const wholeLetters: Record<string, string> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h', ŋ: 'n', ə: 'a', ʻ: '', ʿ: '',
  ʾ: '',
}

/** Small words before a family name, which nobody writes twice in the same way. */
const particles = new Set(('al el ul ur bin bint ibn abu de da do dos das del della di du la le van'
  + ' von der den ten ter y e o ap ab mac mc st san ni').split(' '))

/** One name as plain small letters: accents, apostrophes and full stops gone, hyphens as spaces. */
export function plainName(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    .replace(/[ßæœøłđðþıħŋəʻʿʾ]/g, letter => wholeLetters[letter] ?? letter)
    .replace(/['’‘`´.]/g, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

/** The words of a name; "García-López" has two. */
export function partsOf(name: string): string[] {
  return plainName(name).split(' ').filter(part => part !== '')
}

const isParticle = (part: string) => particles.has(part)

/** The forms under which one name may be met: each word that is not a particle, and all written together. */
export function formsOf(name: string): string[] {
  const parts = partsOf(name)
  const strong = strongOf(parts)
  return [...new Set([...strong, parts.join(''), strong.join('')])].filter(form => form !== '')
}

/** The words that count as names; a name of particles alone keeps them. */
export function strongOf(parts: readonly string[]): string[] {
  const strong = parts.filter(part => !isParticle(part))
  return strong.length > 0 ? strong : [...parts]
}

/** Neighbouring words written together: "o brien", "de souza", "mary ann". */
export function neighboursOf(parts: readonly string[]): string[] {
  return parts.length < 2 ? [] : parts.slice(1).map((part, place) => `${parts[place] ?? ''}${part}`)
}

/** From so many letters on a half of a name says enough to look for it. */
const leastToHalve = 4

/**
 * A name by its halves, each with the number of letters that the other half has: "mar*3" and "3*low" of "marlow". A
 * slip spoils one half only. Short names stay whole.
 */
export function halvesOf(name: string): string[] {
  const letters = Array.from(name)
  return letters.length < leastToHalve ? [name] : halvesFor(letters, letters.length)
}

/** One half at least of every name that is one letter more, less, other or swapped with its neighbour away. */
export function halvesBeside(name: string): string[] {
  const letters = Array.from(name)
  const { length } = letters
  const sizes = [length, length - 1, length + 1].filter(size => size >= leastToHalve)
  return [...new Set([
    ...(length < leastToHalve ? [name] : []), ...sizes.flatMap(size => halvesFor(letters, size)),
    ...(length < leastToHalve ? [] : [swappedHalf(letters)]),
    ...(length === leastToHalve ? letters.map((_, place) => letters.toSpliced(place, 1).join('')) : []),
  ])]
}

/** The first letters and the last letters, as a name of this many letters would have them. */
function halvesFor(letters: readonly string[], size: number): string[] {
  const middle = Math.floor(size / 2)
  return [`${letters.slice(0, middle).join('')}*${size - middle}`, `${middle}*${letters.slice(middle - size).join('')}`]
}

/** The only two neighbours that stand in different halves, put the other way round. */
function swappedHalf(letters: readonly string[]): string {
  const middle = Math.floor(letters.length / 2)
  return `${letters.slice(0, middle - 1).join('')}${letters[middle] ?? ''}*${letters.length - middle}`
}
