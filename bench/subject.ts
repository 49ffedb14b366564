// npm run bench -- subject: a person asks for their record, of which the agencies hold 5,000 entries; the account
// is gathered,
// scanned against every protected value and every name of the people around, reviewed by its proposals, frozen and
// released.
import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { pino } from 'pino'
import { startCluster } from '../src/kernel/cluster.ts'
import { migrate } from '../src/kernel/migrate.ts'
import { openKernel } from '../src/kernel/openKernel.ts'
import type { OpenKernel } from '../src/kernel/openKernel.ts'
import type { Outcome } from '../src/kernel/outcome.ts'
import { acceptAllProposals } from '../src/sharing/subject/actions/decideItems.ts'
import { recordRequest } from '../src/sharing/subject/actions/recordRequest.ts'
import { sendForRelease, settleRelease } from '../src/sharing/subject/actions/releaseAccount.ts'
import { takeSubjectStep } from '../src/sharing/subject/actions/takeStep.ts'
import { answering } from '../src/sharing/subject/policy.ts'
import { readAccount } from '../src/sharing/subject/readAccount.ts'
import { findRequest } from '../src/sharing/subject/store.ts'
import { agencies, agencyOf, partnershipId, people, roles, seedBase, staff } from '../tests/seedBase.ts'
import type { Persona } from '../tests/seedBase.ts'
import { endInOrder, openReport, say } from './report.ts'

const entries = 5_000
const around = 60
const readings = 4_000

const report = openReport('subject')
endInOrder()
report.machine()
const cluster = await startCluster({ durable: true })
try {
  const url = cluster.url('postgres')
  await migrate(url)
  await seedBase(url)
  await layDown(url)
  const kernel = await openKernel({ ownerUrl: url, secret: 'b'.repeat(40), log: pino({ level: 'silent' }) })
  await measure(kernel)
  await kernel.close()
} finally {
  await cluster.stop()
}
report.machine()

async function measure(kernel: OpenKernel): Promise<void> {
  const lead = viewerOf('governance')
  const year = new Date().getUTCFullYear() - 14
  const { id } = value(
    await recordRequest(kernel, lead, {
      kind: 'parent',
      givenName: 'Teo',
      familyName: 'Marlowe',
      birthOn: `${year}-03-05`,
      requesterName: 'Dana Marlowe',
      requesterBirthOn: undefined,
      asksFor: '',
      receivedOn: kernel.now().toISOString().slice(0, 10),
      personId: undefined,
      key: randomUUID(),
    }),
  )
  const step: Step = async name =>
    value(await takeSubjectStep(kernel, lead, id, { step: name, why: 'seen', authority: 'seen', key: randomUUID() }))
  await step('check_identity')
  const gathering = await timed(() => step('collect'))
  const making = await timed(() =>
    kernel.db.as(answering(lead), async tx => {
      const request = await findRequest(tx, id)
      if (!request) throw new Error('no request')
      const account = await readAccount(tx, lead, request)
      return { items: request.items, bytes: JSON.stringify(account).length }
    }),
  )
  if (making.result.items < entries) throw new Error(`only ${making.result.items} items`)
  report.figure('items of the account', making.result.items, 'count')
  report.figure('account of 5,000 records: gathered, scanned and made', gathering.seconds + making.seconds, 's', {
    atMost: 10,
  })
  report.figure('of it: gathering and scanning', gathering.seconds, 's')
  report.figure('the same gathered again, decisions kept', (await timed(() => step('collect'))).seconds, 's', {
    atMost: 10,
  })
  await letGo(kernel, id, step)
}

type Step = (name: Parameters<typeof takeSubjectStep>[3]['step']) => Promise<unknown>

async function letGo(kernel: OpenKernel, id: string, step: Step): Promise<void> {
  const lead = viewerOf('governance')
  value(await acceptAllProposals(kernel, lead, { requestId: id, section: undefined, key: randomUUID() }))
  await step('finish')
  const sent = await timed(async () =>
    value(await sendForRelease(kernel, lead, { requestId: id, toAgency: agencies.police, key: randomUUID() })),
  )
  report.figure('frozen and scanned once more as a whole', sent.seconds, 's', { atMost: 10 })
  const owner = new Client(kernel.ownerUrl)
  await owner.connect()
  const {
    rows: [release],
  } = await owner.query<{ id: string; text: string }>('select id, document::text as text from subject_release')
  await owner.end()
  const leaks = ['Quarrelstone', 'QX7 9ZZ', 'Brackwater'].filter(word => release?.text.includes(word)).length
  report.figure('protected values and names of others in it', leaks, 'count', { atMost: 0 })
  const released = await timed(async () =>
    value(
      await settleRelease(kernel, viewerOf('privacyPolice'), {
        releaseId: release?.id ?? '',
        verdict: 'released',
        why: '',
        key: randomUUID(),
      }),
    ),
  )
  report.figure('released by the second person', released.seconds, 's', { atMost: 10 })
}

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.done) throw new Error(outcome.why)
  return outcome.value
}

function viewerOf(persona: Persona) {
  return { partnershipId, staffId: staff[persona], agencyId: agencyOf[persona], role: roles[persona] }
}

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const started = performance.now()
  const result = await work()
  return { seconds: (performance.now() - started) / 1000, result }
}

/** Five agencies write about one child; sixty people stand around, some with protected addresses. */
async function layDown(url: string): Promise<void> {
  say(`laying down ${entries} records, ${around} people around and ${readings} readings`)
  const owner = new Client(url)
  await owner.connect()
  const text = `'On day ' || n || ' seen at home and at school. '
    || case n % 7 when 0 then 'With Sibling' || n % ${around} || ' Brackwater. '
      else '' end
    || case n % 11 when 0 then 'They live at ' || (n % ${around}) || ' Quarrelstone Mews, QX7 9ZZ. '
      else '' end
    || repeat('The worry was written down in full. ', 8)`
  await owner.query(
    `insert into record (partnership_id, person_id, cell, kind, occurred_at, assertion, role, source, headline, body)
    select $1, $2, (select id from cell where partnership_id = $1 and agency_id = ($3::uuid[])[1 + n % 5]
      and category = 'concern' and tier = 1), 'concern',
      now() - make_interval(hours => n), 'fact', 'victim', 'bench', 'Entry ' || n, ${text}
        from generate_series(1, ${entries}) n`,
    [
      partnershipId,
      people.child,
      [agencies.police, agencies.council, agencies.schoolA, agencies.hospital, agencies.youthJustice],
    ],
  )
  await owner.query(
    `with made as (insert into person (partnership_id) select $1 from generate_series(1, ${around}) returning id),
    placed as (select id, row_number() over () - 1 as n from made),
    named as (insert into source_record (partnership_id, person_id, cell, source, source_id, given_name, family_name)
      select $1, id, (select id from cell where partnership_id = $1 and agency_id = $3 and category = 'identity'
        and tier = 0), 'bench', id::text,
        'Sibling' || n, 'Brackwater' from placed),
    living as (insert into contact_point (partnership_id, person_id, cell, kind, value, postcode, is_protected)
      select $1, id, (select id from cell where partnership_id = $1 and agency_id = $3 and category = 'contact'
        and tier = 1), 'address',
        n || ' Quarrelstone Mews', 'QX7 9ZZ', true from placed)
    insert into relationship (partnership_id, person_id, cell, kind, other_person_id, other_name)
      select $1, $2, (select id from cell where partnership_id = $1 and agency_id = $3 and category = 'family'
        and tier = 1), 'sibling', id,
        'Sibling' || n || ' Brackwater' from placed`,
    [partnershipId, people.child, agencies.council],
  )
  await owner.query(
    `insert into disclosure (partnership_id, person_id, cell, at, staff_id, agency_id, role, purpose, page, categories)
    select $1, $2, (select id from cell where partnership_id = $1 and agency_id = $3 and category = 'disclosure'
      and tier = 0),
      now() - make_interval(hours => n), $4, $3, 'social_worker', 'safeguard_child', 'people/one/overview',
        '{identity,concern}' from generate_series(1, ${readings}) n`,
    [partnershipId, people.child, agencies.council, staff.socialWorker],
  )
  await owner.query('analyze')
  await owner.end()
}
