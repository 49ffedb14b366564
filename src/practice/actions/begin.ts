import type { NewAct } from '../../kernel/action.ts'
import { carryOut } from '../../kernel/action.ts'
import { startClock } from '../../kernel/clocks.ts'
import type { Scope, Viewer } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { done, refused } from '../../kernel/outcome.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import type { Episode, Urgency } from '../episode.ts'
import { loadFacts } from '../loadFacts.ts'
import { beginning as beginStep, formOf } from '../localQuestions.ts'
import { refusals } from '../policy.ts'
import type { Effect, Practice } from '../practice.ts'
import { askedOnly, instantIn, missingIn } from '../question.ts'
import type { Answers } from '../question.ts'
import { getPractice } from '../practices.ts'
import type { Practices } from '../practices.ts'
import { settingsAt } from '../settings.ts'
import { addEntry, addToChronology } from '../store/entries.ts'
import {
  addLink, insertEpisode, listAgencies, openWorkOf, writableCells,
} from '../store/episodes.ts'
import { joinOpenEpisode } from '../store/openEpisode.ts'

export type Begin = {
  kind: string; personId: string; answers: Answers; key: string
  /** Whose work it will be; without it the viewer's own agency, if it is of the right kind, else the only other one. */
  agencyId?: string
}

export const beginRefusals = {
  absent: 'absent',
  noAgency: 'No agreement lets your agency begin this with them. Ring them, and tell your information governance lead.',
  chooseAgency: 'Choose the agency whose work this will be.',
} as const

/** The id of one that is open already, where a child has only one at a time. */
export type Begun = { id: string; wasOpen: boolean }

/** Begins an episode: the piece of work, its first state, what was told, its clocks and links, and one act. */
export async function beginEpisode(
  kernel: Kernel, viewer: Viewer, practices: Practices, begin: Begin,
): Promise<Outcome<Begun>> {
  const practice = getPractice(practices, begin.kind)
  if (!practice.begin.who.includes(viewer.role)) return refused(refusals.otherRole)
  const scope: Scope = { viewer, purpose: practice.purpose, lens: 'linked' }
  const command = { name: `begin ${begin.kind}`, key: begin.key, about: begin.personId }
  return carryOut(kernel, scope, command, async (tx, record): Promise<Outcome<Begun>> => {
    const questions = formOf(practice, await settingsAt(tx, kernel.now()), beginStep)?.questions ?? []
    const missing = Object.values(missingIn(questions, begin.answers))[0]
    if (missing) return refused(missing)
    const owner = await ownerOf(tx, { kernel, viewer, practice }, begin.agencyId)
    if (!owner.done) return owner
    const open = practice.begin.onlyOne
      ? await joinOpenEpisode(tx, kernel, viewer, { personId: begin.personId, kind: practice.kind, agencyId: owner.value }) : undefined
    if (open) return done({ id: open, wasOpen: true })
    const setting = { tx, kernel, scope, practices, record }
    const made = await beginWithin(setting, practice, {
      personId: begin.personId, agencyId: owner.value, answers: begin.answers,
    })
    return made.done ? done({ id: made.value.id, wasOpen: false }) : made
  })
}

type Owning = { kernel: Kernel; viewer: Viewer; practice: Practice }

/** The agencies whose work it could be: the viewer's own, and those where a clause lets them begin one. */
export async function listOwners(tx: Tx, owning: Owning): Promise<{ id: string; name: string }[]> {
  const { kernel, practice: { begin, cell } } = owning
  const writable = await writableCells(tx)
  return (await listAgencies(tx, begin.ownerKinds)).filter(({ id }) => writable.has(kernel.cells.id(id, cell.category, cell.tier)))
}

async function ownerOf(tx: Tx, owning: Owning, asked: string | undefined): Promise<Outcome<string>> {
  const agencies = await listOwners(tx, owning)
  if (asked) return agencies.some(({ id }) => id === asked) ? done(asked) : refused(beginRefusals.noAgency)
  const own = agencies.find(({ id }) => id === owning.viewer.agencyId)
  const [only, ...more] = own ? [own] : agencies
  if (!only) return refused(beginRefusals.noAgency)
  return more.length > 0 ? refused(beginRefusals.chooseAgency) : done(only.id)
}

/** The transaction that a beginning or a step is carried out in. */
export type Setting = {
  tx: Tx; kernel: Kernel; scope: Scope; practices: Practices; record: (act: NewAct) => void
}

export type Beginning = {
  personId: string; agencyId: string; answers: Answers; parentId?: string | undefined
  urgency?: Urgency | undefined; team?: string | undefined; clockStartsAt?: Date | undefined
}

/** Begins one within a transaction; a step of another episode uses it too, and the clocks run from `clockStartsAt`. */
export async function beginWithin(
  setting: Setting, practice: Practice, beginning: Beginning,
): Promise<Outcome<Episode>> {
  const { tx, kernel, scope } = setting
  const { viewer } = scope
  const { personId, agencyId } = beginning
  const { category, tier } = practice.cell
  const cell = kernel.cells.id(agencyId, category, tier)
  const questions = formOf(practice, await settingsAt(tx, kernel.now()), beginStep)?.questions ?? []
  const answers = askedOnly(questions, beginning.answers)
  const work = await openWorkOf(tx, { personId, cell, kind: practice.kind, purpose: practice.purpose })
  const openedAt = happenedAt(practice, answers) ?? kernel.now()
  const episode: Episode = {
    ...work, personId, cell, agencyId, kind: practice.kind, state: practice.first, openedAt, revision: 1,
    openedBy: viewer.staffId, openedByAgency: viewer.agencyId,
    urgency: beginning.urgency ?? practice.begin.urgency?.(answers) ?? 'routine',
    team: beginning.team ?? practice.team[0] ?? '',
    ...(beginning.parentId && { parentId: beginning.parentId }),
  }
  if (!await linkEverybody(setting, practice, episode)) return refused(beginRefusals.absent)
  await insertEpisode(tx, { ...episode, partnershipId: viewer.partnershipId })
  if (viewer.agencyId === agencyId || questions.length > 0) await addEntry(tx, {
    kernel, viewer, episode, step: beginStep, questions, answers,
    happenedAt: openedAt, cell: practice.entryCell?.(viewer.role) ?? practice.cell,
  })
  const facts = await loadFacts(tx, kernel, scope, episode)
  for (const name of practice.begin.rules ?? []) {
    const why = practice.rules[name]?.(facts, answers)
    if (why) return refused(why)
  }
  const effect = await practice.begin.effect?.({ tx, kernel, facts, answers }) ?? {}
  if (effect.refused) return refused(effect.refused)
  return finishBeginning(setting, { practice, episode, effect, beginning })
}

type Finishing = { practice: Practice; episode: Episode; effect: Effect; beginning: Beginning }

async function finishBeginning(setting: Setting, { practice, episode, effect, beginning }: Finishing) {
  const { tx, kernel, scope: { viewer } } = setting
  const clocks = (practice.begin.starts ?? []).filter(rule => effect.onlyClocks?.includes(rule) ?? true)
  for (const rule of clocks) await startClock(tx, kernel, {
    rule, personId: episode.personId, cell: episode.cell, workId: episode.id,
    startsAt: effect.clocksStartAt?.[rule] ?? beginning.clockStartsAt ?? episode.openedAt,
  })
  await addToChronology(tx, { kernel, viewer, episode }, effect.chronology ?? [])
  const begun = await beginOthers(setting, episode, effect)
  if (!begun.done) return begun
  setting.record({
    verb: `${practice.kind}.begun`, personId: episode.personId, cell: episode.cell, workId: episode.id,
    detail: { ...effect.detail, urgency: episode.urgency },
  })
  return done(episode)
}

/** What a step begins beside itself: a request to another agency, a referral, a task. */
export async function beginOthers(setting: Setting, parent: Episode, effect: Effect): Promise<Outcome<null>> {
  for (const other of effect.begins ?? []) {
    const made = await beginWithin(setting, getPractice(setting.practices, other.kind), {
      personId: parent.personId, agencyId: other.agencyId, answers: other.answers ?? {}, parentId: parent.id,
      urgency: other.urgency, team: other.team, clockStartsAt: other.clockStartsAt,
    })
    if (!made.done) return made
  }
  return done(null)
}

const authorDays = 90

/** The writer, the teams of whoever does the work, and those of other agencies that follow it. */
async function linkEverybody(setting: Setting, practice: Practice, episode: Episode): Promise<boolean> {
  const { tx, kernel, scope: { viewer } } = setting
  const { personId, id: workId } = episode
  const until = new Date(kernel.now().getTime() + authorDays * 86_400_000)
  const isAuthor = await addLink(tx, {
    personId, agencyId: viewer.agencyId, staffId: viewer.staffId, because: 'author', workId, until,
  })
  if (!isAuthor) return false
  for (const role of practice.team) await addLink(tx, { personId, agencyId: episode.agencyId, role, because: 'team', workId })
  for (const { kinds, roles } of practice.follow ?? [])
    for (const agency of await listAgencies(tx, kinds))
      for (const role of roles) await addLink(tx, { personId, agencyId: agency.id, role, because: 'team', workId })
  return true
}

function happenedAt(practice: Practice, answers: Answers): Date | undefined {
  const { happenedAt: question } = practice.begin.form
  return question === undefined ? undefined : instantIn(answers, question)
}
