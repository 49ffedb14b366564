const zone = 'Europe/London'

/** "17:30", "17.30", "1730", "5:30pm", "5 pm", "midnight", "midday"; as hours and minutes of a day. */
export function timeFrom(text: string): string | undefined {
  const plain = text.toLowerCase().replaceAll(/[\s.]/gv, sign => sign === '.' ? ':' : '')
  if (plain === 'midnight') return '00:00'
  if (plain === 'midday' || plain === 'noon') return '12:00'
  const [, hourText = '', minuteText, half] = /^(\d{1,2})(?::?(\d{2}))?(am|pm)?$/v.exec(plain.replace(/([ap]):m:?$/v, '$1m')) ?? []
  if (hourText === '' || (!minuteText && !half)) return undefined
  const [hours, minutes] = [Number(hourText), Number(minuteText ?? 0)]
  if (minutes > 59 || (half ? hours < 1 || hours > 12 : hours > 23)) return undefined
  const hour = half ? hours % 12 + (half === 'pm' ? 12 : 0) : hours
  return `${String(hour).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}

/** A day of the calendar from three typed numbers, or nothing if there is no such day. */
export function dayFromParts(day: string, month: string, year: string): string | undefined {
  if (![day, month].every(part => /^\d{1,2}$/v.test(part)) || !/^\d{4}$/v.test(year)) return undefined
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${text}T00:00:00Z`)
  return Number(year) >= 1900 && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined
}

/** The instant at which a clock in London shows this; an hour that comes twice is the first of them. */
export function instantOf(day: string, time: string): Date {
  return new Date(Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone).epochMilliseconds)
}

/** What a clock in London shows at an instant, as the fields of a form have it. */
export function partsOf(at: Date): Readonly<Record<'day' | 'month' | 'year' | 'time', string>> {
  const [date = '', time = ''] = at.toLocaleString('sv-SE', { timeZone: zone }).split(' ')
  const [year = '', month = '', day = ''] = date.split('-')
  return { day: String(Number(day)), month: String(Number(month)), year, time: time.slice(0, 5) }
}
