/** The kinds of number that an agency may know a person by; the words of the column `identifier.kind`. */
export type IdentifierKind = 'nhs_number' | 'upn' | 'pnc_id' | 'local_id' | 'urn' | 'other'

export type Identifier = { kind: IdentifierKind; value: string }

export const identifierTitles: Record<IdentifierKind, string> = {
  nhs_number: 'NHS number',
  upn: 'Unique pupil number',
  pnc_id: 'Police national computer number',
  local_id: 'Local number',
  urn: 'Reference number',
  other: 'Other number',
}

/** Only these link records without anybody's decision. */
export const linkingKinds: readonly IdentifierKind[] = ['nhs_number', 'upn']

/** A number as it is stored and compared: capitals, no spaces or hyphens inside. */
export function normalIdentifier(value: string): string {
  return value.normalize('NFKC').toUpperCase().replace(/[\s.\u2010-\u2013-]/g, '')
}

/** NHS data dictionary: weights 10 to 2 over nine digits, modulus 11; a check digit of 10 does not exist. */
export function validNhsNumber(value: string): boolean {
  const digits = normalIdentifier(value)
  if (!/^\d{10}$/.test(digits)) return false
  const sum = Array.from(digits.slice(0, 9)).reduce((total, digit, place) => total + Number(digit) * (10 - place), 0)
  return (11 - sum % 11) % 11 === Number(digits[9])
}

const pupilCheckLetters = 'ABCDEFGHJKLMNPQRTUVWXYZ'

/** DfE: a check letter and twelve characters, the last of which may be a letter in a temporary number. */
export function validUpn(value: string): boolean {
  const upn = normalIdentifier(value)
  if (!/^[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]$/.test(upn)) return false
  const sum = Array.from(upn.slice(1)).reduce((total, sign, place) => total + pupilDigit(sign) * (place + 2), 0)
  return pupilCheckLetters[sum % 23] === upn[0]
}

/** A temporary number ends in a letter, which counts as its place among the check letters. */
function pupilDigit(sign: string): number {
  return /\d/.test(sign) ? Number(sign) : pupilCheckLetters.indexOf(sign)
}

export function validIdentifier({ kind, value }: Identifier): boolean {
  if (kind === 'nhs_number') return validNhsNumber(value)
  return kind === 'upn' ? validUpn(value) : normalIdentifier(value) !== ''
}

/** What a number that somebody typed may be: the checked kinds if its check holds, else any agency's own number. */
export function identifierKindsOf(value: string): IdentifierKind[] {
  if (validNhsNumber(value)) return ['nhs_number', 'local_id', 'urn', 'other']
  if (validUpn(value)) return ['upn']
  return ['pnc_id', 'local_id', 'urn', 'other']
}

/** "999 000 0018", as it is read aloud. */
export function identifierText({ kind, value }: Identifier): string {
  return kind === 'nhs_number' && value.length === 10
    ? `${value.slice(0, 3)} ${value.slice(3, 6)} ${value.slice(6)}`
    : value
}
