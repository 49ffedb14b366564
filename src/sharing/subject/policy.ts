import type { Scope, Viewer } from '../../kernel/context.ts'

type Asker = Pick<Viewer, 'role'>

const handlers: readonly string[] = ['privacy_officer', 'information_governance_lead']
const seconds: readonly string[] = [...handlers, 'senior_officer']
/** Roles without anybody's record have nothing that a person could dispute before them. */
const withoutPeople: readonly string[] = ['analyst', 'board_chair', 'administrator', 'senior_officer']

/** Requests for one's own record, disputes and disposal are answered by those who answer for the data. */
export const mayAnswerForData = ({ role }: Asker): boolean => handlers.includes(role)

/** A second person releases what others have prepared. */
export const mayRelease = ({ role }: Asker): boolean => seconds.includes(role)

/** Whoever sees a record may write down that its person disputes it; the wall decides what they see. */
export const mayRaiseDispute = ({ role }: Asker): boolean => !withoutPeople.includes(role)

/** The lead answers for the partnership as a whole; everybody else for their own agency. */
export const answersForAll = ({ role }: Asker): boolean => role === 'information_governance_lead'

export const answering = (viewer: Viewer): Scope => ({ viewer, purpose: 'subject_rights', lens: 'hub' })
