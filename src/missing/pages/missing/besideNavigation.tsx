import { SubNavigation } from '../../../design/subNavigation.tsx'
import { missingPagesBeside } from '../../roles.ts'

/** The room's lists and pages that this role has, with the one that is open marked. */
export function BesideNavigation({ here, role }: { here: string; role: string }) {
  const items = missingPagesBeside.filter(({ roles }) => roles.some(one => one === role))
    .map(({ text, href }) => ({ text, href, current: href === here }))
  return <SubNavigation label="Missing" items={items} />
}
