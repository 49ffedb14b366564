import { Hono } from 'hono'
import type { Env } from '../../../kernel/web.ts'
import { readLogState } from '../../log/logStore.ts'
import { shownReference } from '../../personReference.ts'
import { maySeeDisclosures, overseeing } from '../../policy.ts'
import { countDisclosures, listDisclosures, listLooks, listReaders, noteLook } from '../../store/disclosures.ts'
import { loadWords } from '../../store/words.ts'
import { filterOf, readAsked } from './filter.ts'
import { DisclosuresView, perPage } from './view.tsx'

const looksShown = 10

/** The record of disclosures for oversight: who saw what when and for what, and no child's name. */
export const disclosurePages = () =>
  new Hono<Env>()
    .get('/disclosures', async c => {
      const { kernel, viewer } = c.var
      if (!maySeeDisclosures(viewer)) return c.var.absent()
      const asked = readAsked(new URL(c.req.url).searchParams, kernel.now())
      const filter = filterOf(asked)
      const loaded = await kernel.db.as(overseeing(viewer), async tx => {
        const counts = await countDisclosures(tx, filter)
        const looks = await listLooks(tx, looksShown)
        await noteLook(tx, filter, counts.readings, false)
        return {
          counts,
          looks,
          words: await loadWords(tx),
          readers: await listReaders(tx, asked.agencyId),
          agencies: await tx.selectFrom('agency').select(['id', 'name']).orderBy('name').execute(),
          rows: await listDisclosures(tx, filter, { from: (asked.page - 1) * perPage, most: perPage }),
        }
      })
      const log = await kernel.db.service(tx => readLogState(tx, viewer.partnershipId))
      return c.var.render(
        { title: 'Record of disclosures', wide: true },
        <DisclosuresView
          {...loaded}
          log={log}
          asked={asked}
          referenceOf={personId => shownReference(kernel, viewer.partnershipId, personId)}
        />,
      )
    })
