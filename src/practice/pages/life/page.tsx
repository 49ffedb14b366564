import { Hono } from 'hono'
import type { Env } from '../../../kernel/web.ts'
import { deskScope } from '../../../kernel/work.ts'
import { dayOf } from '../../../language/format.ts'
import { movesOf } from '../../life.ts'
import type { Practice } from '../../practice.ts'
import { listRules } from '../../store/rules.ts'
import { loadTitles } from '../../store/staff.ts'
import { LifeView } from './view.tsx'

/** Help that is the table of life itself, so that it can never differ from what the buttons do. */
export const lifePages = (practice: Practice) => new Hono<Env>().get(`${practice.path}/life`, async c => {
  const { kernel, viewer, render } = c.var
  const { rules, titles } = await kernel.db.as(deskScope(viewer, ''), async tx => ({
    rules: await listRules(tx, clocksOfLife(practice), dayOf(kernel.now())), titles: await loadTitles(tx),
  }))
  const title = `How it moves: ${practice.words.one.toLowerCase()}`
  return render({
    title, wide: true, crumbs: [{ text: practice.words.many, href: practice.path }, { text: 'How it moves' }],
  }, <LifeView practice={practice} rules={rules} titles={titles} title={title} />)
})

/** Every clock that the beginning or a step touches. */
export function clocksOfLife({ life, begin }: Practice): string[] {
  const touched = movesOf(life).flatMap(({ taken: { starts = [], stops = [], pauses = [], resumes = [] } }) =>
    [...starts, ...stops === 'all' ? [] : stops, ...pauses, ...resumes])
  return [...new Set([...begin.starts ?? [], ...touched])]
}

/** Every life in one list. */
export const allLives = (practices: readonly Practice[]) => new Hono<Env>().get('/practice', c =>
  c.var.render({ title: 'How work moves' }, (
    <>
      <h1 class="govuk-heading-l">How work moves</h1>
      <p class="govuk-body">
        Each kind of work has one table: from which state to which, by whom, and which clocks run. The buttons on every
        page come from it.
      </p>
      <dl class="govuk-summary-list">
        {practices.map(({ path, words }) => (
          <div class="govuk-summary-list__row">
            <dt class="govuk-summary-list__key"><a class="govuk-link" href={`${path}/life`}>{words.one}</a></dt>
            <dd class="govuk-summary-list__value">{words.about} <a class="govuk-link" href={path}>{words.many}</a></dd>
          </div>
        ))}
      </dl>
    </>
  )))
