import { Button } from '../../../design/button.tsx'
import { Details } from '../../../design/details.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { Form } from '../../../design/form.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { formOf } from '../../localQuestions.ts'
import type { StepForm } from '../../question.ts'
import { episodePath, slugOf } from '../episodeWords.ts'
import { fieldsOf } from '../forms/fieldNames.ts'
import { QuestionFields } from '../forms/questionField.tsx'
import { textsOf } from '../typed.ts'
import type { Typed } from '../typed.ts'
import type { EpisodeCase } from './loadEpisode.ts'

/** A form that came back, with what was typed and what is wrong with it. */
export type Returned = { step: string; typed: Typed; problems: Problems }
export type StepProps = { case: EpisodeCase; csrf: string; returned: Returned | undefined }

/** The id prefix of a step's fields, because a page has many forms. */
export const prefixOf = (step: string): string => `${slugOf(step)}-`

/** The steps that the life allows now; those that are this person's but not yet possible say why. */
export function NextSteps(props: StepProps) {
  const { case: one, returned } = props
  const { steps, practice: { words }, facts } = one
  const open = steps.filter(({ decision }) => decision.allowed).map(({ step }) => step)
  const notYet = steps.flatMap(({ step, decision }) => decision.allowed ? [] : [{ step, why: decision.why }])
  if (steps.length === 0 && !returned) return <></>
  return (
    <section aria-labelledby="next-steps" class="kith-steps govuk-!-display-none-print">
      <h2 class="govuk-heading-m" id="next-steps">Next steps</h2>
      {open.map(step => <OneStep {...props} step={step} form={formOf(one.practice, facts.settings, step)} />)}
      {returned && !open.includes(returned.step) ? <Kept {...props} returned={returned} /> : undefined}
      {notYet.length > 0
        ? <ul class="govuk-list govuk-hint">
            {notYet.map(({ step, why }) => <li><b>{words.steps[step]?.button}</b>: {why}</li>)}
          </ul>
        : undefined}
    </section>
  )
}

/** One step of the life, folded until somebody wants it; a step that asks nothing is a single button. */
function OneStep({ case: one, csrf, returned, step, form }: StepProps & { step: string; form: StepForm | undefined }) {
  const { practice, facts: { episode }, colleagues } = one
  const words = practice.words.steps[step]
  const mine = returned?.step === step ? returned : undefined
  const hasQuestions = form !== undefined && form.questions.length > 0
  const [first] = one.steps.filter(({ decision }) => decision.allowed)
  const fields = (
    <Form action={`${episodePath(practice, episode.id)}/${slugOf(step)}`} csrf={csrf} revision={episode.revision}>
      <input type="hidden" name="key" value={crypto.randomUUID()} />
      {form?.intro ? <p class="govuk-body">{form.intro}</p> : undefined}
      {hasQuestions
        ? <QuestionFields
            questions={form.questions} typed={mine?.typed ?? {}} problems={mine?.problems ?? {}} prefix={prefixOf(step)}
            colleagues={colleagues}
          />
        : words?.hint ? <p class="govuk-hint">{words.hint}</p> : undefined}
      <Button
        text={words?.button ?? step} preventDoubleClick classes={first?.step === step ? undefined : 'govuk-button--secondary'}
      />
    </Form>
  )
  if (!hasQuestions) return <div id={slugOf(step)}>{fields}</div>
  return (
    <Details summaryText={words?.button ?? step} open={mine !== undefined} id={slugOf(step)}>
      {words?.hint ? <p class="govuk-hint">{words.hint}</p> : undefined}
      {fields}
    </Details>
  )
}

/** What was typed into the form of a step that can no longer be taken, so that it can be used elsewhere. */
function Kept({ case: { practice, facts }, returned }: StepProps & { returned: Returned }) {
  const { step, typed } = returned
  const questions = formOf(practice, facts.settings, step)?.questions ?? []
  const rows = questions.flatMap(question => {
    const lines = fieldsOf(question).flatMap(field => textsOf(typed, field))
    return lines.length > 0 ? [{ key: { text: question.label }, value: { text: lines.join(', ') } }] : []
  })
  return (
    <section aria-labelledby={slugOf(step)}>
      <h3 class="govuk-heading-s" id={slugOf(step)}>{practice.words.steps[step]?.button}: what you typed</h3>
      <p class="govuk-body">This was not recorded.</p>
      <SummaryList rows={rows} />
    </section>
  )
}
