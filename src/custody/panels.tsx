import { Badge } from '../design/badge.tsx'
import { Details } from '../design/details.tsx'
import { InsetText } from '../design/insetText.tsx'
import { SummaryList } from '../design/summaryList.tsx'
import { Table } from '../design/table.tsx'
import { disclose } from '../kernel/disclosure.ts'
import { slugOf } from '../practice/pages/episodeWords.ts'
import { stepsFor } from '../practice/policy.ts'
import { listIn, numberIn, textIn } from '../practice/question.ts'
import type { Answers, Question } from '../practice/question.ts'
import type { EpisodePanel } from '../practice/room.ts'
import { listEntriesOf } from '../practice/store/entries.ts'
import { listBegunBy } from '../practice/store/episodes.ts'
import { countedFrom } from './counting.ts'
import { detention } from './detention/detention.ts'
import { notDoneYet } from './due.ts'
import { gravityOf } from './gravity.ts'
import type { Gravity } from './gravity.ts'
import { gravityMatrix } from './settings.ts'
import { needsQuestions } from './welfare.ts'

/** Before anything else: how this child understands, as it was found here, for everybody who was asked to help. */
const needsPanel: EpisodePanel = {
  kinds: ['detention', 'adult_request', 'bed_request', 'liaison_offer'], place: 'before_steps',
  show: async ({ tx, kernel, scope, facts: { episode, entries } }) => {
    const read = episode.kind === 'detention' ? entries : episode.parentId ? await listEntriesOf(tx, episode.parentId) : []
    const found = read.find(({ answers }) => answers['communicates'] !== undefined)
    if (!found) return undefined
    await disclose(tx, kernel, scope, { page: 'custody/needs', people: [{ personId: episode.personId, categories: ['needs'] }] })
    return <HowTheChildCommunicates answers={found.answers} />
  },
}

function HowTheChildCommunicates({ answers }: { answers: Answers }) {
  return (
    <SummaryList
      card={{ title: { text: 'How this child communicates' } }}
      rows={needsQuestions.filter(({ id }) => answers[id] !== undefined && !id.startsWith('age_'))
        .map(question => ({ key: { text: shortLabels[question.id] ?? question.label }, value: { text: textFor(question, answers) } }))}
    />
  )
}

const shortLabels: Readonly<Record<string, string>> = {
  communicates: 'Understands and speaks best', needs: 'Lives with', adjustments: 'Done differently',
}

function textFor(question: Question, answers: Answers): string {
  if (question.kind !== 'checkboxes') return textIn(answers, question.id)
  return listIn(answers, question.id).map(value => question.options.find(option => option.value === value)?.text ?? value).join(', ')
}

/** What is owed to the child and not done, in red until it is. */
const duePanel: EpisodePanel = {
  kinds: ['detention'], place: 'before_steps',
  show: async ({ tx, kernel, facts }) => {
    const open = notDoneYet(facts, await listBegunBy(tx, kernel, facts.episode.id))
    if (open.length === 0) return undefined
    const may = stepsFor(detention, facts).filter(({ decision }) => decision.allowed).map(({ step }) => step)
    return (
      <section aria-label="Not done yet">
        <h2 class="govuk-heading-m">Not done yet</h2>
        <ul class="govuk-list">
          {open.map(({ text, step, isUrgent }) => (
            <li>
              <Badge colour={isUrgent ? 'red' : 'amber'} text={isUrgent ? 'Now' : 'To do'} />{' '}
              {may.includes(step) ? <a class="govuk-link" href={`#${slugOf(step)}`}>{text}</a> : text}
            </li>
          ))}
        </ul>
      </section>
    )
  },
}

/** What to think of before a child is detained: another way, and how grave the offence is by the published aid. */
const decidingPanel: EpisodePanel = {
  kinds: ['detention'], place: 'before_steps',
  show: async ({ facts }) => {
    if (facts.episode.state !== 'arrived' || facts.viewer.agencyId !== facts.episode.agencyId) return undefined
    const brought = facts.entries.find(({ step }) => step === 'begin')?.answers ?? {}
    const matrix = facts.settings.valueOf(gravityMatrix)
    const gravity = gravityOf(matrix, textIn(brought, 'offence'), [])
    return (
      <section aria-label="Before you decide">
        <h2 class="govuk-heading-m">Before you decide</h2>
        <InsetText>
          Could the child come by appointment instead? Voluntary attendance lets an adult, a solicitor and the adjustments be
          there from the start, and the child sleeps at home.
        </InsetText>
        {gravity ? <GravityAid gravity={gravity} version={facts.settings.versionOf(gravityMatrix)} /> : undefined}
        <Details summaryText="What makes an offence graver or less grave">
          <Table
            head={[{ text: 'Factor' }, { text: 'Points', format: 'numeric' }]} rows={matrix.factors.map(({ title, points }) =>
              [{ text: title }, { text: signed(points), format: 'numeric' }])}
          />
        </Details>
      </section>
    )
  },
}

const signed = (points: number) => points > 0 ? `+${points}` : `−${Math.abs(points)}`

function GravityAid({ gravity, version }: { gravity: Gravity; version: number }) {
  return (
    <>
      <Table
        caption="How the gravity of the offence comes about"
        head={[{ text: 'Because of' }, { text: 'Points', format: 'numeric' }]}
        rows={[
          ...gravity.lines.map(({ text, points }, place) =>
            [{ text }, { text: place === 0 ? String(points) : signed(points), format: 'numeric' as const }]),
          [{ text: <b>Comes to</b> }, { text: <b>{gravity.score} of 5</b>, format: 'numeric' as const }],
        ]}
      />
      <p class="govuk-body">
        {gravity.usual} This is an aid about the offence, never about the child. You decide, and you may depart from it with a reason.{' '}
        <span class="govuk-hint govuk-!-font-size-16">{version === 0 ? 'Starter values, not checked by the partnership.' : `Local version ${version}.`}</span>
      </p>
    </>
  )
}

/** How the judgement on gravity came about, for those who may see it. */
const judgedPanel: EpisodePanel = {
  kinds: ['detention'], place: 'end',
  show: async ({ facts }) => {
    const judged = facts.entries.find(({ step }) => step === 'authorise')?.answers ?? {}
    const score = numberIn(judged, 'gravity')
    if (score === undefined) return undefined
    const gravity = gravityOf(facts.settings.valueOf(gravityMatrix), textIn(judged, 'gravity_offence'),
      [...listIn(judged, 'aggravating'), ...listIn(judged, 'mitigating')])
    const why = textIn(judged, 'gravity_why')
    return gravity && (
      <section aria-label="Gravity of the offence">
        <h2 class="govuk-heading-m">Gravity of the offence</h2>
        <GravityAid gravity={gravity} version={facts.settings.versionOf(gravityMatrix)} />
        <p class="govuk-body">
          Judged by a person: <b>{score}</b>{score === gravity.score ? ', as the aid has it.' : '.'} {why ? `Why: ${why}` : ''}
        </p>
      </section>
    )
  },
}

const bedWords = { not_asked: 'Not asked for', asked: 'Asked for, no answer yet', offered: 'Offered', none: 'None', moved: 'The child moved there' } as const

/** The night after charge: hours in the station, what the council was asked and said, and the certificate. */
const afterChargePanel: EpisodePanel = {
  kinds: ['detention'], place: 'after_steps',
  show: async ({ tx, kernel, facts: { episode, entries, now } }) => {
    const { after } = countedFrom({ detention: episode, entries, asked: await listBegunBy(tx, kernel, episode.id), now })
    if (!after) return undefined
    const isOver = episode.closedAt !== undefined
    return (
      <SummaryList
        card={{ title: { text: 'After charge' } }}
        rows={[
          { key: { text: 'In the police station since bail was refused' }, value: { text: `${after.hours} hours, ${after.nights} ${after.nights === 1 ? 'night' : 'nights'}${isOver ? '' : ' so far'}` } },
          { key: { text: 'Bed' }, value: { text: <><Badge colour={after.bed === 'offered' || after.bed === 'moved' ? 'green' : 'red'} text={bedWords[after.bed]} />{after.isSecure ? ' (secure)' : ''}</> } },
          { key: { text: 'Certificate for the court' }, value: { text: after.isCertified ? 'Made' : 'Not made' } },
        ]}
      />
    )
  },
}

export const custodyPanels: readonly EpisodePanel[] = [needsPanel, duePanel, decidingPanel, afterChargePanel, judgedPanel]
