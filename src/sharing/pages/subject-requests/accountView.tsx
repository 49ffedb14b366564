import { dateText } from '../../../language/format.ts'
import { bornText } from '../../subject/accountDocument.ts'
import type { AccountDocument, AccountItem } from '../../subject/accountDocument.ts'

/** The account as the person gets it: plain words, a list of contents, made to be printed on A4. */
export function AccountView({ account, isFinal }: { account: AccountDocument; isFinal: boolean }) {
  return (
    <article>
      <h1 class="govuk-heading-xl">Your record</h1>
      {isFinal ? undefined : (
        <p class="govuk-body">
          <strong class="govuk-tag govuk-tag--yellow">Not released: do not give this to anybody yet</strong>
        </p>
      )}
      <p class="govuk-body-l">
        This is about {account.about}, born {bornText(account.bornOn)}. Request {account.reference}, received{' '}
        {dateText(account.receivedOn)}. It comes from{' '}
        {account.ofWholePartnership ? 'all agencies of the partnership, through ' : ''}
        {account.from}.
      </p>
      {account.asksFor ? <p class="govuk-body">You asked: “{account.asksFor}”</p> : undefined}
      <Contents account={account} />
      {account.sections.map(section => (
        <section aria-labelledby={section.code}>
          <h2 class="govuk-heading-l" id={section.code}>
            {section.title}
          </h2>
          <p class="govuk-body">{section.says}</p>
          {section.code === 'flags' ? (
            <ul class="govuk-list govuk-list--bullet">
              {account.automated.map(text => (
                <li>{text}</li>
              ))}
            </ul>
          ) : undefined}
          {section.items.length === 0 ? (
            <p class="govuk-body">There is nothing here that we can give you.</p>
          ) : (
            section.items.map(item => <OneItem item={item} />)
          )}
        </section>
      ))}
      <section aria-labelledby="letter">
        <h2 class="govuk-heading-l" id="letter">
          What we cannot tell you, and what you can do
        </h2>
        {account.letter.map(text => (
          <p class="govuk-body">{text}</p>
        ))}
      </section>
    </article>
  )
}

function Contents({ account }: { account: AccountDocument }) {
  return (
    <nav aria-label="Contents">
      <h2 class="govuk-heading-m">Contents</h2>
      <ol class="govuk-list govuk-list--number">
        {account.sections.map(({ code, title, items }) => (
          <li>
            <a class="govuk-link" href={`#${code}`}>
              {title}
            </a>{' '}
            ({items.length})
          </li>
        ))}
        <li>
          <a class="govuk-link" href="#letter">
            What we cannot tell you, and what you can do
          </a>
        </li>
      </ol>
    </nav>
  )
}

function OneItem({ item }: { item: AccountItem }) {
  return (
    <div class="kith-card">
      <h3 class="govuk-heading-s">{item.title}</h3>
      <p class="govuk-hint">{[item.agency, item.kindOfInformation].filter(Boolean).join(' · ')}</p>
      {item.disputed ? (
        <p class="govuk-body">
          <strong class="govuk-tag govuk-tag--orange">{item.disputed}</strong>
        </p>
      ) : undefined}
      {item.leftOutBecause ? <p class="govuk-body">Left out: {item.leftOutBecause.toLowerCase()}.</p> : undefined}
      {item.lines.length > 0 ? (
        <dl class="govuk-summary-list">
          {item.lines.map(([label, value]) => (
            <div class="govuk-summary-list__row">
              <dt class="govuk-summary-list__key">{label}</dt>
              <dd class="govuk-summary-list__value">{value}</dd>
            </div>
          ))}
        </dl>
      ) : undefined}
      {item.wordsLeftOut ? (
        <p class="govuk-hint">Words about other people are left out where you see ███.</p>
      ) : undefined}
    </div>
  )
}
