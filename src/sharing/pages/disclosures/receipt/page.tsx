import { formatVerifierKey } from '../../../../../packages/tlog/src/tlog.ts'
import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Scope, Viewer } from '../../../../kernel/context.ts'
import type { Env } from '../../../../kernel/web.ts'
import { loadReceipt } from '../../../log/loadReceipt.ts'
import { logKeys } from '../../../log/runLog.ts'
import type { LogSettings } from '../../../log/runLog.ts'
import { readWitnesses } from '../../../log/witnesses.ts'
import { shownReference } from '../../../personReference.ts'
import { maySeeDisclosures, overseeing } from '../../../policy.ts'
import { noteLook } from '../../../store/disclosures.ts'
import { loadWords } from '../../../store/words.ts'
import { ReceiptView } from './view.tsx'

/** A receipt is for whoever oversees disclosures, and for the reader of their own reading. */
const scopeFor = (viewer: Viewer): Scope =>
  maySeeDisclosures(viewer) ? overseeing(viewer) : { viewer, purpose: '', lens: 'linked' }

export const receiptPages = (settings: LogSettings) => {
  const witnesses = (readWitnesses(settings.witnesses) ?? []).map(({ key }) => key)
  const load = async (c: Context<Env>) => {
    const { kernel, viewer } = c.var
    const scope = scopeFor(viewer)
    const receipt = await loadReceipt(kernel, scope, c.req.param('id') ?? '', witnesses)
    if (!receipt) return undefined
    const words = await kernel.db.as(scope, async tx => {
      const day = receipt.facts.at.slice(0, 10)
      if (!receipt.isOwn) await noteLook(tx, { from: day, to: day }, 1, c.req.path.endsWith('.tlog-proof'))
      return loadWords(tx)
    })
    return { receipt, words }
  }
  return new Hono<Env>()
    .get('/disclosures/:id{[0-9a-f-]{36}}', async c => {
      const { kernel, viewer } = c.var
      const loaded = await load(c)
      if (!loaded) return c.var.absent()
      const { person } = loaded.receipt.facts
      return c.var.render({ title: 'Receipt for a reading', ...backFor(viewer) }, (
        <ReceiptView
          {...loaded}
          reference={shownReference(kernel, viewer.partnershipId, person ?? '')}
          witnesses={witnesses.length}
          verifierKey={formatVerifierKey(logKeys(kernel, settings)(viewer.partnershipId))}
        />
      ))
    })
    .get('/disclosures/:id{[0-9a-f-]{36}}/receipt.tlog-proof', async c => {
      const loaded = await load(c)
      if (loaded?.receipt.text === undefined) return c.var.absent()
      return c.body(loaded.receipt.text, 200, {
        'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store',
        'content-disposition': `attachment; filename="reading-${loaded.receipt.facts.row_id}.tlog-proof"`,
      })
    })
}

const backFor = (viewer: Viewer) =>
  maySeeDisclosures(viewer) ? { back: { href: '/disclosures', text: 'Record of disclosures' } } : {}
