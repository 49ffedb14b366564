import { hash } from 'node:crypto'

const startingSlots = 4096

/**
 * Numbers rows that are equal within one file: published files without ids hold the same row more than once, and each
 * must survive, yet be known again when the file comes back. Ten bytes for each different row, so that memory stays small.
 */
export class EqualRows {
  #keys = new Float64Array(startingSlots)
  #counts = new Uint16Array(startingSlots)
  #used = 0

  /** An id from what the row says, and from how many like it came before. */
  idOf(content: string): string {
    const digest = hash('sha256', content, 'hex')
    const ordinal = this.#count(Number.parseInt(digest.slice(0, 13), 16) + 1)
    return `${digest.slice(0, 24)}-${ordinal}`
  }

  #count(key: number): number {
    if (this.#used * 2 > this.#keys.length) this.#grow()
    const slot = this.#slotOf(key)
    if (this.#keys[slot] === 0) {
      this.#keys[slot] = key
      this.#used += 1
    }
    const count = (this.#counts[slot] ?? 0) + 1
    this.#counts[slot] = count
    return count
  }

  #slotOf(key: number): number {
    const last = this.#keys.length - 1
    let slot = key % this.#keys.length
    while (this.#keys[slot] !== 0 && this.#keys[slot] !== key) slot = slot === last ? 0 : slot + 1
    return slot
  }

  #grow() {
    const [keys, counts] = [this.#keys, this.#counts]
    this.#keys = new Float64Array(keys.length * 2)
    this.#counts = new Uint16Array(counts.length * 2)
    keys.forEach((key, from) => {
      if (key === 0) return
      const slot = this.#slotOf(key)
      this.#keys[slot] = key
      this.#counts[slot] = counts[from] ?? 0
    })
  }
}
