import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { layDownOffice } from '../demo/loadOffice.ts'
import { layDownFormKinds } from '../src/notifications/formKinds/starterFormKinds.ts'
import { tokensOf } from '../src/people/nameTokens.ts'

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

/** The small partnership of the tests: fixed ids, so that a test can name what it asks for. */
export const partnershipId = id(1)
export const agencies = {
  police: id(11), council: id(12), schoolA: id(13), schoolB: id(14), hospital: id(15), youthJustice: id(16),
  mentoring: id(17), violenceReduction: id(18), office: id(19), home: id(20), advocacy: id(21),
} as const
export const staff = {
  officer: id(101), detective: id(102), custody: id(103), frontDoor: id(104), frontDoorManager: id(105), socialWorker: id(106),
  schoolLeadA: id(107), schoolLeadB: id(108), nurse: id(109), youthJustice: id(110), mentor: id(111), analyst: id(112),
  governance: id(113), chair: id(114), administrator: id(115), secondOfficer: id(116),
  privacyPolice: id(117), privacyCouncil: id(118), seniorPolice: id(119), seniorCouncil: id(120),
  locate: id(121), inspector: id(122), superintendent: id(123), homeWorker: id(124), returnInterviewer: id(125),
  appropriateAdult: id(126), liaison: id(127), earlyHelp: id(128), programmeWorker: id(129),
} as const
export type Persona = keyof typeof staff
export const people = { child: id(1001), sibling: id(1002), sealed: id(1003), stranger: id(1004), parent: id(1005) } as const

export const roles: Record<Persona, string> = {
  officer: 'neighbourhood_officer', secondOfficer: 'neighbourhood_officer', detective: 'exploitation_detective', custody: 'custody_sergeant',
  frontDoor: 'front_door_worker', frontDoorManager: 'front_door_manager', socialWorker: 'social_worker', schoolLeadA: 'safeguarding_lead',
  schoolLeadB: 'safeguarding_lead', nurse: 'emergency_nurse', youthJustice: 'youth_justice_worker', mentor: 'mentor', analyst: 'analyst',
  governance: 'information_governance_lead', chair: 'board_chair', administrator: 'administrator',
  privacyPolice: 'privacy_officer', privacyCouncil: 'privacy_officer', seniorPolice: 'senior_officer', seniorCouncil: 'senior_officer',
  locate: 'locate_officer', inspector: 'inspector', superintendent: 'superintendent', homeWorker: 'residential_carer',
  returnInterviewer: 'return_interviewer', appropriateAdult: 'appropriate_adult', liaison: 'liaison_practitioner',
  earlyHelp: 'early_help_worker', programmeWorker: 'programme_worker',
}
export const agencyOf: Record<Persona, string> = {
  officer: agencies.police, secondOfficer: agencies.police, detective: agencies.police, custody: agencies.police, frontDoor: agencies.council,
  frontDoorManager: agencies.council, socialWorker: agencies.council, schoolLeadA: agencies.schoolA, schoolLeadB: agencies.schoolB,
  nurse: agencies.hospital, youthJustice: agencies.youthJustice, mentor: agencies.mentoring, analyst: agencies.violenceReduction,
  governance: agencies.office, chair: agencies.office, administrator: agencies.office,
  privacyPolice: agencies.police, privacyCouncil: agencies.council, seniorPolice: agencies.police, seniorCouncil: agencies.council,
  locate: agencies.police, inspector: agencies.police, superintendent: agencies.police, homeWorker: agencies.home,
  returnInterviewer: agencies.advocacy, appropriateAdult: agencies.advocacy, liaison: agencies.hospital,
  earlyHelp: agencies.council, programmeWorker: agencies.mentoring,
}
const names: Record<Persona, string> = {
  officer: 'Rowan Ashby', secondOfficer: 'Ines Calder', detective: 'Tamsin Orrell', custody: 'Declan Moyle', frontDoor: 'Adaeze Linton',
  frontDoorManager: 'Marian Foxe', socialWorker: 'Jules Pemberly', schoolLeadA: 'Priti Wainman', schoolLeadB: 'Gareth Tolley',
  nurse: 'Soraya Beck', youthJustice: 'Colm Haverty', mentor: 'Kofi Larwood', analyst: 'Edie Marchbank', governance: 'Nadim Rusk',
  chair: 'Helen Travers', administrator: 'Owen Pryce',
  privacyPolice: 'Leonie Marsden', privacyCouncil: 'Tobias Wren', seniorPolice: 'Constance Aldby', seniorCouncil: 'Rafiq Tennison',
  locate: 'Piers Lanyon', inspector: 'Mabli Stroud', superintendent: 'Orla Kestrel', homeWorker: 'Dewi Farrant',
  returnInterviewer: 'Salma Quennell', appropriateAdult: 'Bertie Ashdown', liaison: 'Noor Penhaligon',
  earlyHelp: 'Gwen Tolliver', programmeWorker: 'Femi Larkspur',
}

/** Called once a run on the migrated base database. */
export async function seedBase(url: string): Promise<void> {
  const owner = new Client(url)
  await owner.connect()
  try {
    await layDownOffice(owner, {
      partnershipId, name: 'Wexmere Safer Children Partnership', issuer: 'https://idp.test', today: new Date().toISOString().slice(0, 10),
      agencies: [
        { id: agencies.police, name: 'Wexmere Police', shortName: 'Police', kind: 'police' },
        { id: agencies.council, name: 'Wexmere Council children’s services', shortName: 'Children’s services', kind: 'council', hasFrontDoor: true },
        { id: agencies.schoolA, name: 'Alderbrook School', shortName: 'Alderbrook', kind: 'school' },
        { id: agencies.schoolB, name: 'Thornfold Academy', shortName: 'Thornfold', kind: 'school' },
        { id: agencies.hospital, name: 'Wexmere General Hospital', shortName: 'Hospital', kind: 'health' },
        { id: agencies.youthJustice, name: 'Wexmere Youth Justice Service', shortName: 'Youth justice', kind: 'youth_justice' },
        { id: agencies.mentoring, name: 'Lantern Mentoring', shortName: 'Lantern', kind: 'community' },
        { id: agencies.violenceReduction, name: 'Wexmere Violence Reduction Unit', shortName: 'Violence reduction', kind: 'policing_body' },
        { id: agencies.office, name: 'Wexmere partnership office', shortName: 'Partnership', kind: 'partnership' },
        { id: agencies.home, name: 'Rowan House children’s home', shortName: 'Rowan House', kind: 'care' },
        { id: agencies.advocacy, name: 'Harbour Advocacy', shortName: 'Harbour', kind: 'community' },
      ],
      staff: personas.map(persona => ({
        id: staff[persona], agencyId: agencyOf[persona], name: names[persona], role: roles[persona], subject: persona,
        email: `${persona}@wexmere.example`,
      })),
    })
    await layDownFormKinds(owner, partnershipId, agencies.council)
    await seedPeople(owner)
  } finally {
    await owner.end()
  }
}

const personas = Object.keys(staff).filter((key): key is Persona => key in roles)

type SeedRecord = { agency: string; person: string; names: readonly [given: string, family: string]; bornOn: string; sex: string }

async function seedPeople(owner: Client): Promise<void> {
  await owner.query('insert into person (partnership_id, id) select $1, unnest($2::uuid[])', [partnershipId, Object.values(people)])
  const year = new Date().getUTCFullYear()
  const child = { person: people.child, names: ['Teo', 'Marlowe'], bornOn: `${year - 14}-03-05`, sex: 'male' } as const
  const sealed = { person: people.sealed, names: ['Wren', 'Haddow'], bornOn: `${year - 13}-01-30`, sex: 'female' } as const
  const records: SeedRecord[] = [
    ...[agencies.police, agencies.council, agencies.schoolA].map(agency => ({ ...child, agency })),
    { agency: agencies.schoolA, person: people.sibling, names: ['Isla', 'Marlowe'], bornOn: `${year - 11}-08-19`, sex: 'female' },
    ...[agencies.council, agencies.police].map(agency => ({ ...sealed, agency })),
    { agency: agencies.schoolB, person: people.stranger, names: ['Kai', 'Ostrander'], bornOn: `${year - 15}-11-02`, sex: 'male' },
    { agency: agencies.council, person: people.parent, names: ['Dana', 'Marlowe'], bornOn: `${year - 38}-06-14`, sex: 'female' },
  ]
  for (const record of records) await addRecord(owner, record)
  await owner.query(`insert into authz.block (partnership_id, person_id, kind) values ($1, $2, 'seal')`, [partnershipId, people.sealed])
}

async function addRecord(owner: Client, { agency, person, names: [givenName, familyName], bornOn, sex }: SeedRecord): Promise<void> {
  const record = randomUUID()
  await owner.query(
    `insert into source_record (partnership_id, id, person_id, cell, source, source_id, given_name, family_name, birth_on, sex)
     select $1, $2::uuid, $3, c.id, 'seed', ($2::uuid)::text, $4, $5, $6, $7 from cell c
     where partnership_id = $1 and agency_id = $8 and category = 'identity' and tier = 0`,
    [partnershipId, record, person, givenName, familyName, bornOn, sex, agency])
  await owner.query(
    `insert into name_token (partnership_id, token, person_id, cell, source_record_id)
     select $1, unnest($2::text[]), $3, c.id, $4 from cell c
     where partnership_id = $1 and agency_id = $5 and category = 'identity' and tier = 0`,
    [partnershipId, tokensOf({ givenName, familyName, birthOn: bornOn }), person, record, agency])
}
