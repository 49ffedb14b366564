/** Check digit of the NHS number; undefined where the nine digits have none (remainder 10). */
export function findNhsCheckDigit(nineDigits: string): number | undefined {
  let sum = 0
  for (let index = 0; index < 9; index++) sum += (nineDigits.charCodeAt(index) - 48) * (10 - index)
  const check = (11 - (sum % 11)) % 11
  return check === 10 ? undefined : check
}

export function isNhsNumber(text: string): boolean {
  return /^\d{10}$/.test(text) && findNhsCheckDigit(text) === Number(text.charAt(9))
}

const upnLetters = 'ABCDEFGHJKLMNPQRTUVWXYZ'

/** Letter of a unique pupil number: the digits weighed by their position (2 to 13), modulo 23; no I, O or S. */
export function getUpnLetter(twelveDigits: string): string {
  let sum = 0
  for (let index = 0; index < 12; index++) sum += (twelveDigits.charCodeAt(index) - 48) * (index + 2)
  return upnLetters.charAt(sum % 23)
}

export function isUpn(text: string): boolean {
  return /^[A-HJ-NP-RT-Z]\d{12}$/.test(text) && getUpnLetter(text.slice(1)) === text.charAt(0)
}

const numbersInRange = 1_000_000

/**
 * NHS numbers of the 999 range (reserved for tests), none twice in one world: each community walks through
 * its own stretch of the million, in an order that differs from seed to seed.
 */
export class NhsNumbers {
  private readonly step: number
  private readonly start: number
  private readonly until: number
  private serial: number

  constructor(seed: number, communityIndex: number, numberOfCommunities: number) {
    const stretch = Math.floor(numbersInRange / numberOfCommunities)
    this.serial = communityIndex * stretch
    this.until = this.serial + stretch
    this.step = 387_421 + 10 * (Math.abs(seed) % 1000)
    this.start = (Math.abs(seed) * 7919) % numbersInRange
  }

  next(): string {
    while (this.serial < this.until) {
      const place = (this.serial++ * this.step + this.start) % numbersInRange
      const nine = `999${String(place).padStart(6, '0')}`
      const check = findNhsCheckDigit(nine)
      if (check !== undefined) return `${nine}${check}`
    }
    throw new Error('the reserved range of NHS numbers is too small for this scale')
  }
}

/** Unique pupil numbers of an authority number that no real authority has, none twice in one world. */
export class PupilNumbers {
  private readonly serials = new Map<number, number>()
  private readonly school: string

  constructor(communityIndex: number) {
    this.school = String(2000 + communityIndex).padStart(4, '0')
  }

  next(bornInYear: number): string {
    const year = (bornInYear + 5) % 100
    const serial = (this.serials.get(year) ?? 0) + 1
    this.serials.set(year, serial)
    const digits = `998${this.school}${String(year).padStart(2, '0')}${String(serial).padStart(3, '0')}`
    return getUpnLetter(digits) + digits
  }
}
