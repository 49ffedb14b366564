import { Button } from '../../../../design/button.tsx'
import { Checkboxes } from '../../../../design/checkboxes.tsx'
import { errorAt } from '../../../../design/errorMessage.tsx'
import { ErrorSummary } from '../../../../design/errorSummary.tsx'
import { Form } from '../../../../design/form.tsx'
import { SummaryList } from '../../../../design/summaryList.tsx'
import type { Agreement, Clause } from '../../../agreement.ts'
import type { Signature } from '../../../agreementLife.ts'
import { versionWords } from '../../../clauseWords.ts'
import type { Colleague, Shift } from '../../../store/agreementDrafts.ts'
import type { Words } from '../../../store/words.ts'
import { ClauseCard, fact } from '../clauseCard.tsx'
import { Signatures } from '../signatures.tsx'
import { Shifts } from '../simulation/shifts.tsx'
import { AgreementTags, ReviewWarning } from '../standingTag.tsx'
import { Reason } from '../steps/stepView.tsx'

type SignViewProps = {
  agreement: Agreement
  clauses: readonly Clause[]
  signatures: readonly Signature[]
  officers: readonly Colleague[]
  shifts: readonly Shift[]
  words: Words
  now: Date
  may: { sign: boolean; sendBack: boolean }
  /** The digest of what stands on this page. */
  content: string | undefined
  signer: string
  name: string
  problem: { why: string; back?: string; signing?: string } | undefined
  csrf: string
}

/** Everything that is signed stands above the button that signs it. */
export function SignView(props: SignViewProps) {
  const { agreement, clauses, signatures, officers, shifts, words, now, may, problem } = props
  return (
    <>
      <Summary problem={problem} />
      <h1 class="govuk-heading-l">
        {may.sign ? 'Read and sign' : 'Send back'}: {agreement.title}, version {agreement.version}
      </h1>
      <p class="govuk-body">
        <AgreementTags agreement={agreement} now={now} />
      </p>
      <ReviewWarning agreement={agreement} now={now} />
      <SummaryList rows={versionWords(words).facts.map(([name, text]) => fact(name, text(agreement)))} />
      <h2 class="govuk-heading-m">What it allows</h2>
      {clauses.map(clause => (
        <ClauseCard {...{ clause, agreement, words, now }} actions={[]} />
      ))}
      <h2 class="govuk-heading-m">Who gains and loses sight</h2>
      <Shifts shifts={shifts} words={words} />
      <Signatures parties={agreement.parties} {...{ signatures, officers, words }} />
      {may.sign ? <Signing {...props} /> : undefined}
      {may.sendBack ? <SendingBack {...props} /> : undefined}
    </>
  )
}

function Summary({ problem }: Pick<SignViewProps, 'problem'>) {
  const signing = problem?.signing === undefined ? [] : [{ text: problem.signing, href: '#read' }]
  const back = problem?.back === undefined ? [] : [{ text: problem.back, href: '#why' }]
  const errors = [...signing, ...back]
  return errors.length > 0 ? <ErrorSummary errorList={errors} /> : <></>
}

function Signing({ agreement, content, signer, name, problem, csrf }: SignViewProps) {
  return (
    <>
      <h2 class="govuk-heading-m">Sign</h2>
      <Form action={`/agreements/${agreement.id}/sign`} csrf={csrf}>
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        <input type="hidden" name="content" value={content ?? ''} />
        <Checkboxes
          name="read"
          idPrefix="read"
          fieldset={{
            legend: {
              text: `You sign as ${signer}${name === '' ? '' : `, ${name}`}`,
              classes: 'govuk-fieldset__legend--s',
            },
          }}
          hint={{
            text: `Your signature is for exactly what stands on this page (${(content ?? '').slice(0, 16)}).`,
          }}
          errorMessage={errorAt({ read: problem?.signing ?? '' }, 'read')}
          items={[{ value: 'yes', text: 'I have read it, and I may sign it for my agency' }]}
        />
        <Button preventDoubleClick text="Sign" />
      </Form>
    </>
  )
}

function SendingBack({ agreement, problem, csrf }: SignViewProps) {
  return (
    <>
      <h2 class="govuk-heading-m">Or send it back</h2>
      <p class="govuk-body">It becomes a draft again, and every signature has to be given anew.</p>
      <Form action={`/agreements/${agreement.id}/send-back`} csrf={csrf}>
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        <Reason label="What has to change?" typed={problem?.why ?? ''} problem={problem?.back} />
        <Button classes="govuk-button--warning" preventDoubleClick text="Send back" />
      </Form>
    </>
  )
}
