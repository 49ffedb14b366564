import { randomUUID } from 'node:crypto'
import { Button } from '../../../design/button.tsx'
import { Details } from '../../../design/details.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { Form } from '../../../design/form.tsx'
import { Pagination } from '../../../design/pagination.tsx'
import { SubNavigation } from '../../../design/subNavigation.tsx'
import { Table } from '../../../design/table.tsx'
import { Tag } from '../../../design/tag.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import { dateText } from '../../../language/format.ts'
import { ageOf } from '../../../people/age.ts'
import type { DisplayName } from '../../../people/displayNames.ts'
import { actions, ruleText } from '../../retention/retention.ts'
import type { Due, DueState, RetentionRule } from '../../retention/retention.ts'
import type { Words } from '../../store/words.ts'

export const perPage = 50

type RetentionViewProps = {
  due: readonly Due[]
  isMore: boolean
  state: DueState
  page: number
  names: ReadonlyMap<string, DisplayName>
  held: ReadonlySet<string>
  rules: readonly RetentionRule[]
  words: Words
  csrf: string
  today: string
  referenceOf: (personId: string) => string
}

/** "Teo Marlowe, 14 years", or a reference where the name is not the viewer's to see. */
export function whoIs(name: DisplayName | undefined, reference: string, today: string): string {
  return name ? `${name.name}, ${ageOf(name.birthOn, today)}` : reference
}

const states = { due: 'Due', kept: 'Kept longer', disposed: 'Disposed of' } as const

export function RetentionView(props: RetentionViewProps) {
  const { due, isMore, state, page, rules, words, csrf } = props
  const address = (of: DueState, at = 1) => `/retention?state=${of}${at > 1 ? `&page=${at}` : ''}`
  return (
    <>
      <h1 class="govuk-heading-l">Retention</h1>
      <p class="govuk-body">
        What has been kept as long as its rule says. Somebody decides: keep it, with a reason and a day to look again,
        or dispose of it. A{' '}
        <a class="govuk-link" href="/holds">
          hold
        </a>{' '}
        stands before every disposal.
      </p>
      <Form action="/retention/run" csrf={csrf}>
        <input type="hidden" name="key" value={randomUUID()} />
        <Button classes="govuk-button--secondary" preventDoubleClick text="Look for what is due now" />
      </Form>
      <SubNavigation
        label="What is shown"
        items={(['due', 'kept', 'disposed'] as const).map(of => ({
          text: states[of],
          href: address(of),
          current: of === state,
        }))}
      />
      {due.length === 0 ? (
        <EmptyState title={state === 'due' ? 'Nothing is due' : 'Nothing here yet'}>
          <p class="govuk-body">
            The list is made once a day from the rules below. What is due appears here, the longest overdue first.
          </p>
        </EmptyState>
      ) : (
        <DueTable {...props} />
      )}
      {isMore || page > 1 ? (
        <Pagination
          previous={page > 1 ? { href: address(state, page - 1), text: 'Earlier' } : undefined}
          next={isMore ? { href: address(state, page + 1), text: 'Further' } : undefined}
        />
      ) : undefined}
      <Details summaryText="The rules">
        <Rules rules={rules} words={words} />
      </Details>
    </>
  )
}

function DueTable({ due, state, names, held, words, today, referenceOf }: RetentionViewProps) {
  return (
    <WideTable label={states[state]}>
      <Table
        caption={<span class="govuk-visually-hidden">{states[state]}</span>}
        list
        head={['About', 'Held by', 'Kind of information', 'Rule', 'Due', 'State'].map(text => ({ text }))}
        rows={due.map(each => ({
          key: each.id,
          cells: [
            {
              text: (
                <a class="govuk-link" data-open="" href={`/retention/${each.id}`}>
                  {whoIs(names.get(each.personId), referenceOf(each.personId), today)}
                </a>
              ),
            },
            { text: words.agency(each.ofAgency) },
            { text: words.category(each.kind) },
            { text: each.ruleTitle },
            { text: dateText(each.dueOn) },
            {
              text: held.has(each.personId) ? (
                <Tag text="On hold" classes="govuk-tag--red" />
              ) : each.keepUntil ? (
                `Until ${dateText(each.keepUntil)}`
              ) : (
                states[each.state]
              ),
            },
          ],
        }))}
      />
    </WideTable>
  )
}

export function Rules({ rules, words }: { rules: readonly RetentionRule[]; words: Pick<Words, 'category'> }) {
  return (
    <WideTable label="Rules of retention">
      <Table
        caption={<span class="govuk-visually-hidden">Rules of retention</span>}
        head={['Rule', 'Of which agencies', 'Kind of information', 'Kept', 'Then', 'Source'].map(text => ({ text }))}
        rows={rules.map(rule => [
          { text: `${rule.title} (version ${rule.version})` },
          { text: rule.agencyKinds.map(kind => kind.replaceAll('_', ' ')).join(', ') || 'All' },
          {
            text:
              rule.categories.map(words.category).join(', ') ||
              (rule.whenKinds.length > 0
                ? `All, where there is: ${rule.whenKinds.map(kind => kind.replaceAll('_', ' ')).join(', ')}`
                : 'All'),
          },
          { text: ruleText(rule) },
          { text: actions[rule.action] },
          { text: rule.verified ? rule.source : `${rule.source}. Not yet checked by the partnership.` },
        ])}
      />
    </WideTable>
  )
}
