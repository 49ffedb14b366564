import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Problems } from '../../../design/errorMessage.tsx'
import { agencyKinds } from '../../firstRunForm.ts'
import { asked, invalid, planned, type Asking, type Change } from '../change.ts'
import { fieldsOf } from '../fields.tsx'
import { reasonedChange, sourceIn } from '../reasonedChange.tsx'
import { countClauses, countSessions, findAgency, listAgencies, type Agency } from '../store/agencies.ts'
import { Reading, type Typed } from '../typed.ts'
import { counted } from '../words.ts'

const crumb = { text: 'Agencies', href: '/administration/agencies' }
const kindChoices = Object.entries(agencyKinds).map(([value, text]) => ({ value, text }))
const kindText = (kind: string) => kindChoices.find(({ value }) => value === kind)?.text ?? kind
const one = '/administration/agencies/:id{[0-9a-f-]{36}}'
const placeOf = ({ id }: Agency) => `/administration/agencies/${id}`
const agencyOf = ({ tx, params }: Asking) => findAgency(tx, params['id'] ?? '')

async function mustAgency(asking: Asking): Promise<Agency> {
  const agency = await agencyOf(asking)
  if (!agency) throw new Error('no such agency')
  return agency
}

function readNames(typed: Typed, reading = new Reading(typed)) {
  return {
    reading,
    source: sourceIn(reading),
    name: reading.text('name', 'Enter the name of the agency'),
    shortName: reading.text('short_name', 'Enter a short name, for tables', 40),
  }
}

function nameFields(typed: Typed, problems: Problems) {
  const fields = fieldsOf(typed, problems)
  return (
    <>
      {fields.text({ name: 'name', label: 'Name' })}
      {fields.text({ name: 'short_name', label: 'Short name', hint: 'For tables, such as “Police”' })}
    </>
  )
}

const add: Change = {
  code: 'agency.add',
  path: '/administration/agencies/add',
  title: 'Add an agency',
  crumb,
  said: 'The agency has been added.',
  begin: async () => ({}),
  form: async (_, typed, problems) => (
    <>
      {nameFields(typed, problems)}
      {fieldsOf(typed, problems).radios({ name: 'kind', label: 'Kind of agency' }, kindChoices)}
      {fieldsOf(typed, problems).why()}
    </>
  ),
  plan: async (asking, typed) => {
    const { reading, name, shortName, source } = readNames(typed)
    const kind = reading.oneOf('kind', Object.keys(agencyKinds), 'Choose what kind of agency it is')
    const agencies = await listAgencies(asking.tx)
    if (agencies.some(agency => agency.name.toLowerCase() === name.toLowerCase()))
      reading.problems['name'] = 'There is already an agency with this name'
    const read = reading.result(name)
    if (!read.ok) return invalid(read.problems)
    const id = randomUUID()
    return planned({
      title: `Add ${name}`,
      rows: [
        { key: 'Name', value: name },
        { key: 'Short name', value: shortName },
        { key: 'Kind', value: kindText(kind) },
      ],
      affects: [
        'Nobody yet. The agency can hold records of its own and its people can be given accounts.',
        'It sees nothing of other agencies, and they see nothing of it, until an agreement names it.',
      ],
      button: 'Add agency',
      next: crumb.href,
      apply: tx => asked(tx, sql`authz.add_agency(${id}, ${name}, ${shortName}, ${kind}, ${source})`),
      afterwards: () => asking.kernel.cells.reload(),
    })
  },
}

const rename: Change = {
  code: 'agency.rename',
  path: `${one}/rename`,
  title: 'Rename an agency',
  crumb,
  said: 'The agency has been renamed.',
  begin: async asking => {
    const agency = await agencyOf(asking)
    return agency && { name: agency.name, short_name: agency.shortName }
  },
  form: async (_, typed, problems) => (
    <>
      {nameFields(typed, problems)}
      {fieldsOf(typed, problems).why()}
    </>
  ),
  plan: async (asking, typed) => {
    const agency = await mustAgency(asking)
    const { reading, name, shortName, source } = readNames(typed)
    if (name === agency.name && shortName === agency.shortName) reading.problems['name'] ??= 'Change the name first'
    const read = reading.result(name)
    if (!read.ok) return invalid(read.problems)
    return planned({
      title: `Rename ${agency.name}`,
      rows: [
        { key: 'Name', was: agency.name, value: name },
        { key: 'Short name', was: agency.shortName, value: shortName },
      ],
      affects: [
        `Everybody sees the new name at once, ${counted(agency.staff, 'account')} of its own among them.`,
        'Earlier records keep their owner.',
      ],
      button: 'Rename agency',
      next: placeOf(agency),
      apply: tx => asked(tx, sql`authz.rename_agency(${agency.id}, ${name}, ${shortName}, ${source})`),
    })
  },
}

const deactivate = reasonedChange<Agency>({
  code: 'agency.deactivate',
  path: `${one}/deactivate`,
  title: 'Deactivate an agency',
  crumb,
  said: 'The agency has been deactivated. Its people are signed out.',
  find: async asking => {
    const agency = await agencyOf(asking)
    return agency?.active ? agency : undefined
  },
  decide: async ({ tx, kernel, viewer }, agency, source) => {
    if (agency.id === viewer.agencyId)
      return 'You cannot deactivate your own agency: ask an administrator of another agency'
    const sessions = await countSessions(kernel, viewer, { agencyId: agency.id })
    const clauses = await countClauses(tx, agency.id)
    return {
      title: `Deactivate ${agency.name}`,
      rows: [],
      isWarning: true,
      affects: [
        `${counted(agency.staff, 'account')} of ${agency.shortName} can no longer be used, and ${counted(
          sessions,
          'session',
        )} will end at once.`,
        'Its systems’ tokens stop working. Nothing is deleted: you can reactivate it.',
        `It is named in ${counted(clauses, 'clause')} of live agreements.`,
        'Clauses go on until the information governance lead ends them.',
      ],
      button: 'Deactivate agency',
      next: placeOf(agency),
      apply: tx => asked(tx, sql`authz.set_agency_active(${agency.id}, false, ${source})`),
    }
  },
})

const reactivate = reasonedChange<Agency>({
  code: 'agency.reactivate',
  path: `${one}/reactivate`,
  title: 'Reactivate an agency',
  crumb,
  said: 'The agency is active again.',
  find: async asking => {
    const agency = await agencyOf(asking)
    return agency && !agency.active ? agency : undefined
  },
  decide: async (_, agency, source) => ({
    title: `Reactivate ${agency.name}`,
    rows: [],
    button: 'Reactivate agency',
    next: placeOf(agency),
    affects: [`${counted(agency.staff, 'account')} can be used again, in the roles that have not ended.`],
    apply: tx => asked(tx, sql`authz.set_agency_active(${agency.id}, true, ${source})`),
  }),
})

export const agencyChanges: readonly Change[] = [add, rename, deactivate, reactivate]
