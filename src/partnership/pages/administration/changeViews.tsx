import { Button } from '../../../design/button.tsx'
import type { Content } from '../../../design/attributes.ts'
import type { Problems } from '../../../design/errorMessage.tsx'
import { errorListOf, ErrorSummary } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { InsetText } from '../../../design/insetText.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { WarningText } from '../../../design/warningText.tsx'
import type { Plan } from '../../administration/change.ts'

type FormViewProps = { action: string; csrf: string; problems: Problems; takesFile: boolean; children: Content }

export function FormView({ action, csrf, problems, takesFile, children }: FormViewProps) {
  const attributes = takesFile ? { enctype: 'multipart/form-data' } : {}
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <Form action={action} csrf={csrf} attributes={attributes}>
        {children}
        <Button text="Continue" />
      </Form>
    </>
  )
}

type ConfirmViewProps = {
  plan: Plan
  action: string
  csrf: string
  changeHref: string
  cancelHref: string
  why: string | undefined
}

/** What the change will do and whom it affects, before it is made. */
export function ConfirmView({ plan, action, csrf, changeHref, cancelHref, why }: ConfirmViewProps) {
  const rows = plan.rows.map(({ key, was, value }) => ({
    key: { text: key },
    value: {
      text:
        was === undefined ? (
          value
        ) : (
          <>
            <del>{was}</del> to <ins>{value}</ins>
          </>
        ),
    },
  }))
  return (
    <>
      {why ? <ErrorSummary errorList={[{ text: why }]} /> : undefined}
      {rows.length > 0 ? <SummaryList rows={rows} /> : undefined}
      <h2 class="govuk-heading-m">Whom this affects</h2>
      <Affects texts={plan.affects} isWarning={plan.isWarning ?? false} />
      <Form action={action} csrf={csrf}>
        <div class="govuk-button-group">
          <Button
            text={plan.button}
            classes={plan.isWarning ? 'govuk-button--warning' : undefined}
            preventDoubleClick
          />
          <a class="govuk-link" href={changeHref}>
            Change this
          </a>
          <a class="govuk-link" href={cancelHref}>
            Cancel
          </a>
        </div>
      </Form>
    </>
  )
}

function Affects({ texts, isWarning }: { texts: readonly Content[]; isWarning: boolean }) {
  const [first, ...rest] = texts
  const paragraphs = (shown: readonly Content[]) => shown.map(text => <p class="govuk-body">{text}</p>)
  return isWarning ? (
    <>
      <WarningText>{first}</WarningText>
      {paragraphs(rest)}
    </>
  ) : (
    <InsetText>{paragraphs(texts)}</InsetText>
  )
}

export function SecretView({ secret, next }: { secret: string; next: string }) {
  return (
    <>
      <WarningText>
        This is the only time that the token is shown. Give it to the system’s operator by a safe way.
      </WarningText>
      <InsetText>
        <code id="token">{secret}</code>
      </InsetText>
      <Button text="I have copied it" href={next} />
    </>
  )
}
