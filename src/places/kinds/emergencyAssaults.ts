import { sql } from 'kysely'
import { londonInstant } from '../../imports/fields.ts'
import type { Fields } from '../../imports/fields.ts'
import { plainName } from '../../imports/header.ts'
import { importKind } from '../../imports/importKind.ts'
import type { Store } from '../../imports/importKind.ts'
import { validNhsNumber } from '../../people/identifiers.ts'
import { EqualRows } from './equalRows.ts'
import { lastOfEach, resultsOf } from './publishedFile.ts'

type Assault = ReturnType<ReturnType<typeof reader>>

const source = 'emergency department assaults'
const home = 'Home'

/**
 * Information Sharing to Tackle Violence (ISB 1594): when, how and where somebody was hurt, never who. A file that tells
 * who anybody is is refused whole, and nothing of it is kept; a place may be described only when it is not a home.
 */
export const emergencyAssaults = importKind<Assault>({
  code: 'emergency-assaults',
  title: 'Assaults seen in an emergency department',
  about: 'When, how and where people were hurt, without anything that tells who they are. A file that holds names, dates of birth, NHS numbers or home addresses is refused whole.',
  agencyKinds: ['health'],
  purpose: 'place_problem_solving',
  columns: [
    { name: 'Reporting Period Start Date' }, { name: 'Reporting Period End Date' }, { name: 'Site Code' },
    { name: 'Arrival Date' }, { name: 'Arrival Time' }, { name: 'Assault Date' }, { name: 'Assault Time' },
    { name: 'Assault Method' }, { name: 'Assault Method Other Description' }, { name: 'Assault Location Type' },
    { name: 'Assault Location Description' },
  ],
  refuseHeader: header => {
    const personal = header.filter(isPersonal)
    return personal.length === 0
      ? undefined
      : `${aboutPeople} Take out: ${personal.map(name => name.slice(0, 60)).join(', ')}.`
  },
  refuseRow: cells => cells.some(tellsWho) ? aboutPeople : undefined,
  begin: reader,
  store: storeAssaults,
})

const aboutPeople = 'The file tells who people are, and nothing of it was kept. Names, dates of birth, NHS numbers and home addresses must not be sent.'

const personalWords = /name|birth|dob|nhs|address|postcode|postalcode|patient|surname|forename|gpcode|phone|email|hospitalnumber|mrn|nextofkin/

function isPersonal(column: string): boolean {
  return personalWords.test(plainName(column))
}

const saysWho = /\b(?:d\.?o\.?b|born|date of birth|nhs (?:no|num)|patient|mr|mrs|miss|ms|dr)\b\.?[ :]|@[a-z0-9-]+\.|\b0\d{9,10}\b/i
const homeWords = /\b(?:his|her|their|own|patient'?s?) (?:home|house|flat|address)\b|\bhome address\b|\blives at\b/i

/** An NHS number however it is written, a date of birth said to be one, a title before a name, a number to ring. */
function tellsWho(cell: string): boolean {
  const numbers = cell.match(/\b\d{3}[ -]?\d{3}[ -]?\d{4}\b/g) ?? []
  return numbers.some(validNhsNumber) || saysWho.test(cell) || homeWords.test(cell)
}

function reader() {
  const equal = new EqualRows()
  return (fields: Fields) => {
    const from = fields.neededDay('Reporting Period Start Date')
    const until = fields.neededDay('Reporting Period End Date')
    if (until < from) fields.wrong('Reporting Period End Date', 'is before the start')
    const locationType = fields.needed('Assault Location Type')
    const description = fields.text('Assault Location Description')
    if (description !== '' && new RegExp(home, 'i').test(locationType))
      fields.wrong('Assault Location Description', 'must be empty when the place is a home')
    const row = {
      siteCode: fields.needed('Site Code'), month: `${from.slice(0, 7)}-01`,
      arrivedAt: arrivalOf(fields), assaultedAt: neededTime(fields),
      method: fields.needed('Assault Method'), methodOther: fields.text('Assault Method Other Description') || null,
      locationType, locationDescription: description || null,
    }
    if (row.arrivedAt !== null && row.arrivedAt < row.assaultedAt) fields.wrong('Assault Date', 'is after the arrival')
    return { sourceId: fields.problems.length > 0 ? '' : equal.idOf(JSON.stringify(row)), ...row }
  }
}

function neededTime(fields: Fields): string {
  const day = fields.neededDay('Assault Date')
  return londonInstant(`${day}T${timeOf(fields, 'Assault Time', fields.needed('Assault Time'))}`)
}

function arrivalOf(fields: Fields): string | null {
  const day = fields.day('Arrival Date')
  const time = fields.text('Arrival Time')
  return day === undefined || time === '' ? null : londonInstant(`${day}T${timeOf(fields, 'Arrival Time', time)}`)
}

function timeOf(fields: Fields, column: string, text: string): string {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?$/.exec(text) ?? []
  if (hour !== undefined && minute !== undefined) return `${hour}:${minute}:00`
  if (text !== '') fields.wrong(column, 'is not a time, such as 22:15')
  return '00:00:00'
}

async function storeAssaults({ tx }: Store, rows: readonly Assault[]) {
  const given = JSON.stringify(lastOfEach(rows).map(row => ({
    source_id: row.sourceId, site_code: row.siteCode, month: row.month, arrived_at: row.arrivedAt,
    assaulted_at: row.assaultedAt,
    method: row.method, method_other: row.methodOther, location_type: row.locationType,
    location_description: row.locationDescription,
  })))
  const { rows: touched } = await sql<{ id: string }>`
    select id from authz.import_assaults(${source}, ${given}::json) as t(id)`.execute(tx)
  return resultsOf(rows, touched.map(({ id }) => id))
}

