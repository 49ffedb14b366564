import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { IdentityBar } from '../../../../design/identityBar.tsx'
import { SubNavigation } from '../../../../design/subNavigation.tsx'
import type { Tx } from '../../../../kernel/database.ts'
import { disclose } from '../../../../kernel/disclosure.ts'
import type { Kernel } from '../../../../kernel/kernel.ts'
import type { Env } from '../../../../kernel/web.ts'
import type { Scope } from '../../../../kernel/context.ts'
import { openPerson } from '../../../../kernel/work.ts'
import type { Opened } from '../../../../kernel/work.ts'
import { dateText, dayOf } from '../../../../language/format.ts'
import type { Day } from '../../../../language/format.ts'
import { ageOf, birthText } from '../../../age.ts'
import { fullName } from '../../../displayNames.ts'
import { DisputeMarkView } from '../../../disputeMark.tsx'
import { getIdentity } from '../../../store/identity.ts'
import type { Identity, SourceName } from '../../../store/identity.ts'
import { isId } from '../../typed.ts'
import { inSentence, linkWords, titleOf } from '../../words.ts'

/** What an upper room adds to a person's page. It runs in the page's transaction and discloses what it shows. */
export type PersonPanel = {
  slot: 'overview' | 'work' | 'shared'
  view: (tx: Tx, kernel: Kernel, scope: Scope, personId: string) => Promise<Child | undefined>
}

export const parts = { overview: 'Overview', chronology: 'Chronology', around: 'People around', work: 'Work',
  shared: 'Shared' } as const
export type Part = keyof typeof parts

export type OpenPage = {
  tx: Tx; kernel: Kernel; scope: Scope; opened: Opened; identity: Identity; today: Day; query: string
}

/** The content of a part, and the categories of what it shows, for the record of disclosures. */
export type PartContent = { content: Child; categories: readonly string[] }

export type PersonPage = {
  name: Part | 'records'; title: string; load: (page: OpenPage) =>
    Promise<PartContent>; status?: 422; flash?: string | undefined
}

/**
 * Opens a person for the work in the address, reads, discloses and shows; absent, sealed and forbidden are one
 * answer.
 */
export async function showPerson(c: Context<Env>, page: PersonPage): Promise<Response> {
  const { kernel, viewer } = c.var
  const id = c.req.param('id') ?? ''
  const workId = c.req.query('work')
  const isAsked = isId(id) && (workId === undefined || isId(workId))
  const opened = isAsked ? await openPerson(kernel, viewer, id, workId) : undefined
  if (!opened) return c.var.absent()
  const query = workId ? `?work=${workId}` : ''
  const { scope } = opened
  const shown = await kernel.db.as(scope, async tx => {
    const identity = await getIdentity(tx, scope, id)
    if (identity.movedTo) return { identity }
    const part = await page.load({ tx, kernel, scope, opened, identity, today: dayOf(kernel.now()), query })
    const categories = [...new Set([...categoriesOf(identity), ...part.categories])]
    await disclose(tx, kernel, scope, { page: `people/one/${page.name}`, people: [{ personId: id, categories }] })
    return { identity, part }
  })
  if (shown.identity.movedTo) return c.redirect(`/people/${shown.identity.movedTo}`, 303)
  return c.var.render({
    title: page.title, wide: true, live: `person:${id}`, purpose: purposeOf(opened, shown.identity, query),
    ...(page.status && { status: page.status }), ...(page.flash && { flash: page.flash }),
  }, (
    <PersonFrame identity={shown.identity} current={page.name} today={dayOf(kernel.now())} query={query}>
      {shown.part?.content}
    </PersonFrame>
  ))
}

function categoriesOf({ names, needs, protectedBy }: Identity): string[] {
  return [
    ...(names.length > 0 ? ['identity'] : []), ...needs.map(({ category }) => category),
    ...(protectedBy.length > 0 ? ['contact'] : []),
  ]
}

function purposeOf({ work, because, scope }: Opened, { personId, purpose }: Identity, query: string) {
  const reason = work ? `${titleOf(work.kind)} ${work.reference}` : linkWords[because] ?? titleOf(because)
  return {
    text: `${reason} · ${inSentence(purpose)}`,
    whyHref: scope.workId ? `/why?work=${scope.workId}` : `/why?person=${personId}${query.replace('?', '&')}`,
  }
}

type PersonFrameProps = { identity: Identity; current: Part | 'records'; today: Day; query: string; children?: Child }

function PersonFrame({ identity, current, today, query, children }: PersonFrameProps) {
  const base = `/people/${identity.personId}`
  return (
    <>
      <div data-live="identity"><Who identity={identity} today={today} /></div>
      <SubNavigation
        label="About this person"
        items={Object.entries(parts).map(([part, text]) =>
          ({ text, href: part === 'overview' ? base + query : `${base}/${part}${query}`, current: part === current }))}
      />
      {children}
    </>
  )
}

/** The name from the viewer's own agency's record, or the newest that is open; other spellings beside it. */
function Who({ identity, today }: { identity: Identity; today: Day }) {
  const [first] = identity.names
  const dated = identity.names.find(({ birthOn, birthIsEstimate }) => birthOn && !birthIsEstimate)
    ?? identity.names.find(({ birthOn }) => birthOn)
  const age = ageOf(dated?.birthOn ?? undefined, today)
  return (
    <IdentityBar
      name={first ? fullName(first.givenName, first.familyName) : 'Name not open to you'}
      age={dated?.birthIsEstimate ? `about ${age}` : age}
      needs={identity.needs.map(({ kind, how, agency, dispute }) =>
        <Said by={agency}><b>{titleOf(kind)}</b>: {how}<DisputeMarkView mark={dispute} /></Said>)}
      restrictions={[
        ...identity.protectedBy.map(agency =>
          <Said by={agency}>Address is protected: tell nobody, and ask before you visit or write.</Said>),
        ...identity.names.flatMap(({ dispute, agency }) => dispute
          ? [<Said by={agency}>What is recorded here about who they are:<DisputeMarkView mark={dispute} /></Said>] : []),
      ]}
      facts={first ? factsOf(identity.names, dated) : []}
    />
  )
}

/** Which agency says so. */
export function Source({ agency }: { agency: string }) {
  return <span class="govuk-hint govuk-!-font-size-16 govuk-!-display-inline">({agency})</span>
}

/** Words with the agency that says so. */
export function Said({ by, children }: { by: string; children?: Child }) {
  return <>{children} <Source agency={by} /></>
}

function factsOf(names: readonly SourceName[], dated: SourceName | undefined) {
  const [first] = names
  const nameOf = (name: SourceName) => fullName(name.givenName, name.familyName)
  const others = spellings(names.filter(name => first && nameOf(name) !== nameOf(first)), nameOf)
  const days = spellings(names.filter(name => name.birthOn && name.birthOn !== dated?.birthOn), bornOf)
  const known = names.find(({ sex }) => sex !== 'not known')
  const died = names.find(({ diedOn }) => diedOn)
  return [
    ...(died?.diedOn ? [{ key: 'Died', value: <Said by={died.agency}>{dateText(died.diedOn)}</Said> }] : []),
    ...(dated ? [{ key: 'Date of birth', value: <Said by={dated.agency}>{bornOf(dated)}</Said> }] : []),
    ...(days.length > 0 ? [{ key: 'Another date of birth', value: <Spellings all={days} /> }] : []),
    ...(known ? [{ key: 'Sex', value: <Said by={known.agency}>{known.sex}</Said> }] : []),
    ...(others.length > 0 ? [{ key: 'Also recorded as', value: <Spellings all={others} /> }] : []),
  ]
}

const bornOf = ({ birthOn, birthIsEstimate }: SourceName) => birthText(birthOn ?? undefined, birthIsEstimate)

type Spelling = { text: string; agencies: string[] }

function spellings(names: readonly SourceName[], textOf: (name: SourceName) => string): Spelling[] {
  return [...Map.groupBy(names, textOf)]
    .map(([text, same]) => ({ text, agencies: [...new Set(same.map(({ agency }) => agency))] }))
}

function Spellings({ all }: { all: readonly Spelling[] }) {
  return <>{all.map(({ text, agencies }, place) =>
    <>{place > 0 ? ', ' : ''}<Said by={agencies.join(', ')}>{text}</Said></>)}</>
}
