import { Button } from '../../../../../design/button.tsx'
import { EmptyState } from '../../../../../design/emptyState.tsx'
import { errorAt } from '../../../../../design/errorMessage.tsx'
import type { Problems } from '../../../../../design/errorMessage.tsx'
import { errorListOf, ErrorSummary } from '../../../../../design/errorSummary.tsx'
import { Form } from '../../../../../design/form.tsx'
import { Radios } from '../../../../../design/radios.tsx'
import { Textarea } from '../../../../../design/textarea.tsx'
import type { Viewer } from '../../../../../kernel/context.ts'
import { dateTimeText } from '../../../../../language/format.ts'
import type { Day } from '../../../../../language/format.ts'
import { birthText } from '../../../../age.ts'
import { AgeName } from '../../../../ageName.tsx'
import { fullName } from '../../../../displayNames.ts'
import type { FoundPerson } from '../../../../findPeople.ts'
import { mayLink } from '../../../../policy.ts'
import type { Identity, SourceName } from '../../../../store/identity.ts'
import type { Linkable, Move } from '../../../../store/linking.ts'
import type { Typed } from '../../../typed.ts'
import { SearchForm } from '../../search/view.tsx'
import { SideBySide } from './sideBySide.tsx'

type Shared = { identity: Identity; csrf: string; command: string; query: string }

export type RecordsViewProps = Shared & { viewer: Viewer; moves: readonly Move[]; problem?: string | undefined }

export function RecordsView({ identity, csrf, command, query, viewer, moves, problem }: RecordsViewProps) {
  const base = `/people/${identity.personId}/records`
  const isLinker = mayLink(viewer, viewer)
  return (
    <>
      {problem ? <ErrorSummary errorList={[{ text: problem, href: '#history' }]} /> : undefined}
      <h2 class="govuk-heading-m">Records of each agency</h2>
      <p class="govuk-body">
        A person is a link between the records that agencies hold. Nothing is merged: a link can always be taken back.
      </p>
      {identity.names.length === 0
        ? <EmptyState title="No record that you can see" />
        : <SideBySide
            records={identity.names}
            actionFor={record => mayLink(viewer, record)
              ? <a class="govuk-link" href={`${base}/${record.id}/unlink${query}`}>
                  Unlink<span class="govuk-visually-hidden"> the record of {record.agency}</span>
                </a>
              : ''}
          />}
      {isLinker
        ? <Button href={`${base}/link${query}`} classes="govuk-button--secondary" text="Link another record" />
        : undefined}
      <Moves {...{ csrf, command, query, viewer, moves, base }} />
    </>
  )
}

type MovesProps = Pick<RecordsViewProps, 'csrf' | 'command' | 'query' | 'viewer' | 'moves'> & { base: string }

/** Who linked what and why; the last move of each record can be taken back. */
function Moves({ csrf, command, query, viewer, moves, base }: MovesProps) {
  if (moves.length === 0) return <></>
  const byRecord = Map.groupBy(moves, ({ recordId }) => recordId)
  const last = new Set([...byRecord.values()].flatMap(([first]) => first?.id ?? []))
  return (
    <section aria-labelledby="history">
      <h2 class="govuk-heading-m" id="history">Links and unlinks</h2>
      <ul class="govuk-list" data-live="moves">
        {moves.map(move => (
          <li data-key={move.id}>
            <p class="govuk-body govuk-!-margin-bottom-1">
              <b>{move.isHere ? 'Linked' : 'Unlinked'}</b> the record of {move.agency},
              {' '}{dateTimeText(new Date(move.doneAt))}{move.by ? `, by ${move.by}` : ''}. Reason: {move.why}
            </p>
            {last.has(move.id) && mayLink(viewer, move)
              ? <Form action={`${base}/undo${query}`} csrf={csrf}>
                  <input type="hidden" name="key" value={`${command} ${move.id}`} />
                  <input type="hidden" name="move" value={move.id} />
                  <Button classes="govuk-button--secondary" preventDoubleClick>
                    Take this back
                    <span class="govuk-visually-hidden">: {move.isHere ? 'link' : 'unlink'} of {move.agency}</span>
                  </Button>
                </Form>
              : undefined}
          </li>
        ))}
      </ul>
    </section>
  )
}

export type UnlinkViewProps = Shared & { record: SourceName; typed: Typed; problems: Problems }

export function UnlinkView({ identity, csrf, command, query, record, typed, problems }: UnlinkViewProps) {
  const base = `/people/${identity.personId}/records`
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h2 class="govuk-heading-m">Unlink the record of {record.agency}</h2>
      <p class="govuk-body">
        It says: <b>{fullName(record.givenName, record.familyName)}</b>,
        born {birthText(record.birthOn ?? undefined, record.birthIsEstimate)}.
        {' '}It will stand alone until somebody links it again. What came with it moves with it. You can take this back.
      </p>
      <Form action={`${base}/${record.id}/unlink${query}`} csrf={csrf}>
        <input type="hidden" name="key" value={command} />
        <Reason label="Why is this record not about this person?" typed={typed} problems={problems} />
        <Button text="Unlink record" classes="govuk-button--warning" preventDoubleClick />
        <p class="govuk-body"><a class="govuk-link" href={base + query}>Go back without a change</a></p>
      </Form>
    </>
  )
}

function Reason({ label, typed, problems }: { label: string; typed: Typed; problems: Problems }) {
  return (
    <Textarea
      name="why" label={{ text: label, classes: 'govuk-label--s' }} value={typed['why']} rows={3}
      errorMessage={errorAt(problems, 'why')}
      hint={{ text: 'Say what you compared. It is kept with the history of both people.' }}
    />
  )
}

export type Choices = { people: readonly FoundPerson[]; records: readonly Linkable[]; typed: Typed }

export type LinkViewProps = Shared & {
  viewer: Viewer; today: Day; search: string; choices?: Choices | undefined; typed: Typed; problems: Problems
}

export function LinkView(props: LinkViewProps) {
  const { identity, csrf, query, choices, problems } = props
  const base = `/people/${identity.personId}/records`
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h2 class="govuk-heading-m">Link another record to this person</h2>
      <SearchForm csrf={csrf} typed={choices?.typed ?? {}} problems={problems} action={`${base}/search${query}`} />
      {choices ? <ChooseRecord {...props} choices={choices} /> : undefined}
      <p class="govuk-body"><a class="govuk-link" href={base + query}>Go back without a change</a></p>
    </>
  )
}

function ChooseRecord(props: LinkViewProps & { choices: Choices }) {
  const { identity, csrf, command, query, viewer, today, search, choices, typed, problems } = props
  const items = choices.people.flatMap(person => choices.records
    .filter(record => record.personId === person.personId && mayLink(viewer, record))
    .map(record => ({
      value: record.id,
      text: <><AgeName {...person} today={today} />, {record.agency}</>,
      hint: { text: `Born ${birthText(person.birthOn, person.birthIsEstimate)}. Why: ${person.because.join(', ')}.` },
    })))
  if (items.length === 0) {
    return (
      <EmptyState title="No record found that you may link">
        <p class="govuk-body">Search again with another spelling. You can link your own agency’s records.</p>
      </EmptyState>
    )
  }
  return (
    <Form action={`/people/${identity.personId}/records/link${query}`} csrf={csrf}>
      <input type="hidden" name="key" value={command} />
      <input type="hidden" name="s" value={search} />
      <Radios
        name="record" items={items} value={typed['record']} errorMessage={errorAt(problems, 'record')}
        fieldset={{ legend: { text: 'Which record is about this person?', classes: 'govuk-fieldset__legend--s' } }}
      />
      <Reason label="Why is it the same person?" typed={typed} problems={problems} />
      <Button text="Link record" preventDoubleClick />
    </Form>
  )
}
