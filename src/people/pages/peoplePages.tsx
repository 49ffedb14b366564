import { Hono } from 'hono'
import type { Env } from '../../kernel/web.ts'
import { loadAround } from './people/one/around.tsx'
import { loadChronology } from './people/one/chronology.tsx'
import { loadOverview } from './people/one/overview.tsx'
import { showPerson } from './people/one/personFrame.tsx'
import type { PersonPanel } from './people/one/personFrame.tsx'
import { recordPages } from './people/one/records/page.tsx'
import { loadShared } from './people/one/shared.tsx'
import { loadWork } from './people/one/work.tsx'
import { searchPages } from './people/search/page.tsx'

export type PeoplePagesOptions = {
  panels: readonly PersonPanel[]
  /** Where a notification about somebody begins; an empty id is somebody new. */
  notifyHref?: (personId: string) => string
}

const notifying = (personId: string) => `/notifications/make${personId ? `?about=${personId}` : ''}`
const one = '/people/:id{[0-9a-f-]{36}}'

/** Search, a person's page in its parts, and the agencies' records side by side. */
export const peoplePages = ({ panels, notifyHref = notifying }: PeoplePagesOptions) => new Hono<Env>()
  .route('/', searchPages({ notifyHref }))
  .route('/', recordPages())
  .get(one, c => showPerson(c, {
    name: 'overview', title: 'A person: overview', load: page => loadOverview(page, { panels, notifyHref }),
  }))
  .get(`${one}/chronology`, c => {
    const { kind, agency, year, page, print, work } = c.req.query()
    return showPerson(c, {
      name: 'chronology', title: 'A person: chronology',
      load: open => loadChronology(open, { kind, agency, year, page, print, work }),
    })
  })
  .get(`${one}/around`, c => showPerson(c, { name: 'around', title: 'A person: people around', load: loadAround }))
  .get(`${one}/work`, c => showPerson(c, {
    name: 'work', title: 'A person: work', load: page => loadWork(page, panels),
  }))
  .get(`${one}/shared`, c => showPerson(c, {
    name: 'shared', title: 'A person: what has been shared',
    load: page => loadShared(page, panels, c.req.query('page')),
  }))
