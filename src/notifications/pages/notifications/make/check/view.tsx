import { Button } from '../../../../../design/button.tsx'
import { FactTag } from '../../../../../design/factTag.tsx'
import { Form } from '../../../../../design/form.tsx'
import type { SummaryRow } from '../../../../../design/summaryList.tsx'
import { SummaryList } from '../../../../../design/summaryList.tsx'
import { WarningText } from '../../../../../design/warningText.tsx'
import { dateText } from '../../../../../language/format.ts'
import { birthText } from '../../../../../people/age.ts'
import type { FormPage, FormSection, Question } from '../../../../formKind.ts'
import { askedOn, chosenTexts, firstFieldOf, listIn, textIn } from '../../../../making/answers.ts'
import type { OpenForm } from '../../../../making/openForm.ts'
import { shownPerson } from '../../../../making/openForm.ts'
import { peopleIn } from '../../../../making/people.ts'
import { eventRoles, isEventRole } from '../../../../notification.ts'
import type { DraftFile } from '../../../../store/draftFiles.ts'
import type { Listed } from '../makingFrame.tsx'
import { addressOf, MakingFrame, NameAndAge, Title } from '../makingFrame.tsx'

export type CheckPageProps = {
  open: OpenForm; audience: ReadonlyMap<string, readonly string[]>; files: readonly DraftFile[]
  problems: readonly Listed[]; csrf: string
}

export function CheckPage(props: CheckPageProps) {
  const { open, problems, csrf } = props
  return (
    <MakingFrame open={open} problems={problems}>
      <Title>Check your answers</Title>
      <ChildCard open={open} />
      {open.form.kind.sections.map(section => <SectionCard {...props} section={section} />)}
      <h2 class="govuk-heading-m">Send the notification</h2>
      <p class="govuk-body">
        It goes to {open.form.toName}. By sending it you say that what you wrote is right as far as you know, and that
        sharing it is necessary to keep the child safe.
      </p>
      <WarningText text="If the child is in danger now, ring 999 as well." iconFallbackText="Warning" />
      <Form action={addressOf(open.draft.id, 'check')} csrf={csrf}>
        <Button text="Send notification" preventDoubleClick />
      </Form>
    </MakingFrame>
  )
}

function ChildCard({ open }: { open: OpenForm }) {
  const { child, names, today, draft } = open
  const shown = child && shownPerson(child, names)
  return (
    <SummaryList
      card={{ title: { text: 'The child' } }}
      rows={[
        {
          key: { text: 'Name and age' },
          value: { text: shown ? <NameAndAge person={shown} today={today} /> : <b>Not chosen yet</b> },
          actions: { items: [{
            text: 'Change', href: `${addressOf(draft.id, 'child')}?return=check`, visuallyHiddenText: 'the child',
          }] },
        },
        shown ? {
          key: { text: 'Date of birth' }, value: { text: birthText(shown.birthOn, shown.birthIsEstimate) },
        } : null,
      ]}
    />
  )
}

function SectionCard({ open, section, audience, files }: CheckPageProps & { section: FormSection }) {
  const named = audience.get(section.id) ?? []
  const rows = section.pages.flatMap(page =>
    askedOn(page, open.draft.answers).map(question => rowOf({ open, page, question, files })))
  return (
    <>
      <SummaryList card={{ title: { text: section.title } }} rows={rows} classes="govuk-!-margin-bottom-1" />
      <p class="govuk-hint">
        Who will see this: {section.audience}. {named.length > 0 ? `Outside your agency: ${named.join(', ')}.` : ''}
      </p>
    </>
  )
}

type Row = { open: OpenForm; page: FormPage; question: Question; files: readonly DraftFile[] }

function rowOf({ open, page, question, files }: Row): SummaryRow {
  const { draft } = open
  const shown = question.kind === 'files' ? files.map(({ name }) => name) : answerLines(question, open)
  const href = `${addressOf(draft.id, page.id)}?return=check#${firstFieldOf(question)}`
  const { becomes } = question
  const isOpinion = 'assertion' in becomes && becomes.assertion === 'opinion'
  return {
    key: { text: isOpinion ? <>{question.label} <FactTag standing="opinion" /></> : question.label },
    value: {
      text: shown.length === 0
        ? question.required ? <b>Not answered yet</b> : 'Nothing'
        : <>{shown.map(line => <div>{typeof line === 'string' ? <Lines text={line} /> : line}</div>)}</>,
    },
    actions: { items: [{ text: shown.length === 0 ? 'Add' : 'Change', href, visuallyHiddenText: question.label }] },
  }
}

/** Text as it was typed, line by line. */
function Lines({ text }: { text: string }) {
  return <>{text.split('\n').map((line, place) => place === 0 ? line : <><br />{line}</>)}</>
}

/** "23 November 2026"; what is no day stays as it was typed, so that it can be corrected. */
function dayAsTyped(day = '', month = '', year = ''): string {
  const on = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(on) && !Number.isNaN(Date.parse(on))
  return isDay ? dateText(on) : [day, month, year].filter(Boolean).join(' ')
}

/** An answer in the words of the form. */
function answerLines(question: Question, open: OpenForm) {
  const { answers } = open.draft
  const { id } = question
  if ('options' in question) return chosenTexts(question, answers)
  if (question.kind === 'people') {
    const own = listIn(answers, firstFieldOf(question)).filter(isEventRole).map(role => eventRoles[role]).join(', ')
    const others = peopleIn(answers, id).map(({ person, roles }) => (
      <>
        <NameAndAge person={shownPerson(person, open.names)} today={open.today} />:{' '}
        {roles.map(role => eventRoles[role]).join(', ')}
      </>
    ))
    return [...own ? [own] : [], ...others]
  }
  if (question.kind === 'date_time') {
    const [day, month, year, time] = ['day', 'month', 'year', 'time'].map(part => textIn(answers, `${id}-${part}`))
    return day || month || year ? [[dayAsTyped(day, month, year), time].filter(Boolean).join(', ')] : []
  }
  const text = textIn(answers, id)
  if (question.kind !== 'place') return text ? [text] : []
  const home = {
    no: 'Not a home', child: 'The child’s home', other: 'Somebody else’s home',
  }[textIn(answers, `${id}-home`)]
  return text ? [text, ...home ? [home] : []] : []
}
