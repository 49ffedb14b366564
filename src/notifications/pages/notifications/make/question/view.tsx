import { Button } from '../../../../../design/button.tsx'
import { FileUpload } from '../../../../../design/fileUpload.tsx'
import { Form } from '../../../../../design/form.tsx'
import { InsetText } from '../../../../../design/insetText.tsx'
import { SaveState } from '../../../../../design/saveState.tsx'
import { dateText } from '../../../../../language/format.ts'
import type { Lexicon } from '../../../../../wording/lexicon.ts'
import type { FormPage } from '../../../../formKind.ts'
import { sectionOf } from '../../../../formKind.ts'
import type { Answers } from '../../../../making/answers.ts'
import type { OpenForm } from '../../../../making/openForm.ts'
import { shownPerson } from '../../../../making/openForm.ts'
import { peopleIn } from '../../../../making/people.ts'
import type { FieldProblems } from '../../../../making/problems.ts'
import { eventRoles } from '../../../../notification.ts'
import type { DraftFile } from '../../../../store/draftFiles.ts'
import type { KnownNeed } from '../../../../store/knownNeeds.ts'
import { addressOf, MakingFrame, NameAndAge, Title } from '../makingFrame.tsx'
import { QuestionField, standsInside } from './questionField.tsx'

export type QuestionPageProps = {
  open: OpenForm; page: FormPage; answers: Answers; problems: FieldProblems; revision: string; lexicon: Lexicon; csrf: string
  audience: readonly string[]; isChange: boolean; knownNeeds: readonly KnownNeed[]; files: readonly DraftFile[]
}

export function QuestionPage(props: QuestionPageProps) {
  const { open, page, problems, revision, csrf } = props
  const { id } = open.draft
  const hasFiles = page.questions.some(question => question.kind === 'files')
  const listed = Object.entries(problems).map(([field, text]) => ({ text, href: `#${field}` }))
  return (
    <MakingFrame open={open} problems={listed}>
      <Title>{page.title}</Title>
      {page.hint ? <p class="govuk-body">{page.hint}</p> : undefined}
      <Audience {...props} />
      <KnownNeeds needs={props.knownNeeds} />
      <Form
        action={addressOf(id, page.id)} csrf={csrf} revision={revision} upload={hasFiles}
        autosave={hasFiles ? undefined : `/drafts/${id}/answers`}
      >
        {/* The first button of a form is what Enter presses: never one that removes something. */}
        <Button text="Continue" classes="govuk-visually-hidden" attributes={{ tabindex: -1, 'aria-hidden': 'true' }} />
        {props.isChange ? <input type="hidden" name="return" value="check" /> : undefined}
        {page.questions.some(question => question.kind === 'people') ? <PeopleSoFar {...props} /> : undefined}
        {page.questions.filter(question => !standsInside(question, page))
          .map(question => <QuestionField {...props} question={question} />)}
        {hasFiles ? <Files {...props} /> : undefined}
        <div class="govuk-button-group">
          <Button text="Continue" preventDoubleClick />
          <SaveState />
        </div>
      </Form>
      <p class="govuk-body"><a class="govuk-link" href="/notifications/make">Save and come back later</a></p>
    </MakingFrame>
  )
}

/** In the words of the form, and by name what the agreements say today. */
function Audience({ open, page, audience }: QuestionPageProps) {
  const words = sectionOf(open.form.kind, page.id)?.audience
  return (
    <p class="govuk-hint">
      Who will see this: {words}. {audience.length > 0
        ? `Under the agreements in force, outside your agency: ${audience.join(', ')}.`
        : 'No agreement shows this to another agency at the moment.'}
    </p>
  )
}

function KnownNeeds({ needs }: { needs: readonly KnownNeed[] }) {
  if (needs.length === 0) return <></>
  return (
    <InsetText>
      <p class="govuk-body">Kith already holds this. It is ticked below; change what is not right.</p>
      <ul class="govuk-list govuk-list--bullet">
        {needs.map(need => <li>{need.how} ({need.agency}, {dateText(need.recordedAt)})</li>)}
      </ul>
    </InsetText>
  )
}

function PeopleSoFar({ open, page, answers }: QuestionPageProps) {
  const field = page.questions.find(question => question.kind === 'people')?.id ?? ''
  const people = peopleIn(answers, field)
  return (
    <>
      <h2 class="govuk-heading-m">Other people</h2>
      {people.length === 0 ? <p class="govuk-body">Nobody else yet.</p> : undefined}
      <ul class="govuk-list govuk-list--spaced">
        {people.map(({ key, person, roles }) => {
          const shown = shownPerson(person, open.names)
          return (
            <li>
              <NameAndAge person={shown} today={open.today} />: {roles.map(role => eventRoles[role]).join(', ')}{' '}
              <Button name="remove" value={key} classes="govuk-button--secondary govuk-!-margin-bottom-0">
                Remove<span class="govuk-visually-hidden"> {shown.name}</span>
              </Button>
            </li>
          )
        })}
      </ul>
      <Button text="Add somebody who was there" name="go" value="add" classes="govuk-button--secondary" />
    </>
  )
}

/** Nothing is taken out of evidence; whoever adds it knows. */
const keptAsItIs = 'Photos are kept exactly as they are, with the place and time that the camera wrote into them'

function Files({ page, files, problems }: QuestionPageProps) {
  const question = page.questions.find(({ kind }) => kind === 'files')
  const id = question?.id ?? 'files'
  return (
    <>
      <ul class="govuk-list govuk-list--spaced">
        {files.map(file => (
          <li>
            {file.name} ({sizeText(file.size)}){' '}
            <Button name="remove" value={file.id} classes="govuk-button--secondary govuk-!-margin-bottom-0">
              Remove<span class="govuk-visually-hidden"> {file.name}</span>
            </Button>
          </li>
        ))}
      </ul>
      <FileUpload
        name={id} multiple label={{ text: question?.label ?? 'Files' }}
        hint={{ text: [question?.hint, keptAsItIs].filter(Boolean).join('. ') }}
        errorMessage={problems[id] ? { text: problems[id] } : undefined}
      />
    </>
  )
}

export function sizeText(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
