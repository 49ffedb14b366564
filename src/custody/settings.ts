import { z } from 'zod'
import { defineSetting } from '../practice/settings.ts'
import type { GravityMatrix } from './gravity.ts'

const scored = z.object({ code: z.string(), title: z.string(), score: z.number().int().min(1).max(5) }).readonly()
const weighed = z.object({ code: z.string(), title: z.string(), points: z.number().int().min(-2).max(2) }).readonly()

const starterMatrix: GravityMatrix = {
  title: 'Child Gravity Matrix', least: 1, most: 5,
  offences: [
    { code: 'minor', title: 'Minor damage, nuisance or disorder', score: 1 },
    { code: 'theft', title: 'Theft or handling', score: 2 },
    { code: 'drugs_possession', title: 'Possession of drugs', score: 2 },
    { code: 'assault', title: 'Assault without serious injury', score: 2 },
    { code: 'knife', title: 'Possession of a knife or other weapon', score: 3 },
    { code: 'burglary', title: 'Burglary', score: 3 },
    { code: 'vehicle', title: 'Taking or driving a vehicle', score: 3 },
    { code: 'drugs_supply', title: 'Supply of drugs', score: 4 },
    { code: 'robbery', title: 'Robbery', score: 4 },
    { code: 'sexual', title: 'Sexual offence', score: 4 },
    { code: 'serious_violence', title: 'Serious violence or arson with danger to life', score: 5 },
    { code: 'other', title: 'Another offence', score: 2 },
  ],
  factors: [
    { code: 'planned', title: 'Planned beforehand', points: 1 },
    { code: 'weapon_used', title: 'A weapon was used or shown', points: 1 },
    { code: 'lasting_harm', title: 'Serious or lasting harm', points: 1 },
    { code: 'victim_vulnerable', title: 'The victim was especially vulnerable', points: 1 },
    { code: 'hate', title: 'Hostility to a protected characteristic', points: 1 },
    { code: 'exploited', title: 'Others used the child to do it', points: -1 },
    { code: 'provoked', title: 'Provoked, or on impulse', points: -1 },
    { code: 'minor_part', title: 'A small part in it', points: -1 },
    { code: 'made_good', title: 'Harm has been put right or admitted', points: -1 },
    { code: 'long_ago', title: 'A long time ago', points: -1 },
  ],
  usual: [
    { upTo: 2, text: 'Usually settled without charge: community resolution, outcome 22 or no further action.' },
    { upTo: 3, text: 'Usually settled out of court, with a plan by the youth justice service.' },
    { upTo: 4, text: 'Charge is considered; an out-of-court decision is possible with reasons.' },
    { upTo: 5, text: 'Usually charged.' },
  ],
}

/** Local versions may weigh differently; the words of the form keep these codes. */
export const gravityMatrix = defineSetting<GravityMatrix>({
  code: 'custody_gravity_matrix', title: 'Child Gravity Matrix',
  about: 'How the gravity of an offence is counted. It is an aid: a human decides and may depart from it with a reason.',
  source: 'Made after the idea of the National Police Chiefs’ Council’s Child Gravity Matrix; starter values, not checked: put the published table in their place',
  schema: z.object({
    title: z.string(), offences: z.array(scored).min(1).readonly(), factors: z.array(weighed).readonly(),
    least: z.number().int(), most: z.number().int(),
    usual: z.array(z.object({ upTo: z.number().int(), text: z.string() }).readonly()).readonly(),
  }).readonly(),
  starter: starterMatrix,
})

export const offenceOptions = starterMatrix.offences.map(({ code, title }) => ({ value: code, text: title }))
export const aggravatingOptions = optionsOf(points => points > 0)
export const mitigatingOptions = optionsOf(points => points < 0)

function optionsOf(isOne: (points: number) => boolean) {
  return starterMatrix.factors.filter(({ points }) => isOne(points)).map(({ code, title }) => ({
    value: code, text: title,
  }))
}

export const liaisonAttempts = defineSetting({
  code: 'custody_liaison_attempts', title: 'Attempts to reach a family',
  about: 'How often liaison and diversion tries to reach a family before it may write that nobody could be reached.',
  source: 'Local starter value', schema: z.number().int().min(1).max(10), starter: 3,
})

export const smallestShown = defineSetting({
  code: 'custody_smallest_shown', title: 'Smallest number shown by ethnicity',
  about: 'Numbers from 1 up to one below this are not shown when children are counted by ethnicity.',
  source: 'Common practice of official statistics; starter value', schema: z.number().int().min(1).max(20), starter: 5,
})
