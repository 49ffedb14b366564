import { Button } from '../../../design/button.tsx'
import { Checkboxes } from '../../../design/checkboxes.tsx'
import { Details } from '../../../design/details.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { ErrorSummary, errorListOf } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { Select } from '../../../design/select.tsx'
import { Table } from '../../../design/table.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import { dateText, dayTimeText } from '../../../language/format.ts'
import type { Colleague, Link } from '../../store/links.ts'
import { oneOf } from '../shares/shareForm.ts'
import type { Fields } from '../shares/shareForm.ts'

export type LinksViewProps = {
  who: string
  links: readonly Link[]
  colleagues: readonly Colleague[]
  action: string
  query: string
  csrf: string
  fields: Fields
  problems: Problems
  mayAllocate: boolean
  managesAll: boolean
  now: Date
}

export function LinksView(props: LinksViewProps) {
  const { who, links, problems, mayAllocate } = props
  const own = links.filter(({ isOwn }) => isOwn)
  const others = links.filter(({ isOwn }) => !isOwn)
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">Who has a reason to open the record of {who}</h1>
      <p class="govuk-body">
        A reason opens the record for one purpose and for a time. What is then seen, agreements and roles decide.
      </p>
      <Own {...props} links={own} />
      {mayAllocate ? <Allocate {...props} links={own} /> : undefined}
      <Others links={others} now={props.now} />
    </>
  )
}

function Own(props: LinksViewProps) {
  const { links, now } = props
  if (links.length === 0)
    return (
      <EmptyState title="Nobody of your agency">
        <p class="govuk-body">Colleagues who are allocated, on a panel or on call appear here.</p>
      </EmptyState>
    )
  return (
    <WideTable label="Your agency">
      <Table
        caption="Your agency"
        captionClasses="govuk-table__caption--m"
        live="own-links"
        firstCellIsHeader
        head={['Who', 'Why', 'Purpose', 'From', 'Until', 'End it'].map(text => ({ text }))}
        rows={links.map(link => ({
          key: link.id,
          cells: [
            {
              text: link.isMine
                ? `${link.staff ?? ''} (you)`
                : (link.staff ?? `Everybody who is ${link.role ?? 'in the team'}`),
            },
            {
              text: (
                <>
                  {link.title}
                  <br />
                  <span class="govuk-hint govuk-!-font-size-16">{link.says}</span>
                </>
              ),
            },
            { text: link.purpose },
            { text: dateText(link.from) },
            { text: link.until ? dayTimeText(link.until, now) : 'Until it is ended' },
            { text: mayEnd(link, props) ? <End {...props} link={link} /> : '' },
          ],
        }))}
      />
    </WideTable>
  )
}

const mayEnd = ({ kind, isMine, madeByMe, staff }: Link, { managesAll }: LinksViewProps): boolean =>
  kind !== 'share' && kind !== 'break_glass' && (isMine || managesAll || (madeByMe && staff !== null))

function End({ link, action, query, csrf, problems }: LinksViewProps & { link: Link }) {
  const id = `because-${link.id}`
  return (
    <Details
      summaryText={
        <>
          End
          <span class="govuk-visually-hidden">
            {' '}
            {link.title}, {link.staff}
          </span>
        </>
      }
      open={id in problems}
    >
      <Form action={`${action}/end${query}`} csrf={csrf}>
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        <input type="hidden" name="link" value={link.id} />
        <Select
          id={id}
          name="because"
          label={{ text: 'Why?' }}
          errorMessage={errorAt(problems, id)}
          items={[
            { value: '', text: 'Choose' },
            { value: 'no_longer_needed', text: 'No longer needed' },
            { value: 'made_in_error', text: 'Made in error' },
          ]}
        />
        <Button classes="govuk-button--secondary" text="End it" preventDoubleClick />
      </Form>
    </Details>
  )
}

function Allocate({ links, colleagues, action, query, csrf, fields, problems }: LinksViewProps) {
  const mine = links.find(
    ({ isMine, kind }) => isMine && kind !== 'share' && kind !== 'self_claimed' && kind !== 'break_glass',
  )
  return (
    <section aria-labelledby="allocate">
      <h2 class="govuk-heading-m" id="allocate">
        Allocate a colleague
      </h2>
      <Form action={`${action}/allocate${query}`} csrf={csrf}>
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        <Select
          id="colleague"
          name="colleague"
          label={{ text: 'Who' }}
          value={oneOf(fields, 'colleague')}
          errorMessage={errorAt(problems, 'colleague')}
          items={[
            { value: '', text: 'Choose a colleague' },
            ...colleagues.map(({ id, name, role }) => ({ value: id, text: `${name}, ${role}` })),
          ]}
        />
        {mine ? (
          <Checkboxes
            name="instead-of"
            items={[
              {
                value: mine.id,
                text: 'Hand over: I no longer need to open this record',
                hint: { text: 'Your own reason ends as theirs begins.' },
              },
            ]}
          />
        ) : undefined}
        <Button text="Allocate" preventDoubleClick />
      </Form>
    </section>
  )
}

/** Which services are involved is known to those who work with the child; who and why is not. */
function Others({ links, now }: { links: readonly Link[]; now: Date }) {
  if (links.length === 0) return <></>
  const teams = [...Map.groupBy(links, ({ agency }) => agency)]
  return (
    <>
      <h2 class="govuk-heading-m">Other agencies</h2>
      <ul class="govuk-list govuk-list--bullet" data-live="other-links">
        {teams.map(([agency, of]) => (
          <li data-key={agency}>
            {agency}: since {dateText(of.reduce((first, { from }) => (from < first ? from : first), now))}
          </li>
        ))}
      </ul>
    </>
  )
}
