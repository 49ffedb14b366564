import { Button } from '../../../design/button.tsx'
import { Details } from '../../../design/details.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { ErrorSummary } from '../../../design/errorSummary.tsx'
import { FileUpload } from '../../../design/fileUpload.tsx'
import { Form } from '../../../design/form.tsx'
import { Table } from '../../../design/table.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import { dateTimeText } from '../../../language/format.ts'
import type { ImportKind } from '../../importKind.ts'
import { stateWords } from '../../importRun.ts'
import type { ImportRun } from '../../importRun.ts'

type ImportsProps = { kinds: readonly ImportKind[]; runs: readonly ImportRun[]; titleOf: (code: string) => string }

export function ImportsView({ kinds, runs, titleOf }: ImportsProps) {
  return (
    <>
      <h1 class="govuk-heading-l">Import files</h1>
      <h2 class="govuk-heading-m">Which kind of file?</h2>
      <ul class="govuk-list">
        {kinds.map(({ code, title, about }) => (
          <li>
            <a class="govuk-link" href={`/imports/${code}`}>{title}</a>
            <p class="govuk-hint">{about}</p>
          </li>
        ))}
      </ul>
      {runs.length > 0
        ? <History runs={runs} titleOf={titleOf} />
        : <EmptyState title="You have not imported a file yet">What came of each file will be listed here.</EmptyState>}
    </>
  )
}

function History({ runs, titleOf }: Pick<ImportsProps, 'runs' | 'titleOf'>) {
  return (
    <WideTable label="Files you have imported" live="runs">
      <Table
        caption="Files you have imported" captionClasses="govuk-table__caption--m"
        head={[{ text: 'File' }, { text: 'Kind' }, { text: 'Sent' }, { text: 'State' }, ...columns]}
        rows={runs.map(run => ({
          key: run.id,
          cells: [
            { text: <a class="govuk-link" href={`/imports/runs/${run.id}`}>{run.fileName}</a> },
            { text: titleOf(run.kind) }, { text: dateTimeText(run.startedAt) }, { text: stateWords[run.state] },
            ...[run.counts.read, run.counts.accepted, run.counts.unchanged, run.counts.rejected]
              .map(n => ({ text: figure(n), format: 'numeric' as const })),
          ],
        }))}
      />
    </WideTable>
  )
}

const columns = ['Rows', 'Accepted', 'Unchanged', 'Rejected'].map(text => ({ text, format: 'numeric' as const }))
export const figure = (n: number) => n.toLocaleString('en-GB')

/** One kind of file: what it is, which columns it has, and where to drop it. */
export function KindView({ kind, csrf, problem }: { kind: ImportKind; csrf: string; problem?: string }) {
  return (
    <>
      {problem === undefined ? undefined : <ErrorSummary errorList={[{ text: problem, href: '#file' }]} />}
      <h1 class="govuk-heading-l">{kind.title}</h1>
      <p class="govuk-body">{kind.about}</p>
      <p class="govuk-body">
        The same file may be sent again: what is already there is not stored twice. Rows that cannot be read are kept with their
        line and the reason, for you to correct.
      </p>
      <Form action={`/imports/${kind.code}?csrf=${encodeURIComponent(csrf)}`} csrf={csrf} upload>
        <FileUpload
          name="file" label={{ text: 'CSV file' }} hint={{ text: 'UTF-8 text with commas, one header line' }}
          attributes={{ accept: '.csv,.gz,text/csv,application/gzip' }}
          errorMessage={problem === undefined ? undefined : { text: problem }}
        />
        <Button text="Import file" />
      </Form>
      <Details summaryText="Columns of this file">
        <ul class="govuk-list govuk-list--bullet">
          {kind.columns.map(({ name, optional }) => <li>{name}{optional ? ' (may be left out)' : ''}</li>)}
        </ul>
      </Details>
    </>
  )
}
