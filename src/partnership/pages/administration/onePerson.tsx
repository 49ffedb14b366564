import { SummaryList } from '../../../design/summaryList.tsx'
import { dateText } from '../../../language/format.ts'
import { countSessions } from '../../administration/store/agencies.ts'
import { findAccount, isLive, type Account } from '../../administration/store/people.ts'
import { counted, lastDayText } from '../../administration/words.ts'
import { Actions, Link, List, Standing } from './list.tsx'
import { standingOfAccount } from './people.tsx'
import { asAdministrator, home, show, type C } from './shell.tsx'

const place = '/administration/people'

export async function showPerson(c: C, said: string | undefined) {
  const { kernel, viewer } = c.var
  const account = await asAdministrator(c, tx => findAccount(tx, c.req.param('id') ?? ''))
  if (!account) return c.var.absent()
  const sessions = await countSessions(kernel, viewer, { staffId: account.id })
  const page = { title: account.name, crumbs: [home, { text: 'People', href: place }], said }
  return show(
    c,
    page,
    <AccountView account={account} sessions={sessions} now={kernel.now()} isOwn={account.id === viewer.staffId} />,
  )
}

type AccountViewProps = { account: Account; sessions: number; now: Date; isOwn: boolean }

function AccountView({ account, sessions, now, isOwn }: AccountViewProps) {
  const here = `${place}/${account.id}`
  const live = isLive(account, now)
  const signsIn = account.isSystem
    ? 'A system: nobody signs in with it'
    : account.isBound
      ? 'Has signed in'
      : 'Waits for the first sign-in with this address'
  const rows = [
    { key: 'State', text: <Standing word={standingOfAccount(account, now)} /> },
    { key: 'Agency', text: account.agencyActive ? account.agencyName : `${account.agencyName} (deactivated)` },
    { key: 'Email', text: account.email || 'None' },
    { key: 'Sign-in', text: signsIn },
    { key: 'Since', text: dateText(account.activeFrom) },
    ...(account.activeUntil ? [{ key: 'Ended', text: dateText(account.activeUntil) }] : []),
    { key: 'Last day of vetting', text: lastDayText(account.vettingUntil) },
    { key: 'Last day of training', text: lastDayText(account.trainingUntil) },
    { key: 'Signed in now', text: counted(sessions, 'session') },
  ]
  return (
    <>
      <SummaryList rows={rows.map(({ key, text }) => ({ key: { text: key }, value: { text } }))} />
      {isOwn ? (
        <p class="govuk-body">
          This is your own account: another administrator changes its roles and dates, and ends it.
        </p>
      ) : undefined}
      <h2 class="govuk-heading-m">Roles</h2>
      <Roles account={account} now={now} here={here} />
      <Actions
        items={[
          live && !isOwn && !account.isSystem && { text: 'Give a role or change its dates', href: `${here}/role` },
          live && !isOwn && { text: 'Change vetting and training', href: `${here}/clearance` },
          live && !isOwn && { text: 'End the account', href: `${here}/end` },
          !live && { text: 'Reopen the account', href: `${here}/reopen` },
          { text: 'History', href: `/administration/history?about=${account.id}` },
        ]}
      />
    </>
  )
}

function Roles({ account, now, here }: { account: Account; now: Date; here: string }) {
  return (
    <List
      label="Roles"
      head={['Role', 'First day', 'Last day', 'Given by', 'State', 'Change']}
      empty="This account has no role"
      rows={account.appointments.map(({ role, title, from, until, grantedBy }) => {
        const word = until !== null && until <= now ? 'ended' : from > now ? 'future' : 'live'
        return {
          key: role,
          cells: [
            title,
            dateText(from),
            lastDayText(until),
            grantedBy ?? 'Set-up',
            <Standing word={word} />,
            word === 'ended' ? (
              ''
            ) : (
              <Link href={`${here}/roles/${role}/end`} label={`End ${title}`}>
                End
              </Link>
            ),
          ],
        }
      })}
    />
  )
}
