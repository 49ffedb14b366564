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

const followers = [...police, ...socialCare]
/** The room's lists and pages, as they stand beside each other. */
export const missingPagesBeside = [
  { text: 'Missing episodes', href: '/missing',
    roles: [...followers, 'residential_carer', 'youth_justice_worker', 'return_interviewer'] },
  { text: 'Safe and well checks', href: '/missing/checks', roles: followers },
  { text: 'Return home interviews', href: '/missing/interviews', roles: [...followers, 'return_interviewer'] },
  { text: 'Strategy meetings', href: '/missing/strategy-meetings', roles: followers },
  { text: 'Places searched', href: '/missing/places', roles: [...searchers] },
  { text: 'Counts', href: '/missing/counts', roles: [...searchers, ...socialCare] },
  { text: 'SSDA903', href: '/missing/ssda903', roles: ['front_door_manager', 'social_worker'] },
] as const
