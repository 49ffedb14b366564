import { Hono } from 'hono'
import type { Env } from '../../../kernel/web.ts'
import { accountChanges } from '../../administration/changes/accountChanges.tsx'
import { agencyChanges } from '../../administration/changes/agencyChanges.tsx'
import { clockChanges } from '../../administration/changes/clockChanges.tsx'
import { formKindChanges, oneForm } from '../../administration/changes/formKindChanges.tsx'
import { gatewayChanges } from '../../administration/changes/gatewayChanges.tsx'
import { holidayChanges } from '../../administration/changes/holidayChanges.tsx'
import { lexiconChanges } from '../../administration/changes/lexiconChanges.tsx'
import { roleChanges } from '../../administration/changes/roleChanges.tsx'
import { signInChanges } from '../../administration/changes/signInChanges.tsx'
import { tokenChanges } from '../../administration/changes/tokenChanges.tsx'
import { wordChanges } from '../../administration/changes/wordChanges.tsx'
import type { Change } from '../../administration/change.ts'
import type { Checks } from '../../administration/checks.ts'
import { showAgencies, showAgency } from './agencies.tsx'
import { changeRoutes } from './changeRoutes.tsx'
import { showFormKind, showFormKinds, showFormVersion } from './formKinds.tsx'
import { showGateways } from './gateways.tsx'
import { showHistory } from './history.tsx'
import { showHome } from './home.tsx'
import { showLexicon } from './lexicon.tsx'
import { showPerson } from './onePerson.tsx'
import { searchPeople, showPeople } from './people.tsx'
import { showClock, showClocks, showHolidays, showWords } from './reference.tsx'
import type { C } from './shell.tsx'
import { showProviders, showTokens } from './signIn.tsx'

export const changes = [
  ...agencyChanges,
  ...accountChanges,
  ...roleChanges,
  ...signInChanges,
  ...tokenChanges,
  ...formKindChanges,
  ...clockChanges,
  ...holidayChanges,
  ...gatewayChanges,
  ...wordChanges,
  ...lexiconChanges,
]

const place = '/administration'
const uuid = '{[0-9a-f-]{36}}'

/** What has just been done, in words that its change gave. */
const saidIn = (c: C) => changes.find(({ code }) => code === c.req.query('done'))?.said

/** The pages of administrators; for everybody else they are not there. `more`: changes that other rooms bring. */
export function administrationPages(checks: Checks, more: readonly Change[] = []): Hono<Env> {
  const app = new Hono<Env>()
  app.use(`${place}/*`, async (c, next) => {
    if (c.var.viewer.role !== 'administrator') return c.var.absent()
    return next()
  })
  app.route('/', changeRoutes([...changes, ...more], checks))
  app.get(place, c => showHome(c, checks))
  app.get(`${place}/agencies`, c => showAgencies(c, saidIn(c)))
  app.get(`${place}/agencies/:id${uuid}`, c => showAgency(c, saidIn(c)))
  app.get(`${place}/people`, c => showPeople(c, saidIn(c)))
  app.post(`${place}/people/search`, c => searchPeople(c))
  app.get(`${place}/people/:id${uuid}`, c => showPerson(c, saidIn(c)))
  app.get(`${place}/sign-in`, c => showProviders(c, saidIn(c), checks))
  app.get(`${place}/tokens`, c => showTokens(c, saidIn(c)))
  app.get(`${place}/form-kinds`, c => showFormKinds(c, saidIn(c)))
  app.get(oneForm, c => showFormKind(c, saidIn(c)))
  app.get(`${oneForm}/:version{[0-9]+}`, c => showFormVersion(c, checks))
  app.get(`${place}/reference`, c => c.redirect(`${place}/reference/clocks`, 303))
  app.get(`${place}/reference/clocks`, c => showClocks(c, saidIn(c)))
  app.get(`${place}/reference/clocks/:code{[a-z_]+}`, c => showClock(c, saidIn(c)))
  app.get(`${place}/reference/bank-holidays`, c => showHolidays(c, saidIn(c)))
  app.get(`${place}/reference/gateways`, c => showGateways(c, saidIn(c)))
  app.get(`${place}/reference/words`, c => showWords(c, saidIn(c)))
  app.get(`${place}/reference/lexicon`, c => showLexicon(c, saidIn(c), checks))
  app.get(`${place}/history`, c => showHistory(c))
  return app
}
