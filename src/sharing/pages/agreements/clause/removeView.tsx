import { Button } from '../../../../design/button.tsx'
import { ErrorSummary } from '../../../../design/errorSummary.tsx'
import { Form } from '../../../../design/form.tsx'
import type { Agreement, Clause } from '../../../agreement.ts'

type RemoveViewProps = { agreement: Agreement; clause: Clause; problem: string | undefined; csrf: string }

export function RemoveView({ agreement, clause, problem, csrf }: RemoveViewProps) {
  const place = `/agreements/${agreement.id}`
  return (
    <>
      {problem === undefined ? undefined : <ErrorSummary errorList={[{ text: problem }]} />}
      <h1 class="govuk-heading-l">Remove clause {clause.number}</h1>
      <p class="govuk-body">{clause.says}</p>
      <p class="govuk-body">
        It goes out of this draft. What is in force does not change until a version is activated.
      </p>
      <Form action={`${place}/clauses/${clause.id}/remove`} csrf={csrf} revision={agreement.revision}>
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        <div class="govuk-button-group">
          <Button classes="govuk-button--warning" preventDoubleClick text={`Remove clause ${clause.number}`} />
          <a class="govuk-link" href={place}>
            Keep it
          </a>
        </div>
      </Form>
    </>
  )
}
