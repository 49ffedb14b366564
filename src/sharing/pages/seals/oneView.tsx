import { randomUUID } from 'node:crypto'
import type { Content } from '../../../design/attributes.ts'
import { Button } from '../../../design/button.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { errorListOf, ErrorSummary } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { Input } from '../../../design/input.tsx'
import { Select } from '../../../design/select.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { dateText, dateTimeText } from '../../../language/format.ts'
import type { Typed } from '../../../people/pages/typed.ts'
import { coveringWords, lifeOfASeal, standingOfSeal, stepWords } from '../../seal.ts'
import type { Seal, SealRequest } from '../../store/seals.ts'
import { openings } from './form.ts'
import { SealTag } from './view.tsx'

type SealViewProps = {
  seal: Seal; requests: readonly SealRequest[]; typed: Typed; problems: Problems; csrf: string; now: Date; me: string
  called: (seal: Seal) => string
}

export function SealView(props: SealViewProps) {
  const { seal, requests, problems, now, called } = props
  const standing = standingOfSeal({ state: seal.state, validUntil: seal.validUntil ?? undefined }, now)
  const steps = standing === 'expired' ? {} : lifeOfASeal[standing]
  const waiting = requests.filter(({ state }) => state === 'waiting')
  const settled = requests.filter(({ state }) => state !== 'waiting')
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">{called(seal)}: {seal.kindTitle.toLowerCase()}</h1>
      <div data-live="seal">
        <SummaryList rows={[
          fact('State', <SealTag seal={seal} now={now} />),
          fact('Hidden', seal.against ? `The whole person, from ${seal.against}` : coveringWords[seal.covers]),
          fact('Why', seal.reason),
          fact('Keeper', seal.custodian ?? 'The privacy officers'),
          fact('Go on seeing', seal.exempt.length > 0 ? seal.exempt.join(', ') : 'Nobody'),
          fact('Laid', `${dateTimeText(seal.laidAt)}, by ${seal.laidBy}`),
          fact('In force since', seal.inForceAt ? dateTimeText(seal.inForceAt) : 'Not yet'),
          fact('Ends', seal.liftedAt ? dateTimeText(seal.liftedAt) : seal.validUntil ? dateText(seal.validUntil)
            : 'When it is lifted'),
        ]} />
        {waiting.map(request => <Waiting {...props} request={request} />)}
      </div>
      {'open' in steps ? <AskToOpen {...props} /> : undefined}
      {'lift' in steps ? <AskToLift {...props} /> : undefined}
      {settled.length > 0 ? <Settled requests={settled} /> : undefined}
    </>
  )
}

const fact = (key: string, text: Content) => ({ key: { text: key }, value: { text } })

const factsOf = (request: SealRequest) => [
  fact('Asked by', `${request.askedBy}, ${dateTimeText(request.askedAt)}`),
  ...(request.forStaff && request.openUntil
    ? [fact('For', `${request.forStaff}, until ${dateTimeText(request.openUntil)}`)] : []),
  fact('Why', request.reason),
  fact('Signed', request.signedBy.length > 0 ? request.signedBy.map(({ name }) => name).join(', ') : 'Nobody yet'),
]

const signaturesWanted = ({ needed }: SealRequest) => needed === 1 ? 'one signature' : 'two signatures'

function Waiting({ request, seal, problems, csrf, me }: SealViewProps & { request: SealRequest }) {
  const hasSigned = request.signedBy.some(({ id }) => id === me)
  const field = `sign-${request.id}`
  const problem = problems[field]
  return (
    <section id={field}>
      <SummaryList
        card={{ title: {
          text: `${stepWords[request.step]}: waiting for ${signaturesWanted(request)}`, headingLevel: 2,
        } }}
        rows={factsOf(request)}
      />
      {problem === undefined ? undefined : <p class="govuk-error-message">{problem}</p>}
      {hasSigned || request.forStaffId === me
        ? <p class="govuk-body">It waits for somebody else: a privacy officer or the senior responsible officer of your
            agency.</p>
        : <Form action={`/seals/${seal.id}/sign`} csrf={csrf}>
            <input type="hidden" name="key" value={randomUUID()} />
            <input type="hidden" name="request" value={request.id} />
            <div class="govuk-button-group">
              <Button name="answer" value="sign" preventDoubleClick text="Sign" />
              <Button classes="govuk-button--secondary" name="answer" value="refuse" text="Refuse" />
            </div>
          </Form>}
    </section>
  )
}

function AskToOpen({ seal, typed, problems, csrf }: SealViewProps) {
  const isThis = typed['step'] !== 'lift'
  return (
    <>
      <h2 class="govuk-heading-m">Open it for one colleague</h2>
      <p class="govuk-body">{seal.toOpen === 2 ? 'Two different people sign, the keeper among them.'
        : 'The keeper signs.'} It closes by itself.</p>
      <Form action={`/seals/${seal.id}/ask`} csrf={csrf}>
        <input type="hidden" name="key" value={randomUUID()} />
        <input type="hidden" name="step" value="open" />
        <Input name="colleague" id="colleague" label={{ text: 'The colleague’s e-mail address at work' }}
          autocomplete="off" spellcheck={false}
          value={typed['colleague']} errorMessage={errorAt(problems, 'colleague')} />
        <Select name="hours" id="hours" label={{ text: 'For how long' }} value={typed['hours']}
          errorMessage={errorAt(problems, 'hours')}
          items={openings.map(([value, text]) => ({ value, text }))} />
        <Textarea name="why" id={isThis ? 'why' : 'why-open'} rows={3}
          label={{ text: 'Why they need to see the person' }}
          value={isThis ? typed['why'] : ''} errorMessage={isThis ? errorAt(problems, 'why') : undefined} />
        <Button classes="govuk-button--secondary" preventDoubleClick text="Ask for it to be opened" />
      </Form>
    </>
  )
}

function AskToLift({ seal, typed, problems, csrf }: SealViewProps) {
  const isThis = typed['step'] === 'lift'
  return (
    <>
      <h2 class="govuk-heading-m">Lift the seal</h2>
      <Form action={`/seals/${seal.id}/ask`} csrf={csrf}>
        <input type="hidden" name="key" value={randomUUID()} />
        <input type="hidden" name="step" value="lift" />
        <Textarea name="why" id={isThis ? 'why' : 'why-lift'} rows={3}
          label={{ text: 'Why the person no longer has to be hidden' }}
          value={isThis ? typed['why'] : ''} errorMessage={isThis ? errorAt(problems, 'why') : undefined} />
        <Button classes="govuk-button--warning" preventDoubleClick text="Ask for it to be lifted" />
      </Form>
    </>
  )
}

function Settled({ requests }: { requests: readonly SealRequest[] }) {
  return (
    <>
      <h2 class="govuk-heading-m">What has been decided</h2>
      {requests.map(request => (
        <SummaryList
          card={{ title: { text: `${stepWords[request.step]}: ${request.state === 'done' ? 'done' : 'refused'}`,
            headingLevel: 3 } }}
          rows={factsOf(request)}
        />
      ))}
    </>
  )
}
