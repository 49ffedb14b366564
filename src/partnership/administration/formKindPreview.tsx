import type { FormKindShape } from './checks.ts'

const kindWords: Readonly<Record<string, string>> = {
  radios: 'one of',
  checkboxes: 'any of',
  text: 'a line of text',
  textarea: 'text',
  date_time: 'a date and time',
  place: 'a place',
  people: 'people and their roles',
  files: 'files',
}

/** The questions of a form as people will meet them, section by section. */
export function FormKindPreview({ kind }: { kind: FormKindShape }) {
  return (
    <>
      {kind.sections.map(section => (
        <section>
          <h3 class="govuk-heading-s">{section.title}</h3>
          <p class="govuk-hint">Seen by: {section.audience}</p>
          {section.pages.map(page => (
            <>
              <h4 class="govuk-heading-s govuk-!-margin-bottom-1">{page.title}</h4>
              <ul class="govuk-list govuk-list--bullet">
                {page.questions.map(({ label, hint, kind: answer, options, required }) => (
                  <li>
                    {label}{' '}
                    <span class="govuk-hint">
                      ({kindWords[answer] ?? answer}
                      {options ? `: ${options.map(({ text }) => text).join(', ')}` : ''};{' '}
                      {required ? 'required' : 'optional'})
                    </span>
                    {hint ? <span class="govuk-hint"> {hint}</span> : undefined}
                  </li>
                ))}
              </ul>
            </>
          ))}
        </section>
      ))}
    </>
  )
}
