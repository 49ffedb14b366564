/** A small generator of our own (sfc32), so that the same words give the same world on every machine. */
export class Chance {
  private a: number
  private b: number
  private c: number
  private counter = 1

  constructor(...words: readonly (string | number)[]) {
    const text = words.join('/')
    this.a = hashOf(text, 0x9e3779b9)
    this.b = hashOf(text, 0x243f6a88)
    this.c = hashOf(text, 0xb7e15162)
    for (let turn = 0; turn < 12; turn++) this.next()
  }

  /** An integer from 0 to 2^32 - 1. */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0
    this.counter = (this.counter + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  /** An integer from 0 to `limit` - 1. */
  below(limit: number): number {
    return Math.floor((this.next() * limit) / 4294967296)
  }

  /** An integer from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  whether(inThousand: number): boolean {
    return this.below(1000) < inThousand
  }

  pick<T>(list: readonly T[]): T {
    const item = list[this.below(list.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }

  weigh<T>(weighed: Weighed<T>): T {
    return weighed.at(this.below(weighed.total))
  }

  /** How often something happens that is expected `thousandths` / 1000 times. */
  times(thousandths: number): number {
    const whole = Math.floor(thousandths / 1000)
    const spread = whole > 0 ? this.between(-Math.floor(whole / 2), Math.floor(whole / 2)) : 0
    return Math.max(0, whole + spread + (this.whether(thousandths % 1000) ? 1 : 0))
  }

  uuid(): string {
    spell(this.next(), 0)
    spell((this.next() & 0xffff0fff) | 0x4000, 1)
    spell((this.next() & 0x3fffffff) | 0x80000000, 2)
    spell(this.next(), 3)
    return letters.toString('latin1')
  }
}

/** A list whose items come up in proportion to whole-number weights. */
export class Weighed<T> {
  readonly total: number
  private readonly items: readonly T[]
  private readonly upTo: readonly number[]

  constructor(pairs: readonly (readonly [T, number])[]) {
    let sum = 0
    this.items = pairs.map(([item]) => item)
    this.upTo = pairs.map(([, weight]) => (sum += weight))
    this.total = sum
  }

  at(position: number): T {
    let [low, high] = [0, this.upTo.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.upTo[middle] ?? 0) > position) high = middle
      else low = middle + 1
    }
    const item = this.items[low]
    if (item === undefined) throw new Error('nothing to weigh')
    return item
  }
}

/** An id that depends on the words alone, for things that are the same in every made-up world. */
export function uuidOf(...words: readonly (string | number)[]): string {
  return new Chance('kith', ...words).uuid()
}

function hashOf(text: string, start: number): number {
  let hash = start | 0
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x5bd1e995)
    hash ^= hash >>> 15
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return hash ^ (hash >>> 13)
}

/** One buffer for all ids: a million ids must not leave tens of millions of string pieces to collect. */
const letters = Buffer.from('00000000-0000-0000-0000-000000000000', 'latin1')
const digits = Buffer.from('0123456789abcdef', 'latin1')
const positions = [
  [0, 1, 2, 3, 4, 5, 6, 7], [9, 10, 11, 12, 14, 15, 16, 17], [19, 20, 21, 22, 24, 25, 26, 27],
  [28, 29, 30, 31, 32, 33, 34, 35],
].map((places) => Uint8Array.from(places))

function spell(value: number, quarter: number): void {
  const places = positions[quarter]
  if (!places) return
  for (let index = 0; index < 8; index++) {
    letters[places[index] ?? 0] = digits[(value >>> (28 - index * 4)) & 15] ?? 48
  }
}
