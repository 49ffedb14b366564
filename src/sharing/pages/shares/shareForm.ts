import type { Problems } from '../../../design/errorMessage.tsx'
import { isId } from '../../../people/pages/typed.ts'
import { mostDays, usualDays, vitalDays } from '../../share.ts'
import type { Informed } from '../../share.ts'

/** What a form sent, every field as the list of its values. */
export type Fields = Readonly<Record<string, readonly string[]>>

export async function readFields(request: { formData: () => Promise<FormData> }): Promise<Fields> {
  const form = await request.formData()
  const fields: Record<string, string[]> = {}
  for (const [name, value] of form) {
    if (typeof value !== 'string') continue
    const text = value.replaceAll('\r\n', '\n').trim()
    if (text !== '') fields[name] = [...(fields[name] ?? []), text]
  }
  return fields
}

export const oneOf = (fields: Fields, name: string): string => fields[name]?.[0] ?? ''
export const listOf = (fields: Fields, name: string): readonly string[] => fields[name] ?? []

/** A key that the browser sent back, or one that matches no other command. */
export function keyOf(fields: Fields): string {
  const key = oneOf(fields, 'key')
  return /^[\w\-]{8,64}$/v.test(key) ? key : crypto.randomUUID()
}

/** What stands in a draft, as fields again. */
export function fieldsOf(answers: Readonly<Record<string, unknown>>): Fields {
  return Object.fromEntries(
    Object.entries(answers).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? value.filter(each => typeof each === 'string')
        : typeof value === 'string'
          ? [value]
          : [],
    ]),
  )
}

export type AskedToShare = {
  toAgency: string
  toRole: string
  colleague: string
  categories: string[]
  records: string[]
  reason: string
  informed: Informed
  informedWhy: string
  isVital: boolean
  days: number
  conditions: string
  onward: 'none' | 'named'
  onwardTo: string
  answers: string
}

export const endings = [
  ['1', 'Tomorrow'],
  ['7', 'In a week'],
  [String(usualDays), 'In four weeks'],
  ['90', 'In three months'],
  [String(mostDays), 'In a year'],
] as const
const longest = 4_000

/** Whom, what and why: everything else has a careful answer already. */
export function readShare(fields: Fields): { asked: AskedToShare; problems: Problems } {
  const problems: Record<string, string> = {}
  const [toAgency = '', toRole = ''] = oneOf(fields, 'to').split(' ')
  if (!isId(toAgency) || toRole === '') problems['to'] = 'Choose whom you share with'
  const categories = listOf(fields, 'categories').filter(code => /^[a-z_]{3,40}$/v.test(code))
  const records = listOf(fields, 'records').filter(isId)
  if (categories.length + records.length === 0) problems['categories'] = 'Choose what to share'
  const reason = oneOf(fields, 'reason')
  if (reason === '') problems['reason'] = 'Say why they need it'
  const informed = oneOf(fields, 'informed')
  const informedWhy = oneOf(fields, 'informed-why')
  if (!isInformed(informed)) problems['informed'] = 'Say whether the family knows'
  if (informed === 'unsafe' && informedWhy === '')
    problems['informed-why'] = 'Say why telling them would not be safe'
  for (const name of ['reason', 'informed-why', 'conditions', 'onward-to'])
    if (oneOf(fields, name).length > longest) problems[name] = `Use ${longest} characters or fewer`
  const onward = oneOf(fields, 'onward') === 'named' ? 'named' : 'none'
  if (onward === 'named' && oneOf(fields, 'onward-to') === '') problems['onward-to'] = 'Name who may be told'
  const isVital = oneOf(fields, 'vital') === 'yes'
  const answers = oneOf(fields, 'answers')
  return {
    problems,
    asked: {
      toAgency,
      toRole,
      colleague: oneOf(fields, 'colleague'),
      categories,
      records,
      reason,
      informed: isInformed(informed) ? informed : 'no',
      informedWhy,
      isVital,
      days: daysFrom(oneOf(fields, 'days'), isVital),
      conditions: oneOf(fields, 'conditions'),
      onward,
      onwardTo: onward === 'named' ? oneOf(fields, 'onward-to') : '',
      answers: isId(answers) ? answers : '',
    },
  }
}

const isInformed = (word: string): word is Informed => word === 'yes' || word === 'no' || word === 'unsafe'

function daysFrom(text: string, isVital: boolean): number {
  const days = endings.some(([known]) => known === text) ? Number(text) : usualDays
  return isVital ? Math.min(days, vitalDays) : days
}

/** A moment before the last allowed one, so that a slow request is not refused for a second. */
export const untilOf = (days: number, now: Date): Date => new Date(now.getTime() + days * 86_400_000 - 60_000)
