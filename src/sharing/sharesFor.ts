import type { Scope, Viewer } from '../kernel/context.ts'
import { disclose } from '../kernel/disclosure.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { dayOf, daysBetween } from '../language/format.ts'
import { ageOf } from '../people/age.ts'
import { displayNames } from '../people/displayNames.ts'
import type { DisplayName } from '../people/displayNames.ts'
import { endsSoonMilliseconds, mayTake, stateOfShare } from './share.ts'
import type { Share } from './share.ts'
import { isRecipient, mayShare } from './sharePolicy.ts'
import { listShares, scopesOf } from './store/shares.ts'
import { loadWords } from './store/words.ts'
import type { Words } from './store/words.ts'

type Group = 'overdue' | 'today' | 'this_week' | 'later' | 'waiting'

/** A line of "My work". */
export type ShareLine = {
  key: string
  group: Group
  child: string
  age: string
  what: string
  dueAt?: Date
  whoAsked: string
  href: string
}

/** Shares that nobody has opened, requests to answer, and what is about to end; everybody named is disclosed. */
export async function sharesFor(kernel: Kernel, viewer: Viewer): Promise<ShareLine[]> {
  if (!mayShare(viewer)) return []
  const lines: ShareLine[] = []
  for (const scope of await scopesOf(kernel, viewer)) lines.push(...(await linesIn(kernel, scope)))
  return lines.toSorted((one, other) => (one.dueAt?.getTime() ?? Infinity) - (other.dueAt?.getTime() ?? Infinity))
}

async function linesIn(kernel: Kernel, scope: Scope): Promise<ShareLine[]> {
  return kernel.db.as(scope, async tx => {
    const now = kernel.now()
    const shares = (await listShares(tx)).filter(share => taskOf(share, scope.viewer, now) !== undefined)
    if (shares.length === 0) return []
    const people = [...new Set(shares.map(({ personId }) => personId))]
    const names = await displayNames(tx, scope, people)
    const words = await loadWords(tx)
    await disclose(tx, kernel, scope, {
      page: 'my-work',
      people: people.map(personId => ({ personId, categories: ['identity', 'disclosure'] })),
    })
    return shares.flatMap(share => lineOf(share, { viewer: scope.viewer, names, words, now }))
  })
}

type Known = { viewer: Viewer; names: ReadonlyMap<string, DisplayName>; words: Words; now: Date }

function lineOf(share: Share, { viewer, names, words, now }: Known): ShareLine[] {
  const what = taskOf(share, viewer, now)
  if (what === undefined) return []
  const name = names.get(share.personId)
  const isNew = what === tasks.read
  return [
    {
      key: share.id,
      what,
      child: name?.name ?? 'Name not open to you',
      age: ageOf(name?.birthOn, dayOf(now)),
      group: isNew ? 'today' : groupOf(share.validUntil, now),
      whoAsked: words.agency(share.fromAgency),
      href: `/shares/${share.id}`,
      ...(!isNew && { dueAt: share.validUntil }),
    },
  ]
}

const tasks = {
  read: 'Shared with you: read it',
  answer: 'Asked to share: share or refuse',
  ends: 'A share ends: note what you need, or ask again',
} as const

/** What somebody has to do about a share now, or nothing. */
function taskOf(share: Share, viewer: Viewer, now: Date): string | undefined {
  if (!isRecipient(viewer, share)) return undefined
  if (share.kind === 'request') return mayTake('answer', share, now) ? tasks.answer : undefined
  if (stateOfShare(share, now) === 'sent') return tasks.read
  const left = share.validUntil.getTime() - now.getTime()
  return stateOfShare(share, now) === 'received' && left < endsSoonMilliseconds ? tasks.ends : undefined
}

function groupOf(dueAt: Date, now: Date): Group {
  if (dueAt < now) return 'overdue'
  const days = daysBetween(now, dueAt)
  return days === 0 ? 'today' : days < 7 ? 'this_week' : 'later'
}
