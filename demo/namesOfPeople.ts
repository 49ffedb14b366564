import type { Chance } from './chance.ts'
import { Weighed } from './chance.ts'
import { familyNameOf } from './nameVariants.ts'
import type { CommunityNames } from './namesOfCommunities.ts'
import { communitiesOfNames, wellKnownNames } from './namesOfCommunities.ts'
import type { Ethnicity, Sex } from './types.ts'

const communities = new Weighed(communitiesOfNames.map((names) => [names, names.weight] as const))

export function pickCommunity(chance: Chance): CommunityNames {
  return chance.weigh(communities)
}

/** A given name that makes no well-known full name and that nobody else at home has. */
export function pickGivenName(
  chance: Chance, names: CommunityNames, who: { sex: Sex; family: string; taken: readonly string[] },
): string {
  const list = who.sex === 'F' ? names.girls : names.boys
  for (let attempt = 0; attempt < 20; attempt++) {
    const name = chance.pick(list)
    if (!who.taken.includes(name) && !wellKnownNames.has(`${name} ${who.family}`)) return name
  }
  return chance.pick(list)
}

/** For twins: a name with the same first letter, where the list has one. */
export function findNameLike(
  chance: Chance, names: CommunityNames, who: { sex: Sex; like: string },
): string | undefined {
  const list = (who.sex === 'F' ? names.girls : names.boys)
    .filter((name) => name.charAt(0) === who.like.charAt(0) && name !== who.like)
  return list.length > 0 ? chance.pick(list) : undefined
}

export function pickFamilyName(chance: Chance, names: CommunityNames): string {
  const name = chance.pick(names.families)
  return name === 'Kaur' ? 'Singh' : name
}

export function familyNameFor(name: string, sex: Sex): string {
  return familyNameOf(name, sex === 'F')
}

const asian: readonly Ethnicity[] = ['A1', 'A2', 'A3', 'A4', 'A9']

/** What the family says of a child with parents of two communities. */
export function ethnicityOfChild(mother: Ethnicity, father: Ethnicity): Ethnicity {
  if (mother === father) return mother
  const both = [mother, father]
  const isWhite = both.some((group) => group.startsWith('W'))
  if (!isWhite) return 'M9'
  if (both.includes('B1')) return 'M1'
  if (both.includes('B2')) return 'M2'
  if (asian.includes(mother) || asian.includes(father)) return 'M3'
  return both.every((group) => group.startsWith('W')) ? 'W9' : 'M9'
}
