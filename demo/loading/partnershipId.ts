import { uuidOf } from '../chance.ts'

/** The same in every made-up world. */
export const demoPartnershipId = uuidOf('partnership', 'Wexmere')
