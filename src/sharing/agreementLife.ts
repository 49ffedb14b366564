/** The states of one version and the steps between them; `agreement_step` in the database says the same. */
export const agreementStates = ['draft', 'proposed', 'signed', 'active', 'superseded', 'ended'] as const
export type AgreementState = (typeof agreementStates)[number]
export type AgreementStep =
  'propose' | 'sign' | 'complete' | 'send_back' | 'withdraw' | 'activate' | 'supersede' | 'end'

/** The whole life of a version. A step missing from a row is refused, by the page and by the database. */
export const lifeOfAnAgreement: Record<AgreementState, Partial<Record<AgreementStep, AgreementState>>> = {
  draft: { propose: 'proposed', withdraw: 'ended' },
  proposed: { sign: 'proposed', complete: 'signed', send_back: 'draft', withdraw: 'ended' },
  signed: { activate: 'active', send_back: 'draft', withdraw: 'ended' },
  active: { supersede: 'superseded', end: 'ended' },
  superseded: {},
  ended: {},
}

/** The state after a step, or nothing where the life does not know it. */
export const afterStep = (state: AgreementState, step: AgreementStep): AgreementState | undefined =>
  lifeOfAnAgreement[state][step]

/** Two hands for each party: the one who answers for its data and the one who answers for its work. */
export const signingRoles = ['privacy_officer', 'senior_officer'] as const
export type SigningRole = (typeof signingRoles)[number]
export const isSigningRole = (role: string): role is SigningRole => signingRoles.some(signing => signing === role)

export type Signature = Readonly<{ agencyId: string; role: SigningRole; staffId: string; by: string; at: Date }>
export type Place = Readonly<{ agencyId: string; role: SigningRole; signature: Signature | undefined }>

/** Every place for a signature, signed or not, party by party. */
export const placesToSign = (parties: readonly string[], signatures: readonly Signature[]): Place[] =>
  parties.flatMap(agencyId =>
    signingRoles.map(role => ({
      agencyId,
      role,
      signature: signatures.find(each => each.agencyId === agencyId && each.role === role),
    })),
  )
