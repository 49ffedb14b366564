import type { DemoPersona } from '../identityProvider.ts'

type PersonaListProps = { personas: readonly DemoPersona[]; action: string }

/** One press signs in: each persona is a button of one form, so it works with the keyboard and without scripts. */
export function PersonaList({ personas, action }: PersonaListProps) {
  return (
    <>
      <h1 class="govuk-heading-l">Choose who to be</h1>
      <p class="govuk-body-l">
        This is a demonstration with made-up people. Here you sign in as one of them with one press; with real people,
        this is the sign-in page of each agency.
      </p>
      <form method="post" action={action}>
        {[...byAgency(personas)].map(([agency, members]) => (
          <section>
            <h2 class="govuk-heading-m">{agency}</h2>
            <ul class="govuk-list">{members.map(persona => <li><PersonaButton {...persona} /></li>)}</ul>
          </section>
        ))}
      </form>
    </>
  )
}

function PersonaButton({ subject, name, role, does }: DemoPersona) {
  return (
    <>
      <button
        class="govuk-button govuk-button--secondary govuk-!-margin-bottom-1"
        type="submit"
        name="subject"
        value={subject}
        aria-describedby={`does-${subject}`}
      >
        {name}, {role.charAt(0).toLowerCase()}{role.slice(1)}
      </button>
      <p class="govuk-hint govuk-!-margin-bottom-4" id={`does-${subject}`}>{does}</p>
    </>
  )
}

function byAgency(personas: readonly DemoPersona[]): Map<string, DemoPersona[]> {
  const groups = new Map<string, DemoPersona[]>()
  for (const persona of personas) groups.set(persona.agency, [...groups.get(persona.agency) ?? [], persona])
  return groups
}
