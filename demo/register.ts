import { getAgency } from './agencies.ts'
import type { ErrorModel } from './agencyErrors.ts'
import { agencyReferenceOf, getErrorModel } from './agencyErrors.ts'
import type { DayNumber } from './calendar.ts'
import { dayText, partsOf } from './calendar.ts'
import type { Chance } from './chance.ts'
import { isNhsNumber } from './identifiers.ts'
import type { Life } from './life.ts'
import { pickHowToHelp } from './needs.ts'
import { listFamilyNameVariants, listGivenNameVariants, mistype } from './nameVariants.ts'
import type { TrueOwner, TrueStay, WrongIdentifier } from './truth.ts'
import type {
  Agency, AgencyCode, Day, IdentifierKind, RelationshipKind, SourceAddress, SourceIdentifier, SourceNeed,
  SourceRecord, SourceRelationship,
} from './types.ts'

/** Writes people down the way each agency would, and remembers in secret who they are. */
export class Register {
  readonly records: SourceRecord[] = []
  readonly identifiers: SourceIdentifier[] = []
  readonly addresses: SourceAddress[] = []
  readonly needs: SourceNeed[] = []
  readonly relationships: SourceRelationship[] = []
  readonly owners: TrueOwner[] = []
  readonly wrongIdentifiers: WrongIdentifier[] = []
  private readonly related = new Set<string>()
  private readonly chance: Chance
  private readonly place: { index: number; of: number }

  constructor(chance: Chance, place: { index: number; of: number }) {
    this.chance = chance
    this.place = place
  }

  /** The agency's record of this person, made on the day when it is first needed. */
  recordOf(code: AgencyCode, life: Life, day: DayNumber): SourceRecord {
    const known = life.records.get(code)
    const isDuplicate = known !== undefined && code === 'police' && this.chance.whether(6)
    if (known && !isDuplicate) {
      const since = dayText(day)
      if (since < known.heldSinceOn) known.heldSinceOn = since
      return known
    }
    const record = this.write(getAgency(code), life, day)
    life.records.set(code, record)
    return record
  }

  relate(kind: RelationshipKind, record: SourceRecord, other: SourceRecord): void {
    const key = `${record.id}${other.id}`
    if (this.related.has(key)) return
    this.related.add(key)
    this.relationships.push({
      id: this.chance.uuid(), agencyId: record.agencyId, recordId: record.id, relatedRecordId: other.id, kind,
    })
  }

  private write(agency: Agency, life: Life, day: DayNumber): SourceRecord {
    const { chance } = this
    const { person } = life
    const errors = getErrorModel(agency.code, agency.kind)
    const familyName = this.familyNameAs(life, errors)
    const record: SourceRecord = {
      id: chance.uuid(),
      agencyId: agency.id,
      agencyCode: agency.code,
      agencyReference: agencyReferenceOf(agency.code, this.records.length * this.place.of + this.place.index + 1),
      version: 1,
      givenName: this.givenNameAs(life, errors),
      familyName,
      knownAs: chance.whether(400) ? person.knownAs : null,
      formerFamilyName: person.formerFamilyName !== familyName && chance.whether(350) ? person.formerFamilyName : null,
      bornOn: this.bornOnAs(life, errors),
      sex: chance.whether(4) ? null : person.sex,
      ethnicity: chance.whether(errors.ethnicityMissing) ? null : person.ethnicity,
      lookedAfter: ['council', 'health', 'school'].includes(agency.kind) ? person.lookedAfter : null,
      schoolCode: agency.kind === 'housing' ? null : person.schoolCode,
      hasSafeAddress: person.hasSafeAddress,
      heldSinceOn: dayText(Math.max(day, life.bornOn)),
    }
    this.records.push(record)
    const matchable = this.identify(record, life, errors)
    this.house(record, life, errors)
    this.describeNeeds(record, life, agency)
    this.owners.push({ recordId: record.id, personId: person.id, knownToIndex: matchable || chance.whether(480) })
    return record
  }

  private givenNameAs({ person }: Life, errors: ErrorModel): string {
    const { chance } = this
    if (person.knownAs !== null && chance.whether(errors.knownAs)) return person.knownAs
    const others = listGivenNameVariants(person.givenName)
    const name = others.length > 0 && chance.whether(errors.otherSpelling) ? chance.pick(others) : person.givenName
    return chance.whether(errors.mistyped) ? mistype(chance, name) : name
  }

  private familyNameAs({ person }: Life, errors: ErrorModel): string {
    const { chance } = this
    if (person.formerFamilyName !== null && chance.whether(errors.formerName * 8)) return person.formerFamilyName
    const others = listFamilyNameVariants(person.familyName)
    const isOther = others.length > 0 && chance.whether(errors.otherSpelling * 2)
    const name = isOther ? chance.pick(others) : person.familyName
    return chance.whether(errors.mistyped) ? mistype(chance, name) : name
  }

  private bornOnAs({ person, bornOn }: Life, errors: ErrorModel): Day | null {
    const { chance } = this
    if (chance.whether(errors.birthDayMissing)) return null
    if (chance.whether(errors.birthDayOneOff)) return dayText(bornOn - 1)
    const { year, month, day } = partsOf(bornOn)
    if (day > 12 || day === month || !chance.whether(errors.dayAndMonthSwapped * 3)) return person.bornOn
    return `${year}-${String(day).padStart(2, '0')}-${String(month).padStart(2, '0')}`
  }

  /** Whether the numbers on the record are enough to recognise the person exactly. */
  private identify(record: SourceRecord, life: Life, errors: ErrorModel): boolean {
    const { chance } = this
    const { nhsNumber, upn } = life.person
    const isRight = [
      chance.whether(errors.nhsNumber) ? this.number(record, 'nhs_number', { true: nhsNumber, life }) : false,
      upn !== null && chance.whether(errors.pupilNumber) ? this.number(record, 'upn', { true: upn, life }) : false,
    ]
    return isRight.includes(true)
  }

  /** Only the council's system has wrong numbers: slips of the keyboard, and numbers of a sibling. */
  private number(
    record: SourceRecord, kind: IdentifierKind, { true: value, life }: { true: string; life: Life },
  ): boolean {
    const { chance } = this
    const id = chance.uuid()
    const sibling = life.siblings[0]
    const isCouncil = record.agencyCode === 'childrens_services' && kind === 'nhs_number'
    if (isCouncil && sibling && chance.whether(life.person.twinId === null ? 4 : 60)) {
      this.identifiers.push({ id, recordId: record.id, kind, value: sibling.person.nhsNumber })
      this.wrongIdentifiers.push({ identifierId: id, why: 'belongs_to_sibling' })
      return false
    }
    if (isCouncil && chance.whether(9)) {
      this.identifiers.push({ id, recordId: record.id, kind, value: withOneWrongDigit(chance, value) })
      this.wrongIdentifiers.push({ identifierId: id, why: 'mistyped' })
      return false
    }
    this.identifiers.push({ id, recordId: record.id, kind, value })
    return true
  }

  private house(record: SourceRecord, { person }: Life, errors: ErrorModel): void {
    const { chance } = this
    if (chance.whether(errors.noAddress)) return
    const { stays } = person
    const isBehind = stays.length > 1 && chance.whether(errors.oldAddress)
    const known = isBehind ? stays.slice(0, -1).slice(-1).map((stay) => ({ ...stay, untilOn: null })) : stays
    const kept = record.agencyCode === 'childrens_services' ? known : known.slice(-1)
    for (const stay of kept) this.addresses.push(this.addressOf(record, stay))
  }

  private addressOf(record: SourceRecord, stay: TrueStay): SourceAddress {
    return { id: this.chance.uuid(), recordId: record.id, ...stay, isSealed: record.hasSafeAddress }
  }

  private describeNeeds(record: SourceRecord, { person }: Life, agency: Agency): void {
    const share = agency.kind === 'school' || agency.kind === 'health' ? 900 : agency.kind === 'police' ? 250 : 550
    for (const need of person.needs) {
      if (!this.chance.whether(share)) continue
      this.needs.push({
        id: this.chance.uuid(),
        recordId: record.id,
        ...need,
        howToHelp: pickHowToHelp(this.chance, need.need),
        interpreterLanguage: person.interpreterLanguage,
      })
    }
  }
}

function withOneWrongDigit(chance: Chance, value: string): string {
  for (;;) {
    const at = chance.between(3, 9)
    const wrong = value.slice(0, at) + ((Number(value.charAt(at)) + chance.between(1, 9)) % 10) + value.slice(at + 1)
    if (!isNhsNumber(wrong)) return wrong
  }
}
