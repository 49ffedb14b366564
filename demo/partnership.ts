import { agencies } from './agencies.ts'
import { getDistrict, listWardsOf, wexmere } from './area.ts'
import { dayNumberOf, dayOf, partsOf } from './calendar.ts'
import type { DayNumber } from './calendar.ts'
import { Chance } from './chance.ts'
import { makeCommunity } from './community.ts'
import { NhsNumbers, PupilNumbers } from './identifiers.ts'
import { Rhythms } from './rhythm.ts'
import { recordsNothing } from './officers.ts'
import { listStaff } from './staff.ts'
import type { Community, DemoSettings, DistrictCode, Partnership, Place, Staff } from './types.ts'
import type { Staffing } from './world.ts'

const childrenAtScaleOne = 3000
const childrenInCommunity = 600
const numberOfDistricts = 5

/** A made-up partnership, the same for the same settings on every machine; nobody in it exists. */
export function generatePartnership(settings: DemoSettings): Partnership {
  const staff = listStaff(settings.today)
  const numberOfCommunities = countCommunities(settings.scale)
  return {
    settings,
    area: wexmere,
    agencies,
    staff,
    numberOfCommunities,
    communities: () => generateCommunities(settings, staff, numberOfCommunities),
  }
}

function countCommunities(scale: number): number {
  const wanted = Math.ceil((childrenAtScaleOne * scale) / childrenInCommunity)
  return Math.max(1, Math.ceil(wanted / numberOfDistricts)) * numberOfDistricts
}

function* generateCommunities(
  settings: DemoSettings, staff: readonly Staff[], numberOfCommunities: number,
): Generator<Community, void, void> {
  const today = dayNumberOf(settings.today)
  const since = eighteenMonthsBefore(today)
  const rhythms = new Rhythms(since, today)
  const staffByAgency = groupByAgency(staff)
  const wanted = Math.round(childrenAtScaleOne * settings.scale)
  const upTo = (communities: number) => Math.floor((wanted * communities) / numberOfCommunities)
  for (let index = 0; index < numberOfCommunities; index++) {
    const district = getDistrict(index)
    const chance = new Chance(settings.seed, settings.scale, settings.today, 'community', index)
    yield makeCommunity({
      index,
      numberOfCommunities,
      children: upTo(index + 1) - upTo(index),
      ground: {
        chance, today, since, district, wards: listWardsOf(district.code),
        nhsNumbers: new NhsNumbers(settings.seed, index, numberOfCommunities), pupilNumbers: new PupilNumbers(index),
      },
      rhythms,
      places: placesOf(district.code),
      staff: staffByAgency,
    })
  }
}

function eighteenMonthsBefore(today: DayNumber): DayNumber {
  const { year, month, day } = partsOf(today)
  return month > 6 ? dayOf(year - 1, month - 6, Math.min(day, 28)) : dayOf(year - 2, month + 6, Math.min(day, 28))
}

function groupByAgency(staff: readonly Staff[]): Staffing {
  const groups = new Map<string, Staff[]>()
  for (const person of staff.filter(({ role }) => !recordsNothing(role))) {
    for (const key of [person.agencyCode, `${person.agencyCode}/${person.role}`]) {
      const group = groups.get(key)
      if (group) group.push(person)
      else groups.set(key, [person])
    }
  }
  return groups
}

/** The places of a district, the busiest six first: one in each of six wards. */
function placesOf(districtCode: DistrictCode): readonly Place[] {
  const places = wexmere.places.filter(({ wardCode }) => wardCode.startsWith(districtCode))
  const isBusy = (place: Place) => places.indexOf(place) % 8 === 2
  return [...places.filter(isBusy), ...places.filter((place) => !isBusy(place))]
}
