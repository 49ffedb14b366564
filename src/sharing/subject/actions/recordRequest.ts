import { sql } from 'kysely'
import { carryOut } from '../../../kernel/action.ts'
import { startClock } from '../../../kernel/clocks.ts'
import type { Viewer } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/database.ts'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { done, refused } from '../../../kernel/outcome.ts'
import type { Outcome } from '../../../kernel/outcome.ts'
import type { Day } from '../../../language/format.ts'
import type { SubjectAct } from '../acts.ts'
import { answering, answersForAll, mayAnswerForData } from '../policy.ts'
import { findSubject } from '../store.ts'
import type { Kind } from '../subjectRequest.ts'

export type NewRequest = {
  kind: Kind
  givenName: string
  familyName: string
  birthOn: Day
  requesterName: string
  requesterBirthOn: Day | undefined
  asksFor: string
  receivedOn: Day
  personId: string | undefined
  key: string
}

export const severalPeople = 'There are several people with this name and date of birth'

/** Writes down that somebody asks for their record. Whoever is not known to any agency gets an answer all the same. */
export async function recordRequest(
  kernel: Kernel,
  viewer: Viewer,
  asked: NewRequest,
): Promise<Outcome<{ id: string }>> {
  if (!mayAnswerForData(viewer)) return refused('Only those who answer for data record this')
  const scope = answering(viewer)
  return carryOut<{ id: string }>(
    kernel,
    scope,
    { name: 'record subject request', key: asked.key },
    async (tx, record) => {
      const found = await findSubject(tx, asked.givenName, asked.familyName, asked.birthOn)
      const chosen =
        found.find(({ personId }) => personId === asked.personId) ?? (found.length === 1 ? found[0] : undefined)
      if (!chosen && found.length > 1) return refused(severalPeople)
      const personId = chosen?.personId ?? (await newPerson(tx))
      const cell = kernel.cells.id(viewer.agencyId, 'rights', 1)
      const {
        rows: [work],
      } = await sql<{ id: string; reference: string }>`
      select id, reference from authz.open_work(${personId}::uuid, ${cell}, 'subject_request',
        'subject_rights')`.execute(tx)
      if (!work) throw new Error('no work was opened')
      await sql`insert into subject_request (partnership_id, id, person_id, cell, reference, state, kind,
        requester_name,
        requester_birth_on, requester_person_id, given_name, family_name, birth_on, asks_for, whole_partnership,
          received_on, recorded_by)
      values (${viewer.partnershipId}::uuid, ${work.id}::uuid, ${personId}::uuid, ${cell}, ${work.reference},
        'received', ${asked.kind},
        ${asked.requesterName}, ${asked.requesterBirthOn ?? null}::date,
          ${(await requesterOf(tx, asked)) ?? null}::uuid, ${asked.givenName},
        ${asked.familyName}, ${asked.birthOn}::date, ${asked.asksFor}, ${answersForAll(viewer)},
          ${asked.receivedOn}::date,
        ${viewer.staffId}::uuid)`.execute(tx)
      await startClock(tx, kernel, {
        rule: 'subject_access',
        personId,
        cell,
        workId: work.id,
        startsAt: noonOf(asked.receivedOn),
      })
      await disclose(tx, kernel, scope, {
        page: 'subject-requests/new',
        people: [{ personId, categories: ['identity'] }],
      })
      record({ verb: 'subject_request.received' satisfies SubjectAct, personId, cell, workId: work.id })
      return done({ id: work.id })
    },
  )
}

async function newPerson(tx: Tx): Promise<string> {
  const {
    rows: [made],
  } = await sql<{ id: string }>`select authz.new_person() as id`.execute(tx)
  if (!made?.id) throw new Error('no person was made')
  return made.id
}

/** The requester's own record, where there is exactly one: what protects people around them is searched for too. */
async function requesterOf(
  tx: Tx,
  { kind, requesterName, requesterBirthOn }: NewRequest,
): Promise<string | undefined> {
  if (kind === 'child' || !requesterBirthOn) return undefined
  const parts = requesterName.trim().split(/\s+/v)
  const found = await findSubject(tx, parts.slice(0, -1).join(' '), parts.at(-1) ?? '', requesterBirthOn)
  return found.length === 1 ? found[0]?.personId : undefined
}

/** A day of receipt as an instant that is on that day in London all year. */
export const noonOf = (day: Day): Date => new Date(`${day}T12:00:00Z`)
