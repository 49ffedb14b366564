export const sealStates = ['proposed', 'in_force', 'withdrawn', 'lifted'] as const
export type SealState = (typeof sealStates)[number]
export type SealStep = 'lay' | 'decline' | 'open' | 'lift'

/** The whole life of a seal. A step missing from a row is refused; each waits for the signatures of its kind. */
export const lifeOfASeal: Record<SealState, Partial<Record<SealStep, SealState>>> = {
  proposed: { lay: 'in_force', decline: 'withdrawn' },
  in_force: { open: 'in_force', lift: 'lifted' },
  withdrawn: {},
  lifted: {},
}

/** What a seal hides: the whole person, only addresses and numbers, or the person from one member of staff. */
export const coverings = ['person', 'contacts', 'from_one'] as const
export type Covering = (typeof coverings)[number]

export const coveringWords: Record<Covering, string> = {
  person: 'The whole person, from everybody who is not exempt',
  contacts: 'Only addresses, telephone numbers and e-mail, from everybody who is not exempt',
  from_one: 'The whole person, from one member of staff',
}

export const stateWords: Record<SealState | 'expired', string> = {
  proposed: 'Waiting for a signature', in_force: 'In force', withdrawn: 'Not laid', lifted: 'Lifted', expired: 'Ended',
}

export const stepWords: Record<'lay' | 'open' | 'lift', string> = {
  lay: 'Lay the seal', open: 'Open it for one colleague', lift: 'Lift the seal',
}

/** A seal in force ends by itself on its day. */
export function standingOfSeal(seal: { state: SealState; validUntil?: Date | undefined },
  now: Date): SealState | 'expired' {
  return seal.state === 'in_force' && seal.validUntil !== undefined && seal.validUntil <= now ? 'expired' : seal.state
}

export const relations = ['family', 'friend', 'neighbour', 'colleague', 'other'] as const
export type Relation = (typeof relations)[number]

export const relationWords: Record<Relation, string> = {
  family: 'My own family or household', friend: 'A friend', neighbour: 'A neighbour',
    colleague: 'A colleague, or their child',
  other: 'Somebody I know in another way',
}
export const declarationWords: Record<'declared' | 'laid' | 'nobody_found', string> = {
  declared: 'Waiting for the privacy officer', laid: 'Hidden from you', nobody_found: 'Nobody like this is recorded',
}

/** The longest time for which a seal is opened for one colleague. */
export const longestOpening = { days: 31 } as const
export const mostOfAReason = 2_000
