import { Hono } from 'hono'
import { Button } from '../../../design/button.tsx'
import { errorAt } from '../../../design/errorMessage.tsx'
import type { Problems } from '../../../design/errorMessage.tsx'
import { errorListOf, ErrorSummary } from '../../../design/errorSummary.tsx'
import { FileUpload } from '../../../design/fileUpload.tsx'
import { Form } from '../../../design/form.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { Textarea } from '../../../design/textarea.tsx'
import type { Env } from '../../../kernel/web.ts'
import { dateTimeText } from '../../../language/format.ts'
import { kindWords } from '../../exports/exportFile.ts'
import { deciding, mayTrace } from '../../exports/policy.ts'
import { findTrace } from '../../exports/store.ts'
import type { Traced } from '../../exports/store.ts'
import { codesIn, isCode, shownCode } from '../../exports/watermark.ts'

const mostCodes = 10
const title = 'For whom was this file made?'

/**
 * A text that turned up somewhere names the copy it came from. Only its codes are kept, in the address: never the
 * text.
 */
export const tracePages = () => new Hono<Env>()
  .get('/exports/trace', async c => {
    const { kernel, viewer, csrf } = c.var
    if (!mayTrace(viewer)) return c.var.absent()
    const codes = (c.req.query('codes') ?? '').split(',').filter(isCode).slice(0, mostCodes)
    const found = await kernel.db.as(deciding(viewer), async tx => {
      const traces: { code: string; trace: Traced | undefined }[] = []
      for (const code of codes) traces.push({ code, trace: await findTrace(tx, code) })
      return traces
    })
    const isLooked = c.req.query('codes') !== undefined
    return c.var.render({ title, crumbs: [{ text: 'Files', href: '/exports' }, { text: title }] },
      <TraceView csrf={csrf} problems={{}} found={isLooked ? found : undefined} />)
  })
  .post('/exports/trace', async c => {
    const { viewer, csrf } = c.var
    if (!mayTrace(viewer)) return c.var.absent()
    const { text, file } = await c.req.parseBody()
    const given = [typeof text === 'string' ? text : '', file instanceof File ? await file.text() : ''].join('\n')
    if (given.trim() === '') return c.var.render({ title, status: 422 },
      <TraceView csrf={csrf} problems={{ text: 'Paste some of the text, or choose the file' }} found={undefined} />)
    return c.redirect(`/exports/trace?codes=${codesIn(given).slice(0, mostCodes).join(',')}`, 303)
  })

type TraceViewProps = { csrf: string; problems: Problems;
  found: readonly { code: string; trace: Traced | undefined }[] | undefined }

function TraceView({ csrf, problems, found }: TraceViewProps) {
  return (
    <>
      {Object.keys(problems).length > 0 ? <ErrorSummary errorList={errorListOf(problems)} /> : undefined}
      <h1 class="govuk-heading-l">{title}</h1>
      {found === undefined ? undefined : <Found found={found} />}
      <p class="govuk-body">
        Paste any line of a file that turned up where it should not be,
          or choose the file itself (text or CSV). It is read for its
        marks and not kept. Text that somebody has typed anew carries none.
      </p>
      <Form action="/exports/trace" csrf={csrf} upload>
        <Textarea id="text" name="text" rows={8} errorMessage={errorAt(problems, 'text')} label={{ text: 'Text' }}
          spellcheck={false} />
        <FileUpload name="file" id="file" label={{ text: 'Or the file' }} />
        <Button text="Look for marks" />
      </Form>
    </>
  )
}

function Found({ found }: { found: NonNullable<TraceViewProps['found']> }) {
  if (found.length === 0) return <p class="govuk-body"><strong>No mark was found.</strong></p>
  return (
    <>
      {found.map(({ code, trace }) => trace === undefined
        ? <p class="govuk-body">Copy {shownCode(code)}: not a copy that your agency made or received.</p>
        : <SummaryList
            card={{ title: { text: `Copy ${shownCode(code)}`, headingLevel: 2 } }}
            rows={[
              { key: { text: 'Made for' }, value: { text: `${trace.recipient}, ${trace.recipientAgency}` } },
              { key: { text: 'Taken' }, value: { text: dateTimeText(trace.takenAt) } },
              { key: { text: 'What' },
                value: { text: `${kindWords[trace.kind]}: ${trace.lines} lines, ${trace.people} people` } },
              { key: { text: 'Ordered by' }, value: { text: trace.madeBy } },
              { key: { text: 'For' }, value: { text: trace.purpose } },
              ...(trace.disclosureId ? [{ key: { text: 'Receipt' }, value: { text: trace.disclosureId } }] : []),
              { key: { text: 'Next' },
                value: { text: <a class="govuk-link"
                  href={`/breaches/new?export=${trace.exportId}`}>Report a breach</a> } },
            ]}
          />)}
    </>
  )
}
