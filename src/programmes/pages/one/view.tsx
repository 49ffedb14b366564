import { Badge } from '../../../design/badge.tsx'
import { Button } from '../../../design/button.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { Table } from '../../../design/table.tsx'
import { dateText } from '../../../language/format.ts'
import type { Day } from '../../../language/format.ts'
import { AgeName } from '../../../people/ageName.tsx'
import type { DisplayName } from '../../../people/displayNames.ts'
import type { Eligibility } from '../../eligibility.ts'
import { isOpen } from '../../programme.ts'
import type { Programme, Term } from '../../programme.ts'
import type { RulesInForce } from '../../store/rules.ts'
import { BandSays } from '../band.tsx'
import { agesText, answerColour, answerText, helpText, placesText, sessionsText, statusWords } from '../words.ts'

export type OneProps = {
  programme: Programme; rules: RulesInForce; terms: readonly Term[]; child: DisplayName | undefined
  fits: Eligibility | undefined; today: Day; mayRefer: boolean; mayKeep: boolean
}

export function OneView(props: OneProps) {
  const { programme, child, today, mayRefer, mayKeep } = props
  const person = child ? `?person=${child.personId}` : ''
  return (
    <>
      <span class="govuk-caption-l">{programme.agencyName}</span>
      <h1 class="govuk-heading-l">{programme.name}</h1>
      {child ? <p class="govuk-body">For <AgeName {...child} today={today} /></p> : undefined}
      <p class="govuk-body">{programme.description}</p>
      {programme.alert ? <p class="govuk-body"><b>{programme.alert}</b></p> : undefined}
      <h2 class="govuk-heading-m">What is known of it</h2>
      <BandSays evidence={programme.evidence} />
      <Facts {...props} />
      <Rules {...props} />
      <div class="govuk-button-group">
        {mayRefer && isOpen(programme)
          ? <Button href={`/programmes/${programme.id}/refer${person}`} text="Refer a child" /> : undefined}
        {mayKeep ? <Button href={`/programmes/${programme.id}/edit`} text="Change this entry" classes="govuk-button--secondary" /> : undefined}
        {mayKeep ? <a class="govuk-link" href={`/programmes/${programme.id}/rules`}>Change who may take part</a> : undefined}
      </div>
      <p class="govuk-body-s">{programme.published ? <>This entry stands in the <a class="govuk-link" href={`/open-referral/services/${programme.id}`}>public directory</a>.</> : 'This entry is not in the public directory.'}
      </p>
    </>
  )
}

function Facts({ programme, terms }: OneProps) {
  const needs = terms.filter(({ code }) => programme.needs.includes(code)).map(({ name }) => name)
  const rows: [string, string | undefined][] = [
    ['Kind of help', helpText(programme.kind)], ['For', needs.join(', ')], ['Ages', agesText(programme)],
    ['Areas', programme.areas.join(', ') || 'The whole partnership'],
    ['Places', placesText(programme)], ['Sessions', sessionsText(programme)], ['Where', whereText(programme)],
    ['Languages', programme.languages.join(', ')], ['Access', programme.accessibility], ['Cost', programme.cost ?? 'Free'],
    ['Accreditation', programme.accreditations],
    ['Contact', [programme.contactName, programme.phone, programme.email].filter(Boolean).join(', ')],
    ['Website', programme.url], ['State', statusWords[programme.status]],
    ['Checked on', programme.assuredOn && dateText(programme.assuredOn)],
  ]
  return (
    <SummaryList rows={rows.map(([key, text]) => text ? { key: { text: key }, value: { text } } : undefined)} />
  )
}

function whereText({ locations, isHidden }: Programme): string {
  const places = locations.map(({ name, address1, city, postalCode, hidden }) =>
    `${[name, address1, city, postalCode].filter(Boolean).join(', ')}${hidden ? ' (only your agency sees this)' : ''}`)
  return places.join('; ') || (isHidden ? 'Kept secret, for the safety of those who stay there' : '')
}

function Rules({ rules, fits, child }: OneProps) {
  if (rules.all.length === 0) return <p class="govuk-body">Everybody may take part.</p>
  const head = ['Rule', ...(child ? ['For this child', 'Why'] : [])].map(text => ({ text }))
  return (
    <Table
      caption="Who may take part" captionClasses="govuk-table__caption--m" firstCellIsHeader head={head}
      rows={rules.all.map((rule, index) => {
        const found = fits?.rules[index]
        return [
          { text: rule.title },
          ...(child ? [
            { text: found ? <Badge colour={answerColour[found.answer]}>{answerText[found.answer]}</Badge> : 'Not known' },
            { text: found?.why ?? '' },
          ] : []),
        ]
      })}
    />
  )
}
