import type { Child, PropsWithChildren } from 'hono/jsx'
import { ErrorSummary } from '../../../../design/errorSummary.tsx'
import { PersonName } from '../../../../design/personName.tsx'
import { useTexts } from '../../../../design/texts.ts'
import { ageOf } from '../../../../people/age.ts'
import type { OpenForm, Shown } from '../../../making/openForm.ts'
import { shownPerson } from '../../../making/openForm.ts'

export type Listed = { text: string; href: string }

/** One page of a form: what is wrong first, then whom it is about, then the question. */
export function MakingFrame({ open, problems = [], children }: PropsWithChildren<{
  open?: OpenForm; problems?: readonly Listed[]
}>) {
  const { govuk } = useTexts()
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        {problems.length > 0 ? <ErrorSummary titleText={govuk.thereIsAProblem} errorList={problems} /> : undefined}
        {open?.child
          ? <p class="govuk-caption-l">
              {open.form.kind.title}: <NameAndAge person={shownPerson(open.child, open.names)} today={open.today} />
            </p>
          : <p class="govuk-caption-l">{open?.form.kind.title}</p>}
        {children}
      </div>
    </div>
  )
}

export function NameAndAge({ person, today }: { person: Shown; today: string }) {
  const age = ageOf(person.birthOn, today)
  return <PersonName name={person.name} age={person.birthIsEstimate ? `about ${age}` : age} />
}

/** The name as plain text, for a label that takes no markup. */
export function nameAndAge(person: Shown, today: string): string {
  return `${person.name}, ${person.birthIsEstimate ? 'about ' : ''}${ageOf(person.birthOn, today)}`
}

export const Title = ({ children }: { children?: Child }) => <h1 class="govuk-heading-l">{children}</h1>

export const addressOf = (draftId: string, page = '') => `/notifications/make/${draftId}${page && `/${page}`}`
