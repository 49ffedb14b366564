import type { NavLink } from './design/page.tsx'

type Entry = { text: string; href: string; roles: readonly string[]; keys?: string }

const practitioners = ['neighbourhood_officer', 'exploitation_detective', 'custody_sergeant', 'front_door_worker',
  'front_door_manager', 'social_worker', 'safeguarding_lead', 'emergency_nurse', 'youth_justice_worker', 'mentor',
  'housing_officer', 'probation_officer']
const frontDoor = ['front_door_worker', 'front_door_manager']
const referrers = practitioners.filter(role => !frontDoor.includes(role) && role !== 'social_worker')
const placeWorkers = ['analyst', 'board_chair', 'neighbourhood_officer', 'exploitation_detective', ...frontDoor]
const importers = ['analyst', 'neighbourhood_officer', 'exploitation_detective', 'front_door_manager', 'safeguarding_lead', 'emergency_nurse']
const everybody = [...practitioners, 'analyst', 'information_governance_lead', 'privacy_officer', 'senior_officer',
  'board_chair', 'administrator']

const keepers = ['privacy_officer', 'information_governance_lead']

const entries: readonly Entry[] = [
  { text: 'My work', href: '/my-work', roles: practitioners, keys: 'g m' },
  { text: 'Front door', href: '/notifications/board', roles: frontDoor, keys: 'g b' },
  { text: 'Notifications', href: '/notifications', roles: referrers, keys: 'g n' },
  { text: 'Requests', href: '/requests', roles: practitioners, keys: 'g r' },
  { text: 'Shares', href: '/shares', roles: [...practitioners, 'privacy_officer'], keys: 'g h' },
  { text: 'Places', href: '/places', roles: placeWorkers, keys: 'g p' },
  { text: 'Imports', href: '/imports', roles: importers },
  { text: 'Administration', href: '/administration', roles: ['administrator'] },
  { text: 'Agreements', href: '/agreements', roles: everybody },
  { text: 'Seals', href: '/seals', roles: [...keepers, 'senior_officer'] },
  { text: 'Emergency access', href: '/break-glass/reviews', roles: [...keepers, 'board_chair'] },
  { text: 'Signs of misuse', href: '/misuse', roles: [...keepers, 'senior_officer', 'board_chair'] },
  { text: 'Own-record requests', href: '/subject-requests', roles: [...keepers, 'senior_officer'] },
  { text: 'Disputes', href: '/disputes', roles: keepers },
  { text: 'Retention', href: '/retention', roles: keepers },
  { text: 'Breaches', href: '/breaches', roles: keepers },
  { text: 'Files', href: '/exports', roles: [...keepers, 'senior_officer', 'board_chair'] },
  { text: 'Disclosures', href: '/disclosures', roles: keepers },
  { text: 'Assurance', href: '/assurance', roles: [...keepers, 'senior_officer', 'board_chair', 'administrator'] },
]

/** What a role finds in the header; the one that holds the page is marked. */
export function navigationFor(role: string, path: string): NavLink[] {
  const shown = entries.filter(entry => entry.roles.includes(role))
  const here = shown.filter(({ href }) => path === href || path.startsWith(`${href}/`))
    .toSorted((a, b) => b.href.length - a.href.length)[0]
  return shown.map(({ text, href, keys }) => ({ text, href, current: href === here?.href, ...(keys ? { keys } : {}) }))
}

/** Where somebody lands after signing in. */
export const homeFor = (role: string): string => navigationFor(role, '')[0]?.href ?? '/agreements'
