import { Hono } from 'hono'
import type { Context } from 'hono'
import { Button } from '../../../design/button.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { ErrorSummary, errorListOf } from '../../../design/errorSummary.tsx'
import { Form } from '../../../design/form.tsx'
import { Radios } from '../../../design/radios.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { Table } from '../../../design/table.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import { disclose } from '../../../kernel/disclosure.ts'
import type { Env } from '../../../kernel/web.ts'
import { dateText, dateTimeText } from '../../../language/format.ts'
import { isId } from '../../../people/pages/typed.ts'
import { reviewClaim } from '../../actions/changeLinks.ts'
import { personReference } from '../../personReference.ts'
import { mayReviewClaims, overseeingShares } from '../../sharePolicy.ts'
import { findClaim, listClaims } from '../../store/links.ts'
import type { Claim } from '../../store/links.ts'
import { keyOf, oneOf, readFields } from '../shares/shareForm.ts'
import type { Fields } from '../shares/shareForm.ts'

const one = '/claims/:id{[0-9a-f-]{36}}'

/** Whoever answers for an agency's data sees who took on somebody they hold a record of, and keeps it or ends it. */
export const claimReviewPages = () =>
  new Hono<Env>()
    .get('/claims', async c => {
      const { kernel, viewer } = c.var
      if (!mayReviewClaims(viewer)) return c.var.absent()
      const scope = overseeingShares(viewer)
      const claims = await kernel.db.as(scope, async tx => {
        const found = await listClaims(tx)
        await disclose(tx, kernel, scope, {
          page: 'claims',
          people: found.map(({ personId }) => ({ personId, categories: ['protection'] })),
        })
        return found
      })
      return c.var.render(
        { title: 'People taken on', wide: true },
        <ClaimsView
          claims={claims}
          referenceOf={claim => personReference(kernel, viewer.partnershipId, claim.personId)}
        />,
      )
    })
    .get(one, c => show(c, {}, {}))
    .post(`${one}/review`, async c => {
      const { kernel, viewer } = c.var
      const claim = await open(c)
      if (!claim) return c.var.absent()
      const fields = await readFields(c.req)
      const outcome = oneOf(fields, 'outcome')
      const why = oneOf(fields, 'why')
      const problems: Problems = {
        ...(outcome !== 'kept' && outcome !== 'ended' && { outcome: 'Choose whether it is kept' }),
        ...(why === '' && { why: 'Say why' }),
      }
      if (Object.keys(problems).length > 0) return show(c, fields, problems)
      const done = await reviewClaim(kernel, overseeingShares(viewer), claim, {
        outcome: outcome === 'kept' ? 'kept' : 'ended',
        why,
        key: keyOf(fields),
      })
      return done.done ? c.redirect(`/claims/${claim.id}`, 303) : show(c, fields, { why: done.why })
    })

async function open(c: Context<Env>): Promise<Claim | undefined> {
  const { kernel, viewer } = c.var
  const id = c.req.param('id')
  if (!mayReviewClaims(viewer) || !isId(id)) return undefined
  const scope = overseeingShares(viewer)
  return kernel.db.as(scope, async tx => {
    const claim = await findClaim(tx, id)
    if (claim)
      await disclose(tx, kernel, scope, {
        page: 'claims/one',
        people: [{ personId: claim.personId, categories: ['protection'] }],
      })
    return claim
  })
}

async function show(c: Context<Env>, fields: Fields, problems: Problems) {
  const claim = await open(c)
  if (!claim) return c.var.absent()
  const { kernel, viewer, csrf } = c.var
  return c.var.render(
    {
      title: 'Somebody was taken on',
      status: Object.keys(problems).length > 0 ? 422 : 200,
      back: { href: '/claims', text: 'All people taken on' },
    },
    <ClaimView
      {...{ claim, fields, problems, csrf }}
      reference={personReference(kernel, viewer.partnershipId, claim.personId)}
    />,
  )
}

function ClaimsView({ claims, referenceOf }: { claims: readonly Claim[]; referenceOf: (claim: Claim) => string }) {
  return (
    <>
      <h1 class="govuk-heading-l">People taken on without being allocated</h1>
      {claims.length === 0 ? (
        <EmptyState title="Nobody was taken on">
          <p class="govuk-body">
            When somebody opens a record that your agency holds by their own claim, it appears here.
          </p>
        </EmptyState>
      ) : (
        <Table
          list
          head={['Person', 'By', 'Why', 'When', 'State'].map(text => ({ text }))}
          rows={claims.map(claim => ({
            key: claim.id,
            cells: [
              {
                text: (
                  <a class="govuk-link" href={`/claims/${claim.id}`} data-open>
                    {referenceOf(claim)}
                  </a>
                ),
              },
              { text: `${claim.staff}, ${claim.agency}` },
              { text: claim.reason },
              { text: dateTimeText(claim.claimedAt) },
              { text: stateOf(claim) },
            ],
          }))}
        />
      )}
    </>
  )
}

const stateOf = ({ review, until }: Claim) =>
  review === null ? `To review; ends ${dateText(until)}` : review === 'kept' ? 'Kept' : 'Ended'

type ClaimViewProps = { claim: Claim; reference: string; fields: Fields; problems: Problems; csrf: string }

function ClaimView({ claim, reference, fields, problems, csrf }: ClaimViewProps) {
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">
        {claim.staff} has taken on {reference}
      </h1>
      <SummaryList
        rows={[
          row('Who', `${claim.staff}, ${claim.role}, ${claim.agency}`),
          row('Why', `${claim.reason}. ${claim.words}`),
          row('When', dateTimeText(claim.claimedAt)),
          row('Ends at the latest', dateTimeText(claim.until)),
          claim.reviewedAt ? row('Review', `${stateOf(claim)}: ${claim.why}`) : null,
        ]}
      />
      {claim.reviewedAt ? undefined : (
        <Form action={`/claims/${claim.id}/review`} csrf={csrf}>
          <input type="hidden" name="key" value={crypto.randomUUID()} />
          <Radios
            name="outcome"
            idPrefix="outcome"
            value={oneOf(fields, 'outcome')}
            errorMessage={errorAt(problems, 'outcome')}
            fieldset={{ legend: { text: 'What do you find?', classes: 'govuk-fieldset__legend--m' } }}
            items={[
              { value: 'kept', text: 'There was a good reason: keep it' },
              { value: 'ended', text: 'There was not: end it now' },
            ]}
          />
          <Textarea
            id="why"
            name="why"
            rows={2}
            value={oneOf(fields, 'why')}
            label={{ text: 'Why?' }}
            errorMessage={errorAt(problems, 'why')}
          />
          <Button text="Record the review" preventDoubleClick />
        </Form>
      )}
    </>
  )
}

const row = (key: string, text: string) => ({ key: { text: key }, value: { text } })
