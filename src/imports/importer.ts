import { Client } from 'pg'
import type { Viewer } from '../kernel/context.ts'
import type { ImportKind } from './importKind.ts'
import { mayImport } from './policy.ts'

/** The role that an agency's own imports act in. */
const roleOfKind: Readonly<Record<string, string>> = {
  police: 'exploitation_detective', council: 'front_door_manager', school: 'safeguarding_lead',
  health: 'emergency_nurse',
  policing_body: 'analyst',
}

type Agency = { id: string; partnership_id: string; name: string; kind: string }
type Wanted = { kind: ImportKind; agency: string; staff: string | undefined }

/**
 * As whom the operator's command imports: a member of staff who is named, or the agency's account for imports, which
 * nobody can sign in to. Returns why not, in words for the terminal.
 */
export async function importerOf(ownerUrl: string, { kind, agency: named, staff }: Wanted): Promise<Viewer | string> {
  const owner = new Client(ownerUrl)
  owner.on('error', () => undefined)
  await owner.connect()
  try {
    const agencies = await findAgencies(owner, named)
    const [agency] = agencies
    if (!agency) return `There is no agency "${named}". There are: ${(await listNames(owner)).join(', ')}.`
    if (agencies.length > 1)
      return `"${named}" is the name of several agencies. Give its id: ${agencies.map(({ id }) => id).join(', ')}.`
    const viewer = staff === undefined ? await serviceAccount(owner, agency) : await findStaff(owner, agency, staff)
    if (!viewer)
      return staff === undefined
        ? `${agency.name} imports no files.`
        : `${agency.name} has nobody "${staff}" with a role.`
    return mayImport(viewer, agency.kind, kind) ? viewer : `${agency.name} may not import ${kind.code}.`
  } finally {
    await owner.end()
  }
}

async function findAgencies(owner: Client, named: string): Promise<Agency[]> {
  const { rows } = await owner.query<Agency>(
    'select id, partnership_id, name, kind from agency where active and (id::text = $1 or lower(short_name) = lower($1) or lower(name) = lower($1))', [named])
  return rows
}

async function listNames(owner: Client): Promise<string[]> {
  const { rows } = await owner.query<{ short_name: string }>('select short_name from agency where active order by short_name')
  return rows.map(row => row.short_name)
}

async function findStaff(owner: Client, agency: Agency, staff: string): Promise<Viewer | undefined> {
  const { rows } = await owner.query<{ id: string; role: string }>(
    `select s.id, a.role from staff s join appointment a on a.partnership_id = s.partnership_id and a.staff_id = s.id
     where s.partnership_id = $1 and s.agency_id = $2 and (s.id::text = $3 or lower(s.email) = lower($3))
       and coalesce(s.active_until, 'infinity') > now() and coalesce(a.valid_until, 'infinity') > now() order by a.valid_from limit 1`,
    [agency.partnership_id, agency.id, staff])
  return rows[0] && viewerOf(agency, rows[0])
}

/** `.invalid` belongs to nobody (RFC 2606), so no provider can vouch for the address and no one can take the account. */
async function serviceAccount(owner: Client, agency: Agency): Promise<Viewer | undefined> {
  const role = roleOfKind[agency.kind]
  if (role === undefined) return undefined
  const email = `imports@${agency.id}.invalid`
  const known = await findStaff(owner, agency, email)
  if (known) return known
  const { rows } = await owner.query<{ id: string }>(
    `with made as (insert into staff (partnership_id, agency_id, name, email) values ($1, $2, 'File imports', $3) returning id)
     insert into appointment (partnership_id, staff_id, role) select $1, id, $4 from made returning staff_id as id`,
    [agency.partnership_id, agency.id, email, role])
  return rows[0] && viewerOf(agency, { ...rows[0], role })
}

function viewerOf(agency: Agency, { id, role }: { id: string; role: string }): Viewer {
  return { partnershipId: agency.partnership_id, staffId: id, agencyId: agency.id, role }
}
