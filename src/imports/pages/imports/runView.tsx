import { Button } from '../../../design/button.tsx'
import { Form } from '../../../design/form.tsx'
import { InsetText } from '../../../design/insetText.tsx'
import { LiveRegion } from '../../../design/liveRegion.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { Table } from '../../../design/table.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import { dateTimeText, durationText } from '../../../language/format.ts'
import { daysOfRejections, isOver, stateWords } from '../../importRun.ts'
import type { ImportRun, Rejection } from '../../importRun.ts'
import { figure } from './view.tsx'

type RunProps = { run: ImportRun; title: string; rejections: readonly Rejection[]; csrf: string; now: Date }

export function RunView(props: RunProps) {
  const { run, title } = props
  const content = (
    <>
      <h1 class="govuk-heading-l">Import of {run.fileName}</h1>
      <p class="govuk-body">{title}</p>
      <div data-live="progress"><Progress {...props} /></div>
    </>
  )
  return isOver(run.state) ? content : <LiveRegion src={`/imports/runs/${run.id}/progress`}>{content}</LiveRegion>
}

function Progress({ run, rejections, csrf, now }: RunProps) {
  const { counts, state, startedAt, finishedAt } = run
  const took = (finishedAt ?? now).getTime() - startedAt.getTime()
  const rows: [string, string][] = [
    ['State', stateWords[state]], ['Started', dateTimeText(startedAt)],
    ['Took', took < 60_000 ? `${Math.ceil(took / 1000)} s` : durationText(took)],
    ['Rows read', figure(counts.read)], ['Accepted', figure(counts.accepted)],
    ['Unchanged, already there', figure(counts.unchanged)], ['Rejected', figure(counts.rejected)],
  ]
  return (
    <>
      {run.why === undefined ? undefined : <InsetText>{run.why}</InsetText>}
      {isOver(state) ? undefined : <Bar run={run} csrf={csrf} />}
      <SummaryList rows={rows.map(([key, value]) => ({ key: { text: key }, value: { text: value } }))} />
      {counts.rejected > 0 ? <Rejected run={run} rejections={rejections} /> : undefined}
    </>
  )
}

function Bar({ run, csrf }: Pick<RunProps, 'run' | 'csrf'>) {
  const { id, bytesRead, bytesExpected, state } = run
  const share = bytesExpected ? Math.min(100, Math.floor(bytesRead / bytesExpected * 100)) : undefined
  return (
    <>
      <p class="govuk-body">
        <progress max={100} value={share} aria-label="How much of the file has been read"></progress>{' '}
        {share === undefined ? 'Reading' : `${share} % of the file read`}. Load this page again to see how far it has come.
      </p>
      {state === 'running'
        ? <Form action={`/imports/runs/${id}/cancel?csrf=${encodeURIComponent(csrf)}`} csrf={csrf}>
            <Button classes="govuk-button--secondary" text="Cancel import" />
          </Form>
        : undefined}
    </>
  )
}

function Rejected({ run, rejections }: Pick<RunProps, 'run' | 'rejections'>) {
  const more = run.counts.rejected - rejections.length
  return (
    <section aria-labelledby="rejected">
      <h2 class="govuk-heading-m" id="rejected">Rejected rows</h2>
      {rejections.length === 0
        ? <p class="govuk-body">They were deleted after {daysOfRejections} days.</p>
        : <>
            <p class="govuk-body">
              <a class="govuk-link" href={`/imports/runs/${run.id}/rejected.csv`}>Download the rejected rows (CSV)</a>, correct them and
              send that file. Only you see them. They are deleted after {daysOfRejections} days.
            </p>
            <WideTable label="Rejected rows">
              <Table
                head={[{ text: 'Line', format: 'numeric' }, { text: 'Reason' }, { text: 'Row' }]}
                rows={rejections.map(({ line, reason, raw }) => [
                  { text: String(line), format: 'numeric' }, { text: reason }, { text: raw.slice(0, 300) },
                ])}
              />
            </WideTable>
            {more > 0 ? <p class="govuk-body">And {figure(more)} more in the download.</p> : undefined}
          </>}
    </section>
  )
}
