import type { Child } from 'hono/jsx'
import { Button } from '../design/button.tsx'
import { Form } from '../design/form.tsx'
import { Radios } from '../design/radios.tsx'
import { Table } from '../design/table.tsx'
import { dateTimeText } from '../language/format.ts'
import type { RoleChoice } from '../kernel/signIn/account.ts'
import type { Reason, SignInPages } from '../kernel/signIn/pages.ts'
import type { SentForm } from '../kernel/signIn/keptPost.ts'
import type { OwnSession } from '../kernel/signIn/session.ts'

const Heading = ({ children }: { children: Child }) => <h1 class="govuk-heading-l">{children}</h1>
const Text = ({ children }: { children: Child }) => <p class="govuk-body">{children}</p>
const Link = ({ href, children }: { href: string; children: Child }) => <a class="govuk-link" href={href}>{children}</a>

/** The pages of signing in and of everything that stops a request, in the frame of all other pages. */
export const signInPages: SignInPages = {
  chooseProvider: (c, { providers }) => c.var.render({ title: 'Sign in' }, <ProviderList providers={providers} />),
  signInFailed: (c, { again }) => c.var.render(
    { title: 'Signing in did not work', status: 403 }, <SignInFailed again={again} />),
  notSetUp: c => c.var.render({ title: 'Your account is not set up', status: 403 }, <NotSetUp />),
  paused: c => c.var.render({ title: 'Your access is paused', status: 403 }, <Paused />),
  chooseRole: (c, shown) => c.var.render({ title: 'Choose your role' }, <RoleForm {...shown} csrf={c.var.csrf} />),
  signedOut: (c, { elsewhere }) => c.var.render({ title: 'You are signed out' }, <SignedOut elsewhere={elsewhere} />),
  sessions: (c, shown) => c.var.render(
    { title: 'Where you are signed in' }, <SessionList {...shown} csrf={c.var.csrf} />),
  sendAgain: (c, { form, reason, seconds }) => c.var.render(
    { title: said[reason].title, status: said[reason].status },
    <SendAgain form={form} reason={reason} seconds={seconds} csrf={c.var.csrf} />),
  keptWorkGone: c => c.var.render({ title: 'This work is no longer kept', status: 404 }, <KeptWorkGone />),
  tooMany: (c, { seconds }) => c.var.render({ title: 'Too many requests', status: 429 }, <TooMany seconds={seconds} />),
  tooLarge: async (c) => {
    const page = await c.var.render({ title: 'This is too large', status: 422 }, <TooLarge />)
    return new Response(page.body, { status: 413, headers: page.headers })
  },
  forged: c => c.var.render({ title: 'This form could not be used', status: 403 }, <Forged />),
  databaseAway: c => c.var.render({ title: 'Kith cannot reach its database', status: 503 }, <DatabaseAway />),
  notRecorded: c => c.var.render({ title: 'Nothing is shown', status: 503 }, <NotRecorded />),
  readingHeld: (c, { seconds }) => c.var.render({ title: 'Reading is paused', status: 429 }, <ReadingHeld seconds={seconds} />),
  broken: (c, { id }) => c.var.render({ title: 'Something went wrong', status: 500 }, <Broken id={id} />),
}

function ProviderList({ providers }: { providers: { title: string; href: string }[] }) {
  return (
    <>
      <Heading>Sign in</Heading>
      {providers.length === 0
        ? <Text>No agency has been set up to sign in yet. Ask your administrator.</Text>
        : <>
            <Text>Choose where you work. You sign in with your usual work account.</Text>
            <ul class="govuk-list govuk-list--spaced">
              {providers.map(({ title, href }) => <li><Link href={href}>{title}</Link></li>)}
            </ul>
          </>}
    </>
  )
}

function SignInFailed({ again }: { again: string }) {
  return (
    <>
      <Heading>Signing in did not work</Heading>
      <Text>
        It may have taken too long, or your agency’s sign-in page could not be reached. Nothing was changed. Your
        browser must accept cookies from this site.
      </Text>
      <Button href={again} text="Sign in again" />
      <Text>If it happens again, tell your administrator when it happened.</Text>
    </>
  )
}

function NotSetUp() {
  return (
    <>
      <Heading>Your account is not set up</Heading>
      <Text>
        You signed in at your agency, but you have no account in Kith that can be used now. Ask your administrator.
      </Text>
      <Link href="/sign-in">Sign in with another account</Link>
    </>
  )
}

function Paused() {
  return (
    <>
      <Heading>Your access is paused</Heading>
      <Text>Your vetting or your training has run out. Ask your administrator; your drafts are kept.</Text>
    </>
  )
}

type RoleFormProps = { roles: RoleChoice[]; current: string | undefined; returnTo: string; csrf: string }

function RoleForm({ roles, current, returnTo, csrf }: RoleFormProps) {
  return (
    <Form action="/account/role" csrf={csrf}>
      <input type="hidden" name="to" value={returnTo} />
      <Radios
        name="role"
        value={current}
        fieldset={{ legend: { text: 'Choose your role', classes: 'govuk-fieldset__legend--l', isPageHeading: true } }}
        hint={{ text: 'What you can see depends on it. You can change it at any time.' }}
        items={roles.map(({ code, title, does }) => ({ value: code, text: title, hint: { text: does } }))}
      />
      <Button text="Continue" />
    </Form>
  )
}

function SignedOut({ elsewhere }: { elsewhere: string | undefined }) {
  return (
    <>
      <Heading>You are signed out</Heading>
      <Text>Your drafts are kept for when you come back.</Text>
      {elsewhere
        ? <Text>
            You may still be signed in at your agency. On a shared computer, <Link href={elsewhere}>sign out there
            too</Link>.
          </Text>
        : undefined}
      <Button href="/sign-in" text="Sign in" />
    </>
  )
}

type SessionListProps = { sessions: OwnSession[]; currentId: string; roles: number; csrf: string }

function SessionList({ sessions, currentId, roles, csrf }: SessionListProps) {
  const head = ['Browser', 'Role', 'Signed in', 'Last used', 'Action'].map(text => ({ text }))
  return (
    <>
      <Heading>Where you are signed in</Heading>
      <Text>If you do not recognise a browser here, sign out everywhere and tell your administrator.</Text>
      <Text>If you signed in more than ten minutes ago, you sign in once more before you can end a session.</Text>
      <Table
        head={head}
        rows={sessions.map(({ id, browser, roleTitle, createdAt, seenAt }) => [
          { text: browser }, { text: roleTitle || 'Not chosen yet' },
          { text: dateTimeText(createdAt) }, { text: dateTimeText(seenAt) },
          { text: id === currentId ? 'This browser' : <EndForm id={id} browser={browser} csrf={csrf} /> },
        ])}
      />
      <Form action="/sign-out/everywhere" csrf={csrf}>
        <Button text="Sign out everywhere" classes="govuk-button--warning" />
      </Form>
      {roles > 1 ? <Text><Link href="/account/role">Change your role</Link></Text> : undefined}
    </>
  )
}

function EndForm({ id, browser, csrf }: { id: string; browser: string; csrf: string }) {
  return (
    <Form action="/account/sessions/end" csrf={csrf}>
      <input type="hidden" name="id" value={id} />
      <button class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" type="submit">
        Sign out<span class="govuk-visually-hidden"> of {browser}</span>
      </button>
    </Form>
  )
}

type Said = { title: string; status: 200 | 409 | 429 | 503; text: string; button: string }

const said: Record<Reason, Said> = {
  'signed in again': {
    title: 'Your work was kept', status: 200, button: 'Continue',
    text: 'You were signed out before it arrived. Nothing has been sent yet. Continue sends exactly what you typed.',
  },
  'page out of date': {
    title: 'Your page was out of date', status: 409, button: 'Continue',
    text: 'You signed in again or changed your role elsewhere. Nothing was sent: Continue sends what you typed.',
  },
  'database away': {
    title: 'Kith cannot reach its database', status: 503, button: 'Try again',
    text: 'What you typed is safe on this page. Keep it open and try again in a moment.',
  },
  'too many': {
    title: 'Too many requests', status: 429, button: 'Try again',
    text: 'Much was sent in a short time. What you typed is safe on this page.',
  },
}

type SendAgainProps = { form: SentForm; reason: Reason; seconds: number | undefined; csrf: string }

function SendAgain({ form, reason, seconds, csrf }: SendAgainProps) {
  const { title, text, button } = said[reason]
  return (
    <>
      <Heading>{title}</Heading>
      <Text>{text}{seconds === undefined ? '' : ` Try again in ${inWords(seconds)}.`}</Text>
      {form.files.length > 0 ? <Text>Attach these files again afterwards: {form.files.join(', ')}.</Text> : undefined}
      <Form action={form.action} csrf={csrf} attributes={form.multipart ? { enctype: 'multipart/form-data' } : {}}>
        {form.fields.map(([name, value]) => <input type="hidden" name={name} value={value} />)}
        <Button text={button} />
      </Form>
    </>
  )
}

const inWords = (seconds: number) => seconds === 1 ? '1 second' : `${seconds} seconds`

function KeptWorkGone() {
  return (
    <>
      <Heading>This work is no longer kept</Heading>
      <Text>It is kept for an hour, for who typed it, in the browser they used. Drafts are kept for longer.</Text>
      <Link href="/">Go to my work</Link>
    </>
  )
}

function TooMany({ seconds }: { seconds: number }) {
  return (
    <>
      <Heading>Too many requests</Heading>
      <Text>Much was asked for in a short time. Try again in {inWords(seconds)}.</Text>
    </>
  )
}

function TooLarge() {
  return (
    <>
      <Heading>This is too large</Heading>
      <Text>
        A form can hold about 2 million characters, and files of 30 MB together. Nothing was saved: go back and send
        less.
      </Text>
    </>
  )
}

function Forged() {
  return (
    <>
      <Heading>This form could not be used</Heading>
      <Text>It did not come from a page of Kith that is still open for you. Nothing was changed.</Text>
      <Link href="/">Go to my work</Link>
    </>
  )
}

function DatabaseAway() {
  return (
    <>
      <Heading>Kith cannot reach its database</Heading>
      <Text>What was saved is safe. Try again in a moment by loading this page again.</Text>
    </>
  )
}

function NotRecorded() {
  return (
    <>
      <Heading>Nothing is shown</Heading>
      <Text>
        We cannot record who reads, so nothing is shown. Every reading of a person’s record is written down, and just
        now it cannot be. Nothing that you typed or sent was changed.
      </Text>
      <Text>Try again in a minute. If it is urgent, telephone the agency that holds the record.</Text>
    </>
  )
}

function ReadingHeld({ seconds }: { seconds: number }) {
  return (
    <>
      <Heading>Reading is paused</Heading>
      <Text>
        You have opened so many different records in so short a time that nothing more is shown to you for {inWords(seconds)}.
        Nothing that you typed or sent was changed.
      </Text>
      <Text>
        Your privacy officer has been told, and can let you go on sooner: talk to them. If somebody’s life is at risk, emergency
        access to one person still works.
      </Text>
      <Text><Link href="/break-glass">Open one person in an emergency</Link></Text>
    </>
  )
}

function Broken({ id }: { id: string }) {
  return (
    <>
      <Heading>Something went wrong</Heading>
      <Text>It is not your fault. What was saved before is safe. Tell your administrator this number:</Text>
      <p class="govuk-body"><code>{id}</code></p>
    </>
  )
}
