export const searchers = ['locate_officer', 'exploitation_detective', 'inspector'] as const
/** Whoever is out on the street helps to look; the search itself stays with the searchers. */
export const police = ['neighbourhood_officer', ...searchers] as const
export const supervisors = ['inspector'] as const
export const socialCare = ['front_door_worker', 'front_door_manager', 'social_worker'] as const
export const carers = ['residential_carer', 'carer'] as const
export const interviewers = ['return_interviewer', ...socialCare] as const
/** Those who tell the searchers what they know. */
export const partners = [...socialCare, ...carers, 'youth_justice_worker', 'return_interviewer'] as const

/** What a carer by link writes is open to the widest audience only, because that is all the link opens to them. */
export const missingCell = (role: string) => ({ category: 'missing', tier: role === 'carer' ? 0 : 1 })
