import type { Scope, Viewer } from '../../kernel/context.ts'

type Asker = Pick<Viewer, 'role'>

const keepers = new Set(['privacy_officer', 'information_governance_lead'])

/** Everybody reports; the privacy officer keeps the register of their agency, the governance lead that of all. */
export const mayKeepRegister = ({ role }: Asker): boolean => keepers.has(role)

/** A report is for no purpose about anybody; the register is kept for oversight. */
export const reporting = (viewer: Viewer): Scope => ({ viewer, purpose: '', lens: 'linked' })
export const keepingRegister = (viewer: Viewer): Scope => ({ viewer, purpose: 'oversight', lens: 'hub' })
