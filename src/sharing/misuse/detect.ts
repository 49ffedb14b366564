import { createHash } from 'node:crypto'
import { dayOf } from '../../language/format.ts'
import type { Detector, DetectorCode, Evidence, Facts, Reading, Sign } from './sign.ts'

export type Circumstances = Readonly<{
  partnershipId: string
  detectors: readonly Detector[]
  /** How many people a role opens in so many minutes, in 99 of 100 spans; nothing while there is no habit yet. */
  usual: (role: string, minutes: number) => number | undefined
  worksRoundTheClock: (role: string) => boolean
}>

/** Every sign in what is new, merged by reader, detector, person and day; the same readings give the same signs. */
export function signsIn(readings: readonly Reading[], circumstances: Circumstances): Sign[] {
  const detectors = new Map(circumstances.detectors.map(detector => [detector.code, detector]))
  const signs = [...Map.groupBy(readings, ({ staffId }) => staffId).values()].flatMap(own => {
    const ordered = own.toSorted((a, b) => a.at.getTime() - b.at.getTime())
    return [...nearThem(ordered), ...tooMany(ordered, detectors, circumstances),
      ...atOddHours(ordered, detectors, circumstances)]
  })
  return merged([...signs, ...withoutWork(readings, detectors)], detectors, circumstances.partnershipId)
}

type Found = { reading: Reading; code: DetectorCode; personId?: string; views: number; people: number; since: Date;
  evidence: Evidence }
type Detectors = ReadonlyMap<DetectorCode, Detector>

const of = (detectors: Detectors, code: DetectorCode, threshold: string): number =>
  detectors.get(code)?.thresholds[threshold] ?? Number.POSITIVE_INFINITY

const minute = 60_000
const hour = 60 * minute

/** The nearest relation alone is told: somebody of the household lives next door too. */
function relationOf({ own, family, neighbour, colleague }: Facts): DetectorCode | undefined {
  return own ? 'own_record' : family ? 'family' : neighbour ? 'neighbour' : colleague ? 'colleague' : undefined
}

function nearThem(readings: readonly Reading[]): Found[] {
  return readings.flatMap(reading => {
    const code = reading.isNew && reading.facts ? relationOf(reading.facts) : undefined
    return code === undefined ? [] : [aboutOne(reading, code, readings, {})]
  })
}

function aboutOne(reading: Reading, code: DetectorCode, all: readonly Reading[], evidence: Evidence): Found {
  const same = all.filter(each => each.staffId === reading.staffId && each.personId === reading.personId
    && each.kind === 'opened' && each.at <= reading.at && dayOf(each.at) === dayOf(reading.at))
  return {
    reading, code, personId: reading.personId, views: same.length, people: 1, since: same[0]?.at ?? reading.at,
    evidence,
  }
}

/**
 * A record that nobody works with, and one that draws readers without work; a desk reads without a link and is
 * neither.
 */
function withoutWork(readings: readonly Reading[], detectors: Detectors): Found[] {
  const byStaff = Map.groupBy(readings, ({ staffId }) => staffId)
  return readings.flatMap(reading => {
    const { facts, isNew } = reading
    if (!isNew || !facts || facts.linkDays < 0 || facts.hasWork || facts.isOwnCase || facts.isOnCall) return []
    const own = byStaff.get(reading.staffId) ?? []
    const { linkDays, quietDays, idleReaders } = facts
    const isQuiet = linkDays >= of(detectors, 'no_activity', 'linkDays')
      && quietDays >= of(detectors, 'no_activity', 'quietDays')
    const draws = idleReaders >= of(detectors, 'many_readers', 'readers')
    return [
      ...(isQuiet ? [aboutOne(reading, 'no_activity', own, { linkDays, quietDays })] : []),
      ...(draws ? [aboutOne(reading, 'many_readers', own, { readers: idleReaders })] : []),
    ]
  })
}

type Span = { code: DetectorCode; minutes: number; kinds: readonly Reading['kind'][]; most: (role: string) => number;
  usual: (role: string) => number }

/** More different people within a span of time than the role usually has, and more than the floor below any habit. */
function tooMany(readings: readonly Reading[], detectors: Detectors, { usual }: Circumstances): Found[] {
  const spanOf = (code: 'burst' | 'bulk', kinds: Span['kinds']): Span => {
    const minutes = of(detectors, code, 'minutes')
    const usualOf = (role: string) => usual(role, minutes) ?? 0
    return {
      code, minutes, kinds, usual: usualOf,
      most: role => Math.max(of(detectors, code, 'floor'), of(detectors, code, 'timesUsual') * usualOf(role)),
    }
  }
  const attempts: Span = {
    code: 'attempts', minutes: of(detectors, 'attempts', 'minutes'), kinds: ['attempt'], usual: () => 0,
    most: () => of(detectors, 'attempts', 'most'),
  }
  return [spanOf('burst', ['opened']), spanOf('bulk', ['opened', 'found']), attempts].flatMap(span =>
    overflows(readings, span))
}

function overflows(readings: readonly Reading[], span: Span): Found[] {
  const counted = readings.filter(({ kind }) => span.kinds.includes(kind))
  const within = new Map<string, number>()
  const found: Found[] = []
  let from = 0
  for (const [at, reading] of counted.entries()) {
    within.set(reading.personId, (within.get(reading.personId) ?? 0) + 1)
    for (let oldest = counted[from]; oldest && reading.at.getTime() - oldest.at.getTime() >= span.minutes * minute;
      oldest = counted[from]) {
      const left = (within.get(oldest.personId) ?? 1) - 1
      if (left > 0) within.set(oldest.personId, left)
      else within.delete(oldest.personId)
      from += 1
    }
    if (!reading.isNew || within.size <= span.most(reading.role)) continue
    const { minutes } = span
    found.push({
      reading, code: span.code, views: at - from + 1, people: within.size, since: counted[from]?.at ?? reading.at,
      evidence: { minutes, usual: span.usual(reading.role), most: span.most(reading.role) },
    })
  }
  return found
}

const hourInLondon = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: 'numeric', hourCycle: 'h23' })

/** At night for a role that works by day; for the others, on and on without the break between two shifts. */
function atOddHours(readings: readonly Reading[], detectors: Detectors,
  { worksRoundTheClock }: Circumstances): Found[] {
  const opened = readings.filter(({ kind }) => kind === 'opened')
  const gap = of(detectors, 'off_shift', 'breakHours') * hour
  const found: Found[] = []
  let began = opened[0]?.at ?? new Date(0)
  for (const [place, reading] of opened.entries()) {
    const before = opened[place - 1]
    if (!before || reading.at.getTime() - before.at.getTime() >= gap) began = reading.at
    if (!reading.isNew || reading.facts?.isOnCall) continue
    const run = opened.filter(({ at }) => at >= began && at <= reading.at)
    const people = new Set(run.map(({ personId }) => personId)).size
    const base = { reading, code: 'off_shift', views: run.length, people, since: began } as const
    const clock = Number(hourInLondon.format(reading.at))
    const isNight = clock >= of(detectors, 'off_shift', 'nightFrom') || clock < of(detectors, 'off_shift', 'nightUntil')
    const hours = (reading.at.getTime() - began.getTime()) / hour
    if (!worksRoundTheClock(reading.role)) {
      if (isNight) found.push({ ...base, evidence: { hour: clock } })
    } else if (hours > of(detectors, 'off_shift', 'longestHours'))
      found.push({ ...base, evidence: { runHours: Math.floor(hours) } })
  }
  return found
}

/**
 * One sign for each reader, detector, person and day; a night belongs to the evening on which it began. What no detector
 * in force looks for is no sign.
 */
function merged(found: readonly Found[], detectors: Detectors, partnershipId: string): Sign[] {
  const signs = new Map<string, Sign>()
  for (const { reading, code, personId, views, people, since, evidence } of
    found.filter(each => detectors.has(each.code))) {
    const day = dayOf(code === 'off_shift' ? new Date(reading.at.getTime() - 6 * hour) : reading.at)
    const id = idFrom([partnershipId, code, reading.staffId, personId ?? '', day])
    const known = signs.get(id)
    signs.set(id, {
      id, detector: code, version: detectors.get(code)?.version ?? 1,
      staffId: reading.staffId, agencyId: reading.agencyId, role: reading.role, personId,
      firstAt: known && known.firstAt < since ? known.firstAt : since,
      lastAt: known && known.lastAt > reading.at ? known.lastAt : reading.at,
      views: Math.max(views, known?.views ?? 0), people: Math.max(people, known?.people ?? 0), evidence,
    })
  }
  return [...signs.values()]
}

/** The same sign has the same id however often it is seen, so that it is laid down once (RFC 9562, version 8). */
function idFrom(parts: readonly string[]): string {
  const digest = createHash('sha256').update(parts.join('|')).digest('hex')
  const part = (from: number, to: number) => digest.slice(from, to)
  return `${part(0, 8)}-${part(8, 12)}-8${part(13, 16)}-a${part(17, 20)}-${part(20, 32)}`
}
