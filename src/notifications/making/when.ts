import type { Question } from '../formKind.ts'
import type { Answers } from './answers.ts'
import { textIn } from './answers.ts'

export type When = { at: Date; precision: 'minute' | 'day' }
export type ReadWhen = { ok: true; when: When | undefined } | { ok: false; why: string; field: string }

const zone = 'Europe/London'

/** When it happened, from day, month, year and time as they were typed; days and times are those of London. */
export function readWhen(question: Question, answers: Answers, now: Date): ReadWhen {
  const { id } = question
  const [day, month, year, time] = ['day', 'month', 'year', 'time'].map(part => textIn(answers, `${id}-${part}`))
  const wrong = (why: string, part = 'day'): ReadWhen => ({ ok: false, why, field: `${id}-${part}` })
  if (!day && !month && !year) return time ? wrong('Enter the day as well as the time') : { ok: true, when: undefined }
  const on = dateFrom(day, month, year)
  if (!on) return wrong('Enter a real date, such as 23 11 2026')
  const clock = time ? timeFrom(time) : undefined
  if (time && !clock) return wrong('Enter the time like 17:30 or 5:30pm, or leave it empty', 'time')
  const at = new Date(on.toZonedDateTime({ timeZone: zone, plainTime: clock ?? '00:00' }).epochMilliseconds)
  if (at > now) return wrong('Enter a time that is not in the future', clock ? 'time' : 'day')
  return { ok: true, when: { at, precision: clock ? 'minute' : 'day' } }
}

function dateFrom(day = '', month = '', year = ''): Temporal.PlainDate | undefined {
  if (![day, month, year].every(part => /^\d{1,4}$/.test(part)) || year.length !== 4) return undefined
  try {
    const date = Temporal.PlainDate.from(
      { day: Number(day), month: Number(month), year: Number(year) }, { overflow: 'reject' },
    )
    return date.year >= 1900 ? date : undefined
  } catch {
    return undefined
  }
}

/** "17:30", "17.30", "1730", "5:30pm", "5 pm", "midnight", "midday". */
export function timeFrom(text: string): string | undefined {
  const plain = text.toLowerCase().replaceAll(/[\s.]/g, sign => sign === '.' ? ':' : '')
  if (plain === 'midnight') return '00:00'
  if (plain === 'midday' || plain === 'noon') return '12:00'
  const found = /^(\d{1,2})(?::?(\d{2}))?(am|pm)?$/.exec(plain.replaceAll(/([ap]):m:?$/g, '$1m'))
  if (!found || (!found[2] && !found[3])) return undefined
  const [hours, minutes, half] = [Number(found[1]), Number(found[2] ?? 0), found[3]]
  if (minutes > 59 || (half ? hours < 1 || hours > 12 : hours > 23)) return undefined
  const hour = half ? hours % 12 + (half === 'pm' ? 12 : 0) : hours
  return `${String(hour).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}

/** The four fields of an instant, for a sender that gives one text: "2026-11-23T17:30" or "2026-11-23". */
export function whenFields(id: string, text: string): Answers {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}).*)?$/.exec(inLondon(text))
  if (!found) return { [`${id}-day`]: text }
  const [, year, month, day, time = ''] = found
  return { [`${id}-day`]: day, [`${id}-month`]: month, [`${id}-year`]: year, [`${id}-time`]: time }
}

/** A time with an offset is turned into London's, with its day; one without is London's already. */
function inLondon(text: string): string {
  if (!/T.*(Z|[+-]\d{2}:?\d{2})$/i.test(text)) return text
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? text : at.toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T')
}
