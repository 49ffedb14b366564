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

/** Every spelling with one letter less. Two names one slip apart share one of them, or one is the other's. */
export function withoutOneLetter(name: string): string[] {
  const letters = Array.from(name)
  if (letters.length < 4) return []
  return [...new Set(letters.map((_, place) => letters.toSpliced(place, 1).join('')))]
}
