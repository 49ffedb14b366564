import { randomUUID } from 'node:crypto'
import { Button } from '../../../design/button.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { ErrorSummary, errorListOf } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { Input } from '../../../design/input.tsx'
import { Pagination } from '../../../design/pagination.tsx'
import { Radios } from '../../../design/radios.tsx'
import { Select } from '../../../design/select.tsx'
import { SubNavigation } from '../../../design/subNavigation.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { Tag } from '../../../design/tag.tsx'
import type { Typed } from '../../../people/pages/typed.ts'
import type { SectionCount } from '../../subject/store.ts'
import { choices, grounds, sectionNames, sections } from '../../subject/subjectRequest.ts'
import type { Item, Section, SubjectRequest } from '../../subject/subjectRequest.ts'
import type { Words } from '../../store/words.ts'

export const itemsPerPage = 20
export type ReturnedItem = { itemId: string; typed: Typed; problems: Problems } | undefined

type ReviewViewProps = {
  request: SubjectRequest
  items: readonly Item[]
  isMore: boolean
  counts: readonly SectionCount[]
  section: Section
  page: number
  words: Words
  csrf: string
  returned: ReturnedItem
}

export function ReviewView({ request, items, isMore, counts, section, page, words, csrf, returned }: ReviewViewProps) {
  const address = (of: Section, at = 1) =>
    `/subject-requests/${request.id}/review?section=${of}${at > 1 ? `&page=${at}` : ''}`
  const count = (of: Section) => counts.find(each => each.section === of)
  const here = count(section)
  return (
    <>
      {returned ? <ErrorSummary errorList={errorListOf(returned.problems)} /> : undefined}
      <h1 class="govuk-heading-l">Review the account {request.reference}</h1>
      <p class="govuk-body">
        Values that are protected, and what comes from sources, are out already. Decide about the rest: take the
        proposal, or choose otherwise and say why.
      </p>
      <SubNavigation
        label="Parts of the account"
        items={sectionNames.map(of => ({
          text: `${sections[of].title} (${count(of)?.undecided ?? 0} of ${count(of)?.items ?? 0} open)`,
          href: address(of),
          current: of === section,
        }))}
      />
      {here && here.undecided > 0 ? <AcceptForm {...{ request, section, csrf }} open={here.undecided} /> : undefined}
      {items.length === 0 ? (
        <EmptyState title="Nothing in this part">
          <p class="govuk-body">What the agencies hold of this kind would be listed here, item by item.</p>
        </EmptyState>
      ) : (
        items.map(item => (
          <ReviewItem
            {...{ request, item, words, csrf, section, page }}
            returned={returned?.itemId === item.id ? returned : undefined}
          />
        ))
      )}
      {isMore || page > 1 ? (
        <Pagination
          previous={page > 1 ? { href: address(section, page - 1), text: 'Earlier items' } : undefined}
          next={isMore ? { href: address(section, page + 1), text: 'Further items' } : undefined}
        />
      ) : undefined}
      <p class="govuk-body">
        <a class="govuk-link" href={`/subject-requests/${request.id}`}>
          Back to the request
        </a>
      </p>
    </>
  )
}

function AcceptForm({
  request,
  section,
  csrf,
  open,
}: {
  request: SubjectRequest
  section: Section
  csrf: string
  open: number
}) {
  return (
    <Form action={`/subject-requests/${request.id}/review/accept`} csrf={csrf}>
      <input type="hidden" name="key" value={randomUUID()} />
      <input type="hidden" name="section" value={section} />
      <Button
        classes="govuk-button--secondary"
        preventDoubleClick
        text={`Take the proposals for the ${open} open items of this part`}
      />
    </Form>
  )
}

type ReviewItemProps = {
  request: SubjectRequest
  item: Item
  words: Words
  csrf: string
  section: Section
  page: number
  returned: ReturnedItem
}

function ReviewItem({ request, item, words, csrf, section, page, returned }: ReviewItemProps) {
  const where = [
    item.ofAgency ? words.agency(item.ofAgency) : undefined,
    item.isLocked || !item.ofCategory ? undefined : words.category(item.ofCategory),
  ]
  return (
    <section class="kith-card" id={`item-${item.place}`}>
      <h2 class="govuk-heading-s">
        {item.place}. {item.title}{' '}
        {item.decision ? <Tag text={choices[item.decision]} classes="govuk-tag--grey" /> : <Tag text="Open" />}
        {item.dispute ? (
          <>
            {' '}
            <Tag text="Disputed" classes="govuk-tag--orange" />
          </>
        ) : undefined}
      </h2>
      <p class="govuk-hint">{where.filter(Boolean).join(' · ')}</p>
      {item.isLocked ? (
        <p class="govuk-body">
          {item.ground ? grounds[item.ground].title : 'Left out'}. It is not shown to you either, and nobody can put it
          back.
        </p>
      ) : (
        <>
          <SummaryList
            rows={item.lines.map(([label, value]) => ({
              key: { text: label },
              value: { text: <Marked text={value} words={item.found} /> },
            }))}
          />
          <DecisionForm {...{ request, item, csrf, section, page, returned }} />
          {disputable.has(item.sourceTable) && !item.dispute ? (
            <p class="govuk-body-s">
              <a class="govuk-link" href={`/disputes/new?item=${item.id}`}>
                Record that this is disputed
              </a>
            </p>
          ) : undefined}
        </>
      )}
    </section>
  )
}

const disputable = new Set([
  'record',
  'source_record',
  'identifier',
  'contact_point',
  'need',
  'relationship',
  'involvement',
])

/** The words of other people, marked by weight, so that one sees what would be left out. */
function Marked({ text, words }: { text: string; words: readonly string[] }) {
  if (words.length === 0) return <>{text}</>
  const pattern = new RegExp(
    `(${words.map(word => word.replaceAll(/[.*+?^$\{\}\(\)\|\[\]\\\/\-]/gv, '\\$&')).join('|')})`,
    'i',
  )
  return <>{text.split(pattern).map((part, place) => (place % 2 === 1 ? <mark>{part}</mark> : part))}</>
}

function DecisionForm({ request, item, csrf, section, page, returned }: Omit<ReviewItemProps, 'words'>) {
  const typed = returned?.typed
  const problems = returned?.problems
  const id = (name: string) => `${name}-${item.place}`
  const because = item.ground ? `, because ${grounds[item.ground].title.toLowerCase()}` : ''
  const proposed = `Proposal: ${choices[item.proposal].toLowerCase()}${because}`
  return (
    <Form action={`/subject-requests/${request.id}/review`} csrf={csrf}>
      <input type="hidden" name="key" value={randomUUID()} />
      <input type="hidden" name="item" value={item.id} />
      <input type="hidden" name="section" value={section} />
      <input type="hidden" name="page" value={String(page)} />
      <Radios
        name="choice"
        idPrefix={id('choice')}
        classes="govuk-radios--small govuk-radios--inline"
        hint={{ text: proposed }}
        value={typed?.['choice'] ?? item.decision ?? item.proposal}
        errorMessage={errorAt(problems, id('choice'))}
        fieldset={{ legend: { text: 'Decision', classes: 'govuk-visually-hidden' } }}
        items={[
          { value: 'keep', text: choices.keep },
          ...(item.masked ? [{ value: 'mask', text: choices.mask }] : []),
          { value: 'redact', text: choices.redact },
        ]}
      />
      <Select
        id={id('ground')}
        name="ground"
        label={{ text: 'Ground, if something is left out' }}
        value={typed?.['ground'] ?? item.decidedGround ?? item.ground ?? ''}
        errorMessage={errorAt(problems, id('ground'))}
        items={[
          { value: '', text: 'None' },
          ...Object.entries(grounds).map(([value, { title }]) => ({ value, text: title })),
        ]}
      />
      <Input
        id={id('reason')}
        name="reason"
        label={{ text: 'Reason, if you choose otherwise than proposed' }}
        value={typed?.['reason'] ?? item.reason ?? ''}
        errorMessage={errorAt(problems, id('reason'))}
      />
      <Button classes="govuk-button--secondary" preventDoubleClick text="Decide" />
    </Form>
  )
}
