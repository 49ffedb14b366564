type Rule = readonly [spelling: RegExp, sound: string]

const asWritten = '$&'

/** Spellings that sound otherwise at the start of a name. */
const atStart: readonly Rule[] = [
  [/^(?:kn|gn|pn)/, 'n'], [/^ng/, 'n'], [/^wr/, 'r'], [/^wh/, 'f'], [/^mh/, 'm'], [/^bh/, 'b'], [/^dh/, 't'],
  [/^gh/, 'k'],
  [/^x/, 's'], [/^cia/, 'k'], [/^ch(?=[rl])/, 'k'], [/^ch/, 's'], [/^y(?=[aeiou])/, 'j'], [/^h/, 'h'],
  [/^(?:eo|[aeiouy])/, 'a'],
]

/** Spellings of one sound, tried in order at each place; made for names from many languages, not for English words. */
const anywhere: readonly Rule[] = [
  [/^(?:tsch|sch|tch|sh|sz|cz|zh|ts|tz|dz)/, 's'], [/^rz(?=[aeiouy])/, 's'], [/^(?:ph|bh|mh)/, 'f'], [/^ngh?/, 'n'],
  [/^gh(?=[aeiou])/, 'k'], [/^gh/, ''], [/^dg(?=[eiy])/, 'j'], [/^(?:ck|cq|kh|q)/, 'k'], [/^ch(?=[aorl])/, 'k'],
  [/^ch(?=el$)/, 'k'], [/^ch/, 's'], [/^c(?=[eiy])/, 's'], [/^c/, 'k'], [/^g(?=[eiy])/, 'j'], [/^g/, 'k'], [/^x/, 'ks'],
  [/^(?:th|dh|d|t)/, 't'], [/^mb$/, 'm'], [/^w(?=[^aeiouy]|$)/, ''], [/^[vwf]/, 'f'], [/^[sz]/, 's'],
  [/^[bjklmnpr]/, asWritten],
]

const atBeginning: readonly Rule[] = [...atStart, ...anywhere]

/** Names come again and again: a file of a hundred thousand people has a few thousand. */
const mostRemembered = 20_000
const remembered = new Map<string, string>()

/**
 * How a name sounds, roughly: "Yousef", "Yusuf" and "Jozef" are one, "Siobhan" and "Shivaun" are one. Vowels count only
 * at the start. A name without Latin letters keeps its spelling.
 */
export function soundKey(plain: string): string {
  const known = remembered.get(plain)
  if (known !== undefined) return known
  const key = makeSoundKey(plain)
  if (remembered.size >= mostRemembered) remembered.clear()
  remembered.set(plain, key)
  return key
}

function makeSoundKey(plain: string): string {
  const name = plain.replaceAll(' ', '').replace(/([^aeiou])\1/g, '$1')
  if (!/^[a-z]+$/.test(name)) return name
  let { sound: key, length } = soundOf(name, atBeginning)
  for (let rest = name.slice(length); rest !== ''; rest = rest.slice(length)) {
    const next = soundOf(rest, anywhere)
    length = next.length
    if (!key.endsWith(next.sound)) key += next.sound
  }
  return key
}

const sounds = Array.from('abfhjklmnprst')

/** Every key that is one sound more, less, other or moved: what a slip makes of a name that stands alone. */
export function soundsBeside(key: string): string[] {
  const places = Array.from({ length: Math.min(key.length, 8) + 1 }, (_, place) => place)
  return [...new Set(places.flatMap(place => [
    key.slice(0, place) + key.slice(place + 1),
    key.slice(0, place) + key.slice(place, place + 2).split('').toReversed().join('') + key.slice(place + 2),
    ...sounds.flatMap(sound =>
      [key.slice(0, place) + sound + key.slice(place), key.slice(0, place) + sound + key.slice(place + 1)]),
  ]))].filter(other => other !== key && other !== '')
}

/** The sound at the start of `rest`, and how many letters write it; other vowels and h are silent. */
function soundOf(rest: string, rules: readonly Rule[]): { sound: string; length: number } {
  for (const [spelling, sound] of rules) {
    const written = spelling.exec(rest)?.[0]
    if (written !== undefined) return { sound: sound === asWritten ? written : sound, length: written.length }
  }
  return { sound: '', length: 1 }
}
