import { SummaryList } from '../../design/summaryList.tsx'
import { dateTimeText, dayOf } from '../../language/format.ts'
import { AgeName } from '../../people/ageName.tsx'
import type { Question } from '../../practice/question.ts'
import { answerLines, labelOfId } from '../../practice/pages/episodeWords.ts'
import type { PlanCase } from './loadPlan.ts'
import type { PlanSection } from './sections.ts'
import type { PlanPart } from './store.ts'

/** Whom a plan is about, with the age. */
export function PlanChild({ case: { child, now } }: { case: PlanCase }) {
  return child
    ? <AgeName name={child.name} birthOn={child.birthOn} birthIsEstimate={child.birthIsEstimate} today={dayOf(now)} />
    : <>A child whose name is not open to you</>
}

type SectionsProps = {
  case: PlanCase; level: 2 | 3 | 4
  /** Where the photo is fetched, and where a section is changed, for those who may. */
  photoHref: string
  changeHref?: ((section: PlanSection) => string | undefined) | undefined
  onlyWritten?: boolean
}

/** The plan as it is read: each section with who wrote it and when. */
export function PlanSections({ case: one, level, photoHref, changeHref, onlyWritten = false }: SectionsProps) {
  const shown = one.sections.filter(section => (section.part === 1 || one.episodeId !== undefined)
    && (!onlyWritten || one.parts.has(section.code)))
  const Heading = `h${level}` as const
  return (
    <>
      {shown.map(section => {
        const part = one.parts.get(section.code)
        const href = changeHref?.(section)
        return (
          <section data-key={section.code} aria-labelledby={`section-${section.code}`}>
            <Heading class="govuk-heading-s" id={`section-${section.code}`}>{section.title}</Heading>
            {part ? <Written section={section} part={part} photoHref={photoHref} /> : <p class="govuk-body">Nothing is written here yet.</p>}
            {href
              ? <p class="govuk-body govuk-!-display-none-print">
                  <a class="govuk-link" href={href}>
                    {part ? 'Change' : 'Fill in'}<span class="govuk-visually-hidden"> “{section.title}”</span>
                  </a>
                </p>
              : undefined}
          </section>
        )
      })}
    </>
  )
}

function Written({ section, part, photoHref }: { section: PlanSection; part: PlanPart; photoHref: string }) {
  const places = new Map(section.questions.map(({ id }, place) => [id, place]))
  const answered = Object.entries(part.answers).toSorted(([one], [other]) => (places.get(one) ?? 99) - (places.get(other) ?? 99))
  return (
    <>
      {part.fileId
        ? <p class="govuk-body"><img class="kith-photo" src={photoHref} alt="The child" width="220" /></p>
        : undefined}
      {answered.length > 0
        ? <SummaryList
            classes="govuk-!-margin-bottom-2"
            rows={answered.map(([id, answer]) => {
              const question: Question | undefined = section.questions.find(each => each.id === id)
              return { key: { text: question?.label ?? labelOfId(id) }, value: { text: <Text lines={answerLines(question, answer, new Map())} /> } }
            })}
          />
        : undefined}
      <p class="govuk-hint">Written by {part.writtenBy} on {dateTimeText(part.writtenAt)}</p>
    </>
  )
}

const Text = ({ lines }: { lines: readonly string[] }) =>
  <>{lines.flatMap(line => line.split('\n')).map((line, place) => place === 0 ? line : <><br />{line}</>)}</>
