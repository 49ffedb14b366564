import { sql } from 'kysely'
import { reloadClockBook } from '../../../kernel/clocks.ts'
import { dateText } from '../../../language/format.ts'
import { asked, invalid, planned, type Change } from '../change.ts'
import { fieldsOf } from '../fields.tsx'
import { reasonedChange } from '../reasonedChange.tsx'
import { listHolidays, type Holiday } from '../store/reference.ts'
import { Reading } from '../typed.ts'

const crumb = { text: 'Bank holidays', href: '/administration/reference/bank-holidays' }
const kept = 'Running clocks keep their deadlines; only clocks that start from now on count the change.'

const add: Change = {
  code: 'holiday.add',
  path: '/administration/reference/bank-holidays/add',
  title: 'Add a bank holiday',
  crumb,
  said: 'The day has been added.',
  begin: async () => ({}),
  form: async (_, typed, problems) => {
    const on = fieldsOf(typed, problems)
    return (
      <>
        {on.day({ name: 'day', label: 'Day', hint: 'England and Wales' })}
        {on.text({ name: 'title', label: 'Name of the day' })}
        {on.area({ name: 'source', label: 'Source', hint: 'The proclamation or Act', rows: 2 })}
      </>
    )
  },
  plan: async (asking, typed) => {
    const reading = new Reading(typed)
    const day = reading.day('day', 'Enter the day')
    const title = reading.text('title', 'Enter the name of the day')
    const source = reading.text('source', 'Enter the source', 500)
    if (day !== undefined && (await listHolidays(asking.tx)).some(({ heldOn }) => heldOn === day))
      reading.problems['day'] = 'This day is already a bank holiday'
    const read = reading.result(source)
    if (!read.ok || day === undefined) return invalid(reading.problems)
    return planned({
      title: `Add ${title}, ${dateText(day)}`,
      button: 'Add day',
      next: crumb.href,
      rows: [
        { key: 'Day', value: dateText(day) },
        { key: 'Source', value: source },
      ],
      affects: ['Everybody whose deadline is counted in working days: the day does not count.', kept],
      apply: tx => asked(tx, sql`authz.add_bank_holiday(${day}::date, ${title}, ${source})`),
      afterwards: () => reloadClockBook(asking.kernel),
    })
  },
}

const remove = reasonedChange<Holiday>({
  code: 'holiday.remove',
  path: '/administration/reference/bank-holidays/:day{[0-9-]{10}}/remove',
  title: 'Remove a bank holiday',
  crumb,
  said: 'The day has been removed.',
  find: async ({ tx, params }) => (await listHolidays(tx)).find(({ heldOn }) => heldOn === params['day']),
  decide: async ({ kernel }, holiday, source) => ({
    title: `Remove ${holiday.title}, ${dateText(holiday.heldOn)}`,
    isWarning: true,
    button: 'Remove day',
    next: crumb.href,
    rows: [{ key: 'Source', value: holiday.source }],
    affects: ['Everybody whose deadline is counted in working days: the day counts again.', kept],
    apply: tx => asked(tx, sql`authz.remove_bank_holiday(${holiday.heldOn}::date, ${source})`),
    afterwards: () => reloadClockBook(kernel),
  }),
})

export const holidayChanges: readonly Change[] = [add, remove]
