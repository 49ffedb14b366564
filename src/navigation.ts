import type { NavLink } from './design/page.tsx'

type Entry = { text: string; href: string; roles: readonly string[]; keys?: string }
type Task = { text: string; href: string; roles: readonly string[]; about: string }
type Section = { title: string; tasks: readonly Task[] }

const practitioners = ['neighbourhood_officer', 'exploitation_detective', 'custody_sergeant', 'front_door_worker',
  'front_door_manager', 'social_worker', 'safeguarding_lead', 'emergency_nurse', 'youth_justice_worker', 'mentor',
  'housing_officer', 'probation_officer']
const frontDoor = ['front_door_worker', 'front_door_manager']
const referrers = practitioners.filter(role => !frontDoor.includes(role) && role !== 'social_worker')
const helpers = ['programme_worker', 'early_help_worker', 'liaison_practitioner', 'return_interviewer', 'residential_carer',
  'locate_officer', 'inspector']
const placeWorkers = ['analyst', 'board_chair', 'neighbourhood_officer', 'exploitation_detective', ...frontDoor]
const importers = ['analyst', 'neighbourhood_officer', 'exploitation_detective', 'front_door_manager', 'safeguarding_lead', 'emergency_nurse']
const everybody = [...practitioners, 'analyst', 'information_governance_lead', 'privacy_officer', 'senior_officer',
  'board_chair', 'administrator']

const keepers = ['privacy_officer', 'information_governance_lead']

const entries: readonly Entry[] = [
  { text: 'My work', href: '/my-work', roles: [...practitioners, ...helpers, 'superintendent', 'appropriate_adult'], keys: 'g m' },
  { text: 'Front door', href: '/notifications/board', roles: frontDoor, keys: 'g b' },
  { text: 'Notifications', href: '/notifications', roles: referrers, keys: 'g n' },
  { text: 'Custody', href: '/custody/now', roles: ['custody_sergeant', 'inspector', 'superintendent'], keys: 'g c' },
  { text: 'Strip searches', href: '/custody/searches', roles: ['custody_sergeant', 'inspector', 'superintendent'] },
  { text: 'Adults asked for', href: '/custody/adults', roles: ['appropriate_adult'] },
  { text: 'Beds', href: '/custody/beds', roles: frontDoor },
  { text: 'Follow-up', href: '/custody/liaison', roles: ['liaison_practitioner'] },
  { text: 'Missing', href: '/missing', keys: 'g i', roles: ['neighbourhood_officer', 'exploitation_detective', 'locate_officer', 'inspector',
    ...frontDoor, 'social_worker', 'residential_carer'] },
  { text: 'Interviews', href: '/missing/interviews', roles: ['return_interviewer'] },
  { text: 'Plans', href: '/plans', roles: ['residential_carer', 'social_worker'] },
  { text: 'Requests', href: '/requests', roles: practitioners, keys: 'g r' },
  { text: 'Shares', href: '/shares', roles: [...practitioners, 'privacy_officer'], keys: 'g h' },
  { text: 'Families', href: '/plans-with-families', roles: ['early_help_worker'] },
  { text: 'Referrals', href: '/programmes/referrals', roles: ['programme_worker', 'mentor', 'early_help_worker'] },
  { text: 'Knife', href: '/knife', roles: ['youth_justice_worker'], keys: 'g k' },
  { text: 'Programmes', href: '/programmes', roles: [...practitioners, ...helpers, 'administrator'] },
  { text: 'Places', href: '/places', roles: placeWorkers, keys: 'g p' },
  { text: 'Imports', href: '/imports', roles: importers },
  { text: 'Administration', href: '/administration', roles: ['administrator'] },
  { text: 'Agreements', href: '/agreements', roles: everybody },
  { text: 'Seals', href: '/seals', roles: [...keepers, 'senior_officer'] },
]

const overseers = [...keepers, 'senior_officer', 'board_chair']

/** What those who oversee look after: one page of its own, so that the header stays one line. */
const oversight: readonly Section[] = [
  { title: 'Review', tasks: [
    { text: 'Emergency access', href: '/break-glass/reviews', roles: [...keepers, 'board_chair'],
      about: 'Who opened a record to protect a life. Review it within two working days.' },
    { text: 'People taken on', href: '/claims', roles: keepers,
      about: 'Who opened a record that nobody had allocated to them.' },
    { text: 'Signs of misuse', href: '/misuse', roles: overseers, about: 'Readings that work does not explain.' },
    { text: 'Breaches', href: '/breaches', roles: keepers, about: 'Data lost, or seen by the wrong person.' },
  ] },
  { title: 'Rights of the person', tasks: [
    { text: 'Own-record requests', href: '/subject-requests', roles: [...keepers, 'senior_officer'],
      about: 'A child or parent asks what is held about them.' },
    { text: 'Disputes', href: '/disputes', roles: keepers, about: 'Somebody says that a record is wrong.' },
    { text: 'Retention', href: '/retention', roles: keepers, about: 'What is due to go, and what is held.' },
  ] },
  { title: 'Proof', tasks: [
    { text: 'Disclosures', href: '/disclosures', roles: keepers, about: 'Who was shown what, when and for what.' },
    { text: 'Files', href: '/exports', roles: overseers,
      about: 'What left Kith as a file; more than ten people wait for a second person.' },
    { text: 'Assurance', href: '/assurance', roles: [...overseers, 'administrator'],
      about: 'Record of processing, register of agreements, rules that act by themselves.' },
  ] },
]

/** The sections that a role oversees, each with what is theirs. */
export const oversightFor = (role: string): Section[] =>
  oversight.map(({ title, tasks }) => ({ title, tasks: tasks.filter(({ roles }) => roles.includes(role)) }))
    .filter(({ tasks }) => tasks.length > 0)

/** What a role finds in the header; the one that holds the page is marked. */
export function navigationFor(role: string, path: string): NavLink[] {
  const isHere = ({ href }: { href: string }) => path === href || path.startsWith(`${href}/`)
  const shown: readonly Entry[] = entries.filter(entry => entry.roles.includes(role))
  const here = shown.filter(isHere).toSorted((a, b) => b.href.length - a.href.length)[0]
  const links = shown.map(({ text, href, keys }) =>
    ({ text, href, current: href === here?.href, ...(keys ? { keys } : {}) }))
  const tasks = oversightFor(role).flatMap(section => section.tasks)
  const [only] = tasks
  if (only === undefined) return links
  const isOverseeing = path === '/oversight' || tasks.some(isHere)
  return [...links, tasks.length === 1
    ? { text: only.text, href: only.href, current: isOverseeing }
    : { text: 'Oversight', href: '/oversight', current: isOverseeing, keys: 'g o' }]
}

/** Where somebody lands after signing in. */
export const homeFor = (role: string): string => navigationFor(role, '')[0]?.href ?? '/agreements'
