import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { dateText } from '../../../language/format.ts'
import { asked, invalid, planned, type Asking, type Change } from '../change.ts'
import { fieldsOf } from '../fields.tsx'
import { reasonedChange, sourceIn } from '../reasonedChange.tsx'
import { countSessions, listAgencies } from '../store/agencies.ts'
import { findAccount, isLive, listAllRoles, type Account } from '../store/people.ts'
import { dayFields, endOf, lastDayOf, Reading, type Typed } from '../typed.ts'
import { counted, lastDayText } from '../words.ts'

export const peopleCrumb = { text: 'People', href: '/administration/people' }
export const onePerson = '/administration/people/:id{[0-9a-f-]{36}}'
export const placeOfPerson = ({ id, isSystem }: Account) =>
  isSystem ? '/administration/tokens' : `/administration/people/${id}`
export const accountOf = ({ tx, params }: Asking) => findAccount(tx, params['id'] ?? '')

const dayWords = (day: string | undefined) => (day === undefined ? 'No end' : dateText(day))
const endOrNull = (day: string | undefined) => (day === undefined ? null : endOf(day))

async function choicesOf({ tx }: Asking) {
  const agencies = await listAgencies(tx)
  const roles = await listAllRoles(tx)
  return {
    agencies: agencies.filter(({ active }) => active).map(({ id, name }) => ({ value: id, text: name })),
    roles: roles.map(({ code, title, does }) => ({ value: code, text: title, hint: does })),
  }
}

const nameOf = (choices: readonly { value: string; text: string }[], value: string) =>
  choices.find(choice => choice.value === value)?.text ?? value

type Choices = Awaited<ReturnType<typeof choicesOf>>

function readAccount(typed: Typed, choices: Choices) {
  const reading = new Reading(typed)
  return reading.result({
    name: reading.text('name', 'Enter the person’s name'),
    email: reading.shaped(
      'email',
      /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
      'Enter a work email address, like name@example.org',
    ),
    agencyId: reading.oneOf(
      'agency',
      choices.agencies.map(({ value }) => value),
      'Choose an agency',
    ),
    roles: reading.someOf(
      'roles',
      choices.roles.map(({ value }) => value),
      'Choose at least one role',
    ),
    rolesUntil: reading.day('roles_until'),
    vettingUntil: reading.day('vetting_until'),
    trainingUntil: reading.day('training_until'),
    source: sourceIn(reading),
  })
}

const add: Change = {
  code: 'account.add',
  path: '/administration/people/add',
  title: 'Add a person',
  crumb: peopleCrumb,
  said: 'The account has been added.',
  begin: async () => ({}),
  form: async (asking, typed, problems) => {
    const fields = fieldsOf(typed, problems)
    const choices = await choicesOf(asking)
    return (
      <>
        {fields.text({ name: 'name', label: 'Full name' })}
        {fields.text({
          name: 'email',
          label: 'Work email address',
          type: 'email',
          hint: 'The first sign-in with this address at the agency’s provider makes the account theirs',
        })}
        {fields.select({ name: 'agency', label: 'Agency' }, choices.agencies)}
        {fields.boxes({ name: 'roles', label: 'Roles', hint: 'What the person is appointed to do' }, choices.roles)}
        {fields.day({ name: 'roles_until', label: 'Last day of these roles (optional)' })}
        {fields.day({
          name: 'vetting_until',
          label: 'Last day of vetting (optional)',
          hint: 'After it the account opens nothing',
        })}
        {fields.day({ name: 'training_until', label: 'Last day of safeguarding training (optional)' })}
        {fields.why()}
      </>
    )
  },
  plan: async (asking, typed) => {
    const choices = await choicesOf(asking)
    const read = readAccount(typed, choices)
    if (!read.ok) return invalid(read.problems)
    const { name, email, agencyId, roles, rolesUntil, vettingUntil, trainingUntil, source } = read.value
    const id = randomUUID()
    return planned({
      title: `Add ${name}`,
      rows: [
        { key: 'Name', value: name },
        { key: 'Email', value: email },
        { key: 'Agency', value: nameOf(choices.agencies, agencyId) },
        { key: 'Roles', value: roles.map(role => nameOf(choices.roles, role)).join(', ') },
        { key: 'Last day of roles', value: dayWords(rolesUntil) },
        { key: 'Last day of vetting', value: dayWords(vettingUntil) },
        { key: 'Last day of training', value: dayWords(trainingUntil) },
      ],
      affects: [
        `${name} can sign in.`,
        `In these roles it opens what ${nameOf(choices.agencies, agencyId)} holds and what agreements give it.`,
        'Your name is kept as the one who gave the roles.',
      ],
      button: 'Add person',
      next: `/administration/people/${id}`,
      apply: tx =>
        asked(
          tx,
          sql`authz.add_staff(${id}, ${agencyId}, ${name}, ${email}, false, ${roles}::text[],
        ${endOrNull(rolesUntil)}, ${endOrNull(vettingUntil)}, ${endOrNull(trainingUntil)}, ${source})`,
        ),
    })
  },
}

const clearance: Change = {
  code: 'account.clearance',
  path: `${onePerson}/clearance`,
  title: 'Change vetting and training',
  crumb: peopleCrumb,
  said: 'The dates have been changed.',
  begin: async asking => {
    const account = await accountOf(asking)
    return (
      account && {
        ...dayFields('vetting_until', account.vettingUntil ? lastDayOf(account.vettingUntil) : undefined),
        ...dayFields('training_until', account.trainingUntil ? lastDayOf(account.trainingUntil) : undefined),
      }
    )
  },
  form: async (_, typed, problems) => {
    const fields = fieldsOf(typed, problems)
    const hint = 'Leave it empty if there is no end'
    return (
      <>
        {fields.day({ name: 'vetting_until', label: 'Last day of vetting', hint })}
        {fields.day({ name: 'training_until', label: 'Last day of safeguarding training', hint })}
        {fields.why()}
      </>
    )
  },
  plan: async (asking, typed) => {
    const account = await accountOf(asking)
    const reading = new Reading(typed)
    const [vetting, training, source] = [
      reading.day('vetting_until'),
      reading.day('training_until'),
      sourceIn(reading),
    ]
    if (account?.id === asking.viewer.staffId)
      reading.problems['source'] = 'Another administrator has to change your vetting and training'
    const read = reading.result(source)
    if (!read.ok || !account) return invalid(reading.problems)
    return planned({
      title: `Vetting and training of ${account.name}`,
      rows: [
        { key: 'Last day of vetting', was: lastDayText(account.vettingUntil), value: dayWords(vetting) },
        { key: 'Last day of training', was: lastDayText(account.trainingUntil), value: dayWords(training) },
      ],
      affects: [`From the day after the earlier of the two, ${account.name} opens nothing, in any role.`],
      button: 'Change dates',
      next: placeOfPerson(account),
      apply: tx =>
        asked(
          tx,
          sql`authz.set_clearance(${account.id}, ${endOrNull(vetting)}, ${endOrNull(training)}, ${source})`,
        ),
    })
  },
}

const end = reasonedChange<Account>({
  code: 'account.end',
  path: `${onePerson}/end`,
  title: 'End an account',
  crumb: peopleCrumb,
  said: 'The account has ended and its sessions with it.',
  find: async asking => {
    const account = await accountOf(asking)
    return account && isLive(account, asking.kernel.now()) ? account : undefined
  },
  decide: async ({ kernel, viewer }, account, source) => {
    if (account.id === viewer.staffId) return 'Another administrator has to end your account'
    const sessions = await countSessions(kernel, viewer, { staffId: account.id })
    return {
      title: `End the account of ${account.name}`,
      isWarning: true,
      rows: [
        { key: 'Agency', value: account.agencyName },
        { key: 'Roles', value: account.appointments.map(({ title }) => title).join(', ') },
      ],
      affects: [
        `${account.name} can no longer sign in.`,
        `${counted(sessions, 'session')} will end at once, and tokens stop working.`,
        'What they recorded stays, under their name. Work that is allocated to them has to be given to somebody else.',
      ],
      button: 'End account',
      next: placeOfPerson(account),
      apply: tx => asked(tx, sql`authz.end_account(${account.id}, ${source})`),
    }
  },
})

const reopen = reasonedChange<Account>({
  code: 'account.reopen',
  path: `${onePerson}/reopen`,
  title: 'Reopen an account',
  crumb: peopleCrumb,
  said: 'The account is open again.',
  find: async asking => {
    const account = await accountOf(asking)
    return account && !isLive(account, asking.kernel.now()) ? account : undefined
  },
  decide: async (_, account, source) => ({
    title: `Reopen the account of ${account.name}`,
    rows: [{ key: 'Agency', value: account.agencyName }],
    affects: [`${account.name} can sign in again, in the roles that have not ended.`],
    button: 'Reopen account',
    next: placeOfPerson(account),
    apply: tx => asked(tx, sql`authz.reopen_account(${account.id}, ${source})`),
  }),
})

export const accountChanges: readonly Change[] = [add, clearance, end, reopen]
