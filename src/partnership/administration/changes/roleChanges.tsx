import { sql } from 'kysely'
import { dateText } from '../../../language/format.ts'
import { asked, invalid, planned, type Change } from '../change.ts'
import { fieldsOf } from '../fields.tsx'
import { reasonedChange, sourceIn } from '../reasonedChange.tsx'
import { countSessions } from '../store/agencies.ts'
import { isLive, listAllRoles, liveAppointments, type Account, type Appointment } from '../store/people.ts'
import { dayFields, endOf, Reading, startOf, todayOf } from '../typed.ts'
import { counted, lastDayText } from '../words.ts'
import { accountOf, onePerson, peopleCrumb, placeOfPerson } from './accountChanges.tsx'

const notYours = 'Another administrator has to change your roles'

const give: Change = {
  code: 'role.give',
  path: `${onePerson}/role`,
  title: 'Give a role',
  crumb: peopleCrumb,
  said: 'The role has been given.',
  begin: async asking => {
    const account = await accountOf(asking)
    const now = asking.kernel.now()
    return account && isLive(account, now) && !account.isSystem ? dayFields('from', todayOf(now)) : undefined
  },
  form: async ({ tx }, typed, problems) => {
    const fields = fieldsOf(typed, problems)
    const roles = await listAllRoles(tx)
    return (
      <>
        {fields.radios(
          { name: 'role', label: 'Role', hint: 'A role that the person holds gets these dates' },
          roles.map(({ code, title, does }) => ({ value: code, text: title, hint: does })),
        )}
        {fields.day({ name: 'from', label: 'First day' })}
        {fields.day({ name: 'until', label: 'Last day (optional)' })}
        {fields.why()}
      </>
    )
  },
  plan: async (asking, typed) => {
    const account = await accountOf(asking)
    const roles = await listAllRoles(asking.tx)
    const reading = new Reading(typed)
    const code = reading.oneOf(
      'role',
      roles.map(role => role.code),
      'Choose a role',
    )
    const from = reading.day('from', 'Enter the first day')
    const until = reading.day('until')
    const source = sourceIn(reading)
    if (from !== undefined && until !== undefined && until < from)
      reading.problems['until'] = 'The last day must not be before the first day'
    if (account?.id === asking.viewer.staffId) reading.problems['role'] = notYours
    const read = reading.result(source)
    if (!read.ok || !account || from === undefined) return invalid(reading.problems)
    const title = roles.find(role => role.code === code)?.title ?? code
    const starts = startOf(from)
    const ends = until === undefined ? null : endOf(until)
    const was = account.appointments.find(({ role }) => role === code)
    return planned({
      title: `${title}: ${account.name}`,
      rows: [
        { key: 'Role', value: title },
        { key: 'First day', value: dateText(from), ...(was && { was: dateText(was.from) }) },
        { key: 'Last day', value: until ? dateText(until) : 'No end', ...(was && { was: lastDayText(was.until) }) },
      ],
      affects: [
        `${account.name} opens what ${account.agencyName} holds for this role, and what agreements give to it.`,
        'Your name is kept as the one who gave it.',
      ],
      button: 'Give role',
      next: placeOfPerson(account),
      apply: tx => asked(tx, sql`authz.appoint(${account.id}, ${code}, ${starts}, ${ends}, ${source})`),
    })
  },
}

const end = reasonedChange<{ account: Account; appointment: Appointment }>({
  code: 'role.end',
  path: `${onePerson}/roles/:role{[a-z_]+}/end`,
  title: 'End a role',
  crumb: peopleCrumb,
  said: 'The role has ended.',
  find: async asking => {
    const account = await accountOf(asking)
    const now = asking.kernel.now()
    const appointment = account?.appointments.find(
      ({ role, until }) => role === asking.params['role'] && (until === null || until > now),
    )
    return account && appointment && { account, appointment }
  },
  decide: async ({ kernel, viewer }, { account, appointment }, source) => {
    const sessions = await countSessions(kernel, viewer, { staffId: account.id, role: appointment.role })
    const others = liveAppointments(account, kernel.now()).filter(({ role }) => role !== appointment.role)
    return {
      title: `End ${appointment.title}: ${account.name}`,
      isWarning: true,
      rows: [{ key: 'Held from', value: dateText(appointment.from) }],
      affects: [
        `${counted(sessions, 'session')} in this role will end at once.`,
        others.length > 0
          ? `${account.name} keeps: ${others.map(({ title }) => title).join(', ')}.`
          : `${account.name} then has no role and cannot sign in.`,
      ],
      button: 'End role',
      next: placeOfPerson(account),
      apply: tx => asked(tx, sql`authz.end_appointment(${account.id}, ${appointment.role}, ${source})`),
    }
  },
})

export const roleChanges: readonly Change[] = [give, end]
