import { getSchoolFor } from './agencies.ts'
import { makeAddressLine, makePostcode } from './area.ts'
import type { DayNumber } from './calendar.ts'
import { ageOn, dayOf, dayText, partsOf } from './calendar.ts'
import type { Chance } from './chance.ts'
import { Weighed } from './chance.ts'
import type { NhsNumbers, PupilNumbers } from './identifiers.ts'
import type { Life } from './life.ts'
import { listNeeds } from './needs.ts'
import type { CommunityNames } from './namesOfCommunities.ts'
import {
  ethnicityOfChild, familyNameFor, findNameLike, pickCommunity, pickFamilyName, pickGivenName,
} from './namesOfPeople.ts'
import { listGivenNameVariants } from './nameVariants.ts'
import type { TruePerson, TrueStay } from './truth.ts'
import type { AgencyCode, Day, District, LookedAfter, Sex, Ward } from './types.ts'

export type Ground = {
  chance: Chance
  today: DayNumber
  /** First day of the eighteen months. */
  since: DayNumber
  district: District
  wards: readonly Ward[]
  nhsNumbers: NhsNumbers
  pupilNumbers: PupilNumbers
}

type Home = {
  id: string
  family: string
  names: CommunityNames
  otherNames: CommunityNames
  stays: readonly TrueStay[]
  isSafeAddress: boolean
  takesMothersName: boolean
}

const oldestAges = new Weighed(Array.from({ length: 25 }, (_, age) =>
  [age, age < 5 ? 6 : age < 10 ? 12 : age < 18 ? 40 : 7] as const))
const familySizes = new Weighed([[1, 40], [2, 37], [3, 16], [4, 7]] as const)

/** One household with its children, parents, moves and names; at most `room` children under eighteen. */
export function makeFamily(ground: Ground, room: number): { children: Life[]; parents: Life[] } {
  const { chance, today } = ground
  const names = pickCommunity(chance)
  const home: Home = {
    id: chance.uuid(),
    names,
    otherNames: chance.whether(110) ? pickCommunity(chance) : names,
    family: pickFamilyName(chance, names),
    stays: makeStays(ground),
    isSafeAddress: chance.whether(5),
    takesMothersName: chance.whether(220),
  }
  const bornDays = listBirths(ground)
  const oldest = bornDays[0] ?? today
  const parents = makeParents(ground, home, oldest)
  const children: Life[] = []
  let left = room
  for (const bornOn of bornDays) {
    const isChild = ageOn(bornOn, today) < 18
    if (isChild && left-- <= 0) break
    children.push(makeChild(ground, home, { bornOn, parents, siblings: children }))
  }
  for (const child of children) child.siblings = children.filter((other) => other !== child)
  return { children, parents }
}

function listBirths({ chance, today }: Ground): readonly DayNumber[] {
  const births = [today - chance.weigh(oldestAges) * 365 - chance.between(5, 360)]
  const size = chance.weigh(familySizes)
  while (births.length < size) {
    const last = births[births.length - 1] ?? today
    const isTwin = chance.whether(28) && births[births.length - 2] !== last
    const next = isTwin ? last : last + chance.between(400, 1500)
    if (next > today - 5) break
    births.push(next)
  }
  return births
}

function makeStays({ chance, today, since, wards }: Ground): readonly TrueStay[] {
  const moves = chance.below(100)
  const moveDays = Array.from({ length: moves < 70 ? 0 : moves < 90 ? 1 : moves < 97 ? 2 : 3 },
    () => chance.between(since + 10, today - 8)).sort((one, other) => one - other)
  const starts = [since - chance.between(200, 4000), ...moveDays]
  return starts.map((start, index) => {
    const next = starts[index + 1]
    return makeStay(chance, chance.pick(wards), { from: start, until: next ?? null })
  })
}

function makeStay(chance: Chance, ward: Ward, when: { from: DayNumber; until: DayNumber | null }): TrueStay {
  return {
    line: makeAddressLine(chance),
    wardCode: ward.code,
    town: ward.name,
    postcode: makePostcode(chance, ward.outcode),
    fromOn: dayText(when.from),
    untilOn: when.until === null ? null : dayText(when.until),
  }
}

function makeParents(ground: Ground, home: Home, oldest: DayNumber): Life[] {
  const { chance } = ground
  const mother = makeParent(ground, home, { sex: 'F', bornOn: oldest - chance.between(17 * 365, 40 * 365) })
  if (chance.whether(380)) return [mother]
  return [mother, makeParent(ground, home, { sex: 'M', bornOn: oldest - chance.between(18 * 365, 46 * 365) })]
}

function makeParent(ground: Ground, home: Home, who: { sex: Sex; bornOn: DayNumber }): Life {
  const { chance, wards } = ground
  const names = who.sex === 'F' ? home.otherNames : home.names
  const own = pickFamilyName(chance, names)
  const isMarried = who.sex === 'M' || (!home.takesMothersName && chance.whether(620))
  const family = familyNameFor(isMarried ? home.family : own, who.sex)
  const livesElsewhere = who.sex === 'M' && !home.isSafeAddress && chance.whether(250)
  const givenName = pickGivenName(chance, names, { sex: who.sex, family, taken: [] })
  return asLife({
    ...blank(ground, home, who),
    stage: 'adult',
    givenName,
    familyName: family,
    formerFamilyName: who.sex === 'F' && isMarried && own !== home.family ? familyNameFor(own, 'F') : null,
    ethnicity: names.ethnicity,
    interpreterLanguage: names.language !== null && chance.whether(300) ? names.language : null,
    stays: livesElsewhere
      ? [makeStay(chance, chance.pick(wards), { from: ground.since - chance.between(30, 900), until: null })]
      : home.stays,
  }, who.bornOn, { parents: [], eventfulness: 0 })
}

function blank(ground: Ground, home: Home, who: { sex: Sex; bornOn: DayNumber }): TruePerson {
  return {
    id: ground.chance.uuid(), stage: 'adult', givenName: '', familyName: '', knownAs: null, formerFamilyName: null,
    bornOn: dayText(who.bornOn), sex: who.sex, ethnicity: 'NS', householdId: home.id, parentIds: [], twinId: null,
    nhsNumber: ground.nhsNumbers.next(), upn: null, needs: [], interpreterLanguage: null, lookedAfter: null,
    schoolCode: null, districtCode: ground.district.code, stays: home.stays, hasSafeAddress: home.isSafeAddress,
  }
}

function makeChild(
  ground: Ground, home: Home,
  { bornOn, parents, siblings }: { bornOn: DayNumber; parents: readonly Life[]; siblings: readonly Life[] },
): Life {
  const { chance, today } = ground
  const sex: Sex = chance.whether(510) ? 'M' : 'F'
  const age = ageOn(bornOn, today)
  const twin = siblings.find((sibling) => sibling.bornOn === bornOn)
  const [mother, father] = parents
  const familyName = familyNameFor(home.takesMothersName && mother ? mother.person.familyName : home.family, sex)
  const givenName = nameOfChild(chance, home, { sex, family: familyName, siblings, twin })
  const eventfulness = eventfulnessAt(chance, age)
  const shortNames = listGivenNameVariants(givenName)
  const lived = staysSinceBirth(home.stays, dayText(bornOn))
  const lookedAfter = age < 18 ? findCare(ground, { eventfulness, bornOn }) : null
  const person: TruePerson = {
    ...blank(ground, home, { sex, bornOn }),
    stage: age < 18 ? 'child' : 'young_adult',
    givenName,
    familyName,
    knownAs: shortNames.length > 0 && chance.whether(240) ? chance.pick(shortNames) : null,
    formerFamilyName: chance.whether(25) ? familyNameFor(pickFamilyName(chance, home.names), sex) : null,
    ethnicity: chance.whether(25) ? 'NS'
      : ethnicityOfChild(home.otherNames.ethnicity, father?.person.ethnicity ?? home.names.ethnicity),
    parentIds: parents.map((parent) => parent.person.id),
    upn: age >= 4 ? ground.pupilNumbers.next(partsOf(bornOn).year) : null,
    needs: listNeeds(ground, { age, eventfulness, language: home.names.language }),
    interpreterLanguage: home.names.language !== null && chance.whether(90) ? home.names.language : null,
    lookedAfter,
    schoolCode: findSchool(ground, bornOn, eventfulness),
    stays: lookedAfter ? staysInCare(ground, lived, lookedAfter) : lived,
  }
  if (twin) {
    person.twinId = twin.person.id
    twin.person.twinId = person.id
  }
  return asLife(person, bornOn, { parents, eventfulness })
}

function nameOfChild(
  chance: Chance, home: Home,
  who: { sex: Sex; family: string; siblings: readonly Life[]; twin: Life | undefined },
): string {
  if (who.twin && chance.whether(450)) {
    const alike = findNameLike(chance, home.names, { sex: who.sex, like: who.twin.person.givenName })
    if (alike) return alike
  }
  const taken = who.siblings.map((sibling) => sibling.person.givenName)
  const names = chance.whether(700) ? home.names : home.otherNames
  return pickGivenName(chance, names, { sex: who.sex, family: who.family, taken })
}

function asLife(
  person: TruePerson, bornOn: DayNumber, rest: { parents: readonly Life[]; eventfulness: Life['eventfulness'] },
): Life {
  return { person, bornOn, ...rest, siblings: [], friends: [], records: new Map() }
}

const older = new Weighed([[0, 590], [1, 265], [2, 108], [3, 37]] as const)
const younger = new Weighed([[0, 780], [1, 170], [2, 47], [3, 3]] as const)

function eventfulnessAt(chance: Chance, age: number): Life['eventfulness'] {
  return chance.weigh(age >= 10 ? older : younger)
}

function staysSinceBirth(stays: readonly TrueStay[], bornOn: Day): readonly TrueStay[] {
  return stays.filter((stay) => stay.untilOn === null || stay.untilOn > bornOn)
    .map((stay) => (stay.fromOn < bornOn ? { ...stay, fromOn: bornOn } : stay))
}

function findCare(
  { chance, today, since }: Ground, child: { eventfulness: Life['eventfulness']; bornOn: DayNumber },
): LookedAfter | null {
  const from = Math.max(since - 500, child.bornOn + 30)
  if (from > today - 30 || !chance.whether([2, 6, 45, 150][child.eventfulness] ?? 0)) return null
  return {
    sinceOn: dayText(chance.between(from, today - 30)),
    placement: chance.pick(['foster', 'foster', 'residential', 'connected_person'] as const),
    placedOutOfArea: chance.whether(250),
  }
}

function staysInCare({ chance, wards }: Ground, home: readonly TrueStay[], care: LookedAfter): readonly TrueStay[] {
  const before = home.filter((stay) => stay.fromOn < care.sinceOn)
    .map((stay) => ({ ...stay, untilOn: earlier(stay.untilOn, care.sinceOn) }))
  const ward = chance.pick(wards)
  const placement: TrueStay = {
    line: makeAddressLine(chance), wardCode: ward.code, town: ward.name, postcode: makePostcode(chance, ward.outcode),
    fromOn: care.sinceOn, untilOn: null,
  }
  return [...before, placement]
}

function earlier(untilOn: Day | null, day: Day): Day {
  return untilOn !== null && untilOn < day ? untilOn : day
}

function findSchool(
  { chance, today, district }: Ground, bornOn: DayNumber, eventfulness: Life['eventfulness'],
): AgencyCode | null {
  const { year, month } = partsOf(today)
  const age = ageOn(bornOn, dayOf(month >= 9 ? year : year - 1, 8, 31))
  if (age < 4 || age > 17 || chance.whether(120)) return null
  if (age <= 10) return getSchoolFor(district.code, 'primary')
  if (age > 15) return chance.whether(700) ? 'wexmere_college' : null
  if (chance.whether(eventfulness === 3 ? 260 : eventfulness === 2 ? 60 : 2)) return 'the_bridge'
  return getSchoolFor(district.code, 'secondary')
}
