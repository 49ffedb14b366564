import { Hono } from 'hono'
import type { Env } from './kernel/web.ts'
import { oversightFor } from './navigation.ts'

/** Everything that somebody oversees, with a sentence each; for nobody else is there such a page. */
export const oversightPage = () => new Hono<Env>().get('/oversight', c => {
  const sections = oversightFor(c.var.viewer.role)
  if (sections.length === 0) return c.var.absent()
  return c.var.render({ title: 'Oversight' }, (
    <>
      <h1 class="govuk-heading-l">Oversight</h1>
      {sections.map(({ title, tasks }) => (
        <>
          <h2 class="govuk-heading-m">{title}</h2>
          <ul class="govuk-list govuk-list--spaced" data-list>
            {tasks.map(({ text, href, about }) => (
              <li>
                <a class="govuk-link" href={href} data-open>{text}</a>
                <br /><span class="govuk-hint govuk-!-font-size-16">{about}</span>
              </li>
            ))}
          </ul>
        </>
      ))}
    </>
  ))
})
