import { Button } from '../../design/button.tsx'
import { Table } from '../../design/table.tsx'
import { dateTimeText } from '../../language/format.ts'
import { stateOf } from './outsideLink.ts'
import type { OutsideLink } from './outsideLink.ts'

export const stateWords = {
  not_opened: 'Not opened yet', in_use: 'In use', locked: 'Locked: five wrong codes', withdrawn: 'Withdrawn', ended: 'Ended',
} as const

/** The personal links to a piece of work, for whoever may give one. */
export function OutsideLinkList({ links, now, giveHref }: { links: readonly OutsideLink[]; now: Date; giveHref: string }) {
  return (
    <section aria-labelledby="personal-links">
      <h3 class="govuk-heading-s" id="personal-links">Personal links, for people without an account</h3>
      {links.length === 0
        ? <p class="govuk-body">Nobody has a link to this.</p>
        : <Table
            head={[{ text: 'Who' }, { text: 'State' }, { text: 'Until' }]}
            rows={links.map(link => ({ key: link.id, cells: [
              { text: <a class="govuk-link" href={`/outside-links/${link.id}`}>{link.called}</a> },
              { text: stateWords[stateOf(link, now)] }, { text: dateTimeText(link.endsAt) },
            ] }))}
          />}
      <Button href={giveHref} text="Give a personal link" classes="govuk-button--secondary" />
    </section>
  )
}
