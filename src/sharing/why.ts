import type { Scope } from '../kernel/context.ts'
import type { Tx } from '../kernel/database.ts'
import { disclose } from '../kernel/disclosure.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { isReviewOverdue } from './agreement.ts'
import { linkWords, titleOf } from '../people/pages/words.ts'
import {
  findWork, listCoarseFacts, listLinkReasons, listOpenCells, listOpenClauses, listVisibleCells,
} from './store/why.ts'
import type { CoarseFact, LinkReason, OpenClause } from './store/why.ts'
import { loadWords } from './store/words.ts'
import type { Gateway, Words } from './store/words.ts'

export type WhyClause = Readonly<{
  id: string
  number: number
  says: string
  agreementId: string
  agreementTitle: string
  gateway: Gateway
  basis: string
  until: Date
  /** The day by which its agreement was to be reviewed, if that has passed. */
  overdueSince: string | undefined
}>
/** One agency's information of one kind that the viewer sees about the person, and by which right. */
export type WhyOpening = Readonly<{
  agency: string
  category: string
  isOwn: boolean
  clauses: readonly WhyClause[]
  /** Opened by no clause but by these shares alone. */
  shares: readonly string[]
}>
/** A coarse value in place of something that is not open. */
export type WhyCoarse = Readonly<
  { what: CoarseFact['what']; value: string; agency: string; clauses: readonly WhyClause[] }
>
export type Why = Readonly<{
  purpose: Readonly<{ title: string; about: string; from: string }>
  links: readonly string[]
  openings: readonly WhyOpening[]
  coarse: readonly WhyCoarse[]
}>

/**
 * Why this viewer may see what they see about this person: only of what is there and visible, so that the answer tells
 * nothing of what is hidden. It is a disclosure itself and is written down as one.
 */
export async function whyFor(tx: Tx, kernel: Kernel, scope: Scope, personId: string): Promise<Why> {
  const coarse = await listCoarseFacts(tx, personId)
  const categories = [...new Set(coarse.map(({ what }) => (what === 'age_band' ? 'identity' : 'contact')))]
  await disclose(tx, kernel, scope, { page: 'why', people: [{ personId, categories }] })
  const words = await loadWords(tx)
  const visible = await listVisibleCells(tx, scope, personId)
  const open = scope.purpose === emergency
    ? [...visible].map(cell => ({ cell, clause_id: null }))
    : (await listOpenCells(tx)).filter(({ cell }) => visible.has(cell))
  const clauses = await listOpenClauses(tx, [
    ...new Set([...open, ...coarse].flatMap(({ clause_id: id }) => (id === null ? [] : [id]))),
  ])
  const work = scope.workId === undefined ? undefined : await findWork(tx, scope.workId)
  const { title, about } = words.purpose(scope.purpose)
  const links = (await listLinkReasons(tx, scope, personId)).map(reasonOf)
  return {
    purpose: { title, about, from: work ? `${titleOf(work.kind)} ${work.reference}` : 'your link to this person' },
    links: links.length > 0 ? links : [desk],
    openings: openingsOf(open, clauses, { kernel, words, ownAgency: scope.viewer.agencyId }),
    coarse: coarse.map(({ what, value, agency_id: agency, clause_id: id }) => ({
      what,
      value,
      agency: words.agency(agency),
      clauses: clauses.filter(clause => clause.id === id).map(clause => clauseOf(clause, { kernel, words })),
    })),
  }
}

const desk =
  'Your desk looks after what arrives here. It needs no link to a person, and it sees less than people who are linked.'

const reasonOf = ({ kind }: LinkReason): string => linkWords[kind] ?? titleOf(kind)

type Known = { kernel: Kernel; words: Words }
/** No clause and no scope of one's own opens what an emergency does: it is named as such. */
const emergency = 'vital_interests'

function openingsOf(
  open: readonly { cell: number; clause_id: string | null }[],
  clauses: readonly OpenClause[],
  { kernel, words, ownAgency }: Known & { ownAgency: string },
): WhyOpening[] {
  const groups = Map.groupBy(open, ({ cell }) => {
    const of = kernel.cells.of(cell)
    return of ? `${of.agencyId} ${of.category}` : ''
  })
  groups.delete('')
  const openings = [...groups].map(([key, cells]): WhyOpening => {
    const [agencyId = '', category = ''] = key.split(' ')
    const ids = new Set(cells.map(each => each.clause_id))
    const isOwn = ids.has(null) && agencyId === ownAgency
    return {
      agency: words.agency(agencyId),
      category: words.category(category),
      isOwn,
      shares: [...ids].filter(id => id !== null).filter(id => !clauses.some(clause => clause.id === id)),
      clauses: isOwn ? [] : clauses.filter(({ id }) => ids.has(id)).map(clause => clauseOf(clause, { kernel, words })),
    }
  })
  return openings.toSorted(
    (a, b) =>
      Number(b.isOwn) - Number(a.isOwn) || a.agency.localeCompare(b.agency) || a.category.localeCompare(b.category),
  )
}

function clauseOf(clause: OpenClause, { kernel, words }: Known): WhyClause {
  const { id, number, says, basis, until } = clause
  return {
    id,
    number,
    says,
    basis,
    until,
    agreementId: clause.agreement_id,
    agreementTitle: clause.title,
    gateway: words.gateway(clause.gateway),
    overdueSince: isReviewOverdue({ reviewOn: clause.review_on }, kernel.now()) ? clause.review_on : undefined,
  }
}
