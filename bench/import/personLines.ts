import { Chance } from '../../demo/chance.ts'
import { findNhsCheckDigit, getUpnLetter } from '../../demo/identifiers.ts'
import { pickCommunity, pickFamilyName, pickGivenName } from '../../demo/namesOfPeople.ts'

/** Made-up children with the demo's names, most with an NHS number of the 999 range, a UPN or both. */
export function* personLines(rows: number): Generator<string, void, void> {
  const chance = new Chance(1)
  yield 'pers_person_id,pers_upn,pers_forename,pers_surname,pers_sex,pers_ethnicity,pers_dob,pers_common_child_id\r\n'
  for (let row = 0; row < rows; row++) {
    const names = pickCommunity(chance)
    const sex = row % 2 === 0 ? 'F' : 'M'
    const family = pickFamilyName(chance, names)
    const given = pickGivenName(chance, names, { sex, family, taken: [] })
    const digits = `99${String(row).padStart(10, '0')}`
    const upn = row % 10 === 0 ? '' : `${getUpnLetter(digits)}${digits}`
    const born = `${2008 + row % 17}-${pad(1 + row % 12)}-${pad(1 + row % 28)}`
    yield `${5_000_000 + row},${upn},${given},${family},${sex},WBRI,${born},${nhsNumber(row)}\r\n`
  }
}

const pad = (n: number) => String(n).padStart(2, '0')

/** Numbers without a check digit are left out, as they are in life. */
function nhsNumber(row: number): string {
  const nine = `999${String(row).padStart(6, '0')}`
  const check = findNhsCheckDigit(nine)
  return check === undefined ? '' : `${nine}${check}`
}
