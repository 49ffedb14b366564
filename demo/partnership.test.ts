import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { agencies } from './agencies.ts'
import { blamingPhrases } from './careSentences.ts'
import { isNhsNumber, isUpn } from './identifiers.ts'
import { generatePartnership } from './partnership.ts'
import type { Community, DemoSettings, EventRole } from './types.ts'

const settings: DemoSettings = { seed: 1, scale: 1, today: '2026-11-24' }
const partnership = generatePartnership(settings)
const communities = [...partnership.communities()]
const all = <T>(of: (community: Community) => readonly T[]): T[] => communities.flatMap(of)
const people = all(({ truth }) => truth.people)
const children = people.filter(({ stage }) => stage === 'child')
const records = all((community) => community.records)
const events = all((community) => community.events)
const identifiers = all((community) => community.identifiers)
const addresses = all((community) => community.addresses)
const notifications = all((community) => community.notifications)
const ownerOf = new Map(all(({ truth }) => truth.owners).map((owner) => [owner.recordId, owner.personId]))
const personOf = new Map(people.map((person) => [person.id, person]))

function fingerprint(of: DemoSettings): string {
  const hash = createHash('sha256')
  const made = generatePartnership(of)
  hash.update(JSON.stringify([made.area, made.agencies, made.staff]))
  for (const community of made.communities()) hash.update(JSON.stringify(community))
  return hash.digest('hex')
}

describe('the same world every time', () => {
  test('the same seed, scale and day make the same bytes, and another seed others', () => {
    const small = { ...settings, scale: 0.1 }
    expect(fingerprint(small)).toBe(fingerprint(small))
    expect(fingerprint(small)).not.toBe(fingerprint({ ...small, seed: 2 }))
  })

  test('agencies, staff and places keep their ids whatever the seed and the day', () => {
    const other = generatePartnership({ seed: 9, scale: 0.1, today: '2027-03-01' })
    expect(other.agencies.map(({ id }) => id)).toEqual(partnership.agencies.map(({ id }) => id))
    expect(other.staff.map(({ id }) => id)).toEqual(partnership.staff.map(({ id }) => id))
    expect(other.area).toEqual(partnership.area)
  })

  test('no id is used twice', () => {
    const ids = [
      ...people, ...records, ...identifiers, ...addresses, ...events, ...notifications, 
      ...all((community) => community.needs), ...all((community) => community.involvements),
      ...all((community) => community.requests), ...all((community) => community.relationships),
      ...partnership.staff, ...partnership.agencies, ...partnership.area.places,
    ].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
    expect(ids.every((id) => shape.test(id))).toBe(true)
  })

  test('a reference is used once in its agency', () => {
    for (const { code } of agencies) {
      const own = records.filter(({ agencyCode }) => agencyCode === code).map(({ agencyReference }) => agencyReference)
      expect(new Set(own).size).toBe(own.length)
    }
    expect(new Set(notifications.map(({ reference }) => reference)).size).toBe(notifications.length)
    expect(new Set(events.map(({ agencyId, reference }) => agencyId + reference)).size).toBe(events.length)
  })
})

describe('people who could exist but do not', () => {
  test('scale 1 has exactly three thousand children, most of them ten or older', () => {
    expect(children).toHaveLength(3000)
    const tenOrOlder = children.filter(({ bornOn }) => bornOn <= '2016-11-24').length
    expect(tenOrOlder / children.length).toBeGreaterThan(0.5)
  })

  test('ages agree with the stage of life and every parent is at least sixteen years older', () => {
    for (const person of people) {
      const age = ageAt(person.bornOn, settings.today)
      const isParent = person.stage === 'adult' && age >= 16
      expect(isParent || person.stage === (age >= 18 ? 'young_adult' : 'child')).toBe(true)
      for (const parentId of person.parentIds) {
        expect(ageAt(personOf.get(parentId)?.bornOn ?? '', person.bornOn)).toBeGreaterThanOrEqual(16)
      }
    }
  })

  test('nobody’s stay begins before birth or ends before it begins', () => {
    const isWrong = people.filter(({ bornOn, stays, stage }) => stays.length === 0
      || stays.some(({ fromOn, untilOn }) =>
        (stage !== 'adult' && fromOn < bornOn) || (untilOn !== null && untilOn < fromOn)))
    expect(isWrong).toEqual([])
  })

  test('there are twins, some with the same initial, and siblings, moves and safe addresses', () => {
    const twins = people.filter(({ twinId }) => twinId !== null)
    expect(twins.length).toBeGreaterThan(10)
    const alike = twins.filter(({ twinId, givenName }) =>
      personOf.get(twinId ?? '')?.givenName.charAt(0) === givenName.charAt(0))
    expect(alike.length).toBeGreaterThan(3)
    expect(twins.every(({ twinId, givenName }) => personOf.get(twinId ?? '')?.givenName !== givenName)).toBe(true)
    const households = new Map<string, number>()
    for (const { householdId } of children) households.set(householdId, (households.get(householdId) ?? 0) + 1)
    expect([...households.values()].filter((size) => size > 1).length).toBeGreaterThan(300)
    expect(children.filter(({ stays }) => stays.length > 1).length).toBeGreaterThan(500)
    const safe = children.filter(({ hasSafeAddress }) => hasSafeAddress).length
    expect(safe).toBeGreaterThan(3)
    expect(safe).toBeLessThan(45)
  })

  test('every postcode is in an area that does not exist', () => {
    expect(addresses.every(({ postcode }) => /^ZX[1-5][1-8] \d[ABD-HJLNP-UW-Z]{2}$/.test(postcode))).toBe(true)
  })

  test('a safe address is sealed in every agency that holds it', () => {
    const sealed = new Map(records.map((record) => [record.id, record.hasSafeAddress]))
    expect(addresses.every(({ recordId, isSealed }) => sealed.get(recordId) === isSealed)).toBe(true)
    expect(addresses.some(({ isSealed }) => isSealed)).toBe(true)
  })
})

describe('identifiers', () => {
  test('every number is right except those that are wrong on purpose', () => {
    const mistakes = all(({ truth }) => truth.wrongIdentifiers)
    const wrong = new Map(mistakes.map(({ identifierId, why }) => [identifierId, why]))
    for (const { id, recordId, kind, value } of identifiers) {
      const owner = personOf.get(ownerOf.get(recordId) ?? '')
      const own = kind === 'upn' ? owner?.upn : owner?.nhsNumber
      const isValid = kind === 'upn' ? isUpn(value) : isNhsNumber(value)
      expect(isValid).toBe(wrong.get(id) !== 'mistyped')
      expect(value === own).toBe(!wrong.has(id))
    }
    expect([...new Set(wrong.values())].sort()).toEqual(['belongs_to_sibling', 'mistyped'])
  })

  test('NHS numbers come from the range kept for tests, and nobody shares one', () => {
    expect(people.every(({ nhsNumber }) => nhsNumber.startsWith('999') && isNhsNumber(nhsNumber))).toBe(true)
    expect(new Set(people.map(({ nhsNumber }) => nhsNumber)).size).toBe(people.length)
    const numbered = people.flatMap(({ upn }) => upn ?? [])
    expect(new Set(numbered).size).toBe(numbered.length)
    expect(identifiers.every(({ kind, value }) => kind === 'upn' || value.startsWith('999'))).toBe(true)
  })
})

describe('what agencies wrote down', () => {
  test('a child is in one to many agencies, spelled differently in some', () => {
    const byPerson = new Map<string, typeof records>()
    for (const record of records) {
      const person = ownerOf.get(record.id) ?? ''
      byPerson.set(person, [...(byPerson.get(person) ?? []), record])
    }
    const several = [...byPerson.values()].filter((held) => held.length > 1)
    const spelled = several.filter((held) =>
      new Set(held.map(({ givenName, familyName }) => `${givenName} ${familyName}`)).size > 1)
    expect(several.length).toBeGreaterThan(1500)
    expect(spelled.length).toBeGreaterThan(300)
    expect(records.some(({ bornOn }) => bornOn === null)).toBe(true)
  })

  test('every record has one true owner', () => {
    expect(ownerOf.size).toBe(records.length)
    expect([...ownerOf.values()].every((personId) => personOf.has(personId))).toBe(true)
  })

  test('every person in an event stands in the records of the agency that wrote it', () => {
    const agencyOf = new Map(records.map(({ id, agencyId }) => [id, agencyId]))
    expect(events.every(({ people: there, agencyId }) =>
      there.length > 0 && there.every(({ recordId }) => agencyOf.get(recordId) === agencyId))).toBe(true)
  })

  test('whoever recorded an event works for that agency', () => {
    const employerOf = new Map(partnership.staff.map(({ id, agencyId }) => [id, agencyId]))
    expect(events.every(({ recordedByStaffId, agencyId }) => employerOf.get(recordedByStaffId) === agencyId)).toBe(true)
  })
})

describe('eighteen months', () => {
  test('mentors, youth-justice workers and social workers have children they work with now', () => {
    const involvements = all((community) => community.involvements)
    const roles = new Set(involvements.flatMap(({ role, untilOn }) => (untilOn === null ? [role] : [])))
    expect([...roles].sort()).toEqual(['mentor', 'social_worker', 'youth_justice_worker'])
    const agencyOf = new Map(records.map(({ id, agencyId }) => [id, agencyId]))
    expect(involvements.every(({ recordId, agencyId }) => agencyOf.get(recordId) === agencyId)).toBe(true)
  })

  test('every persona who records has something recorded by them', () => {
    const recorded = new Set(events.map(({ recordedByStaffId }) => recordedByStaffId))
    const answered = new Set(notifications.map(({ decidedByStaffId }) => decidedByStaffId))
    const personas = ['neighbourhood-officer', 'exploitation-detective', 'safeguarding-lead-alderbrook',
      'safeguarding-lead-thornfold', 'emergency-nurse', 'youth-justice-worker', 'mentor', 'front-door-worker']
    const staff = partnership.staff.filter(({ persona }) => personas.includes(persona ?? ''))
    expect(staff).toHaveLength(personas.length)
    expect(staff.every(({ id }) => recorded.has(id) || answered.has(id))).toBe(true)
  })

  test('the same child is the victim of one event and a suspect in another', () => {
    const roles = new Map<string, Set<EventRole>>()
    for (const { people: there } of events) {
      for (const { recordId, role } of there) {
        const person = ownerOf.get(recordId) ?? ''
        roles.set(person, (roles.get(person) ?? new Set<EventRole>()).add(role))
      }
    }
    const both = children.filter(({ id }) => roles.get(id)?.has('victim') && roles.get(id)?.has('suspected'))
    expect(both.length).toBeGreaterThan(30)
  })

  test('nobody under ten is suspected or arrested', () => {
    for (const { people: there, happenedAt } of events) {
      for (const { recordId, role } of there) {
        if (role !== 'suspected' && role !== 'arrested') continue
        const owner = personOf.get(ownerOf.get(recordId) ?? '')
        expect(ageAt(owner?.bornOn ?? '', happenedAt.slice(0, 10))).toBeGreaterThanOrEqual(10)
      }
    }
  })

  test('no narrative is empty, unfinished or names a slot', () => {
    const texts = [...events, ...notifications].flatMap(({ statements }) => statements.map(({ text }) => text))
    expect(texts.every((text) => text.length > 8 && !/[{}]|undefined|null/.test(text))).toBe(true)
    expect(events.every(({ statements }) => statements[0]?.kind === 'fact')).toBe(true)
  })

  test('some opinions blame the child and some children use the same words about themselves', () => {
    const said = (kind: string) => events.flatMap(({ statements }) => statements).filter((statement) =>
      statement.kind === kind && blamingPhrases.some((phrase) => statement.text.includes(phrase)))
    expect(said('opinion').length).toBeGreaterThan(50)
    expect(said('child_voice').length).toBeGreaterThan(10)
  })

  test('everything happens inside the window and is recorded afterwards', () => {
    const from = '2025-05-24'
    expect(events.every(({ happenedAt, recordedAt }) =>
      happenedAt >= from && recordedAt < settings.today && Date.parse(recordedAt) >= Date.parse(happenedAt))).toBe(true)
  })

  test('events have the rhythm of their kind', () => {
    const hours = (kind: string) =>
      events.filter((event) => event.kind === kind).map(({ happenedAt }) => Number(happenedAt.slice(11, 13)))
    const share = (list: readonly number[], from: number, to: number) =>
      list.filter((hour) => hour >= from && hour <= to).length / list.length
    expect(share(hours('assault'), 15, 18)).toBeGreaterThan(0.3)
    expect(share(hours('suspension'), 8, 15)).toBe(1)
    expect(share(hours('missing_episode'), 17, 23)).toBeGreaterThan(0.45)
    const suspensions = events.filter(({ kind }) => kind === 'suspension')
    const suspensionDays = suspensions.map(({ happenedAt }) => new Date(happenedAt))
    expect(suspensionDays.every((day) => day.getUTCDay() % 6 !== 0 && day.getUTCMonth() !== 7)).toBe(true)
  })

  test('the front door has unfinished notifications today and finished ones behind it', () => {
    const open = notifications.filter(({ decision }) => decision === null)
    expect(open.length).toBeGreaterThan(8)
    expect(open.every(({ sentAt }) => sentAt >= '2026-11-20')).toBe(true)
    expect(notifications.length - open.length).toBeGreaterThan(500)
  })

  test('each step at the front door comes after the one before', () => {
    for (const { sentAt, acknowledgedAt, levelSetAt, decidedAt } of notifications) {
      const steps = [sentAt, acknowledgedAt, levelSetAt, decidedAt]
        .flatMap((time) => (time === null ? [] : [Date.parse(time)]))
      expect(steps).toEqual([...steps].sort((one, other) => one - other))
    }
  })
})

test('memory stays flat: a community can be made and forgotten, one after the other', () => {
  const first: string[] = []
  let counted = 0
  for (const community of generatePartnership({ ...settings, scale: 2 }).communities()) {
    counted += community.truth.people.filter(({ stage }) => stage === 'child').length
    first.push(community.truth.people[0]?.id ?? '')
  }
  expect(counted).toBe(6000)
  expect(new Set(first).size).toBe(first.length)
})

function ageAt(bornOn: string, day: string): number {
  return Number(day.slice(0, 4)) - Number(bornOn.slice(0, 4)) - (day.slice(5) < bornOn.slice(5) ? 1 : 0)
}
