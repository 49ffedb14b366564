import type { AccountDocument, AccountItem } from '../../subject/accountDocument.ts'
import type { Section } from '../../subject/subjectRequest.ts'

/** Our own drawings, each with its words beside it: a symbol alone tells nobody anything. */
const shapes: Readonly<Record<Section | 'help', string>> = {
  held: 'M6 10h14l4 5h20v25H6z',
  decisions: 'M25 6v36M12 42h26M25 10 10 16l-5 12h10l-5-12M25 10l15 6-5 12h10l-5-12',
  seen: 'M4 25c9-14 33-14 42 0-9 14-33 14-42 0zM25 18a7 7 0 1 0 .1 0z',
  shared: 'M6 18h30l-8-8M44 32H14l8 8',
  flags: 'M8 8h34v24H8zM18 42h14M25 32v10',
  help: 'M25 5a20 20 0 1 0 .1 0zM19 19a6 6 0 1 1 8 6c-2 1-2 3-2 5M25 35v2',
}

function Symbol({ of }: { of: Section | 'help' }) {
  return (
    <svg viewBox="0 0 50 50" width="56" height="56" aria-hidden="true" focusable="false">
      <path
        d={shapes[of]}
        fill="none"
        stroke="currentColor"
        stroke-width="3"
        stroke-linejoin="round"
        stroke-linecap="round"
      />
    </svg>
  )
}

const headings: Readonly<Record<Section, string>> = {
  held: 'What we wrote about you',
  decisions: 'What people decided',
  seen: 'Who looked',
  shared: 'Who we told',
  flags: 'What computers do',
}
const nothing: Readonly<Record<Section, string>> = {
  held: 'There is nothing we can show you.',
  decisions: 'There is nothing we can show you.',
  seen: 'There is nobody we can show you.',
  shared: 'There is nothing we can show you.',
  flags: 'There is nothing else.',
}
const simple = [
  'We do not give you a score.',
  'Computers look for your name.',
  'Computers check our words.',
  'People decide. Computers do not.',
]
const help = [
  'There may be things we cannot show you.',
  'We tell this to everybody.',
  'Is something wrong? Tell us.',
  'We will write: you say it is wrong.',
  'We will answer you in one month.',
  'You can ask somebody you trust to help you.',
  'You can complain. Phone 0303 123 1113.',
]

/** Short sentences, big letters, one idea a line, symbols with text. */
export function EasyReadView({ account, isFinal }: { account: AccountDocument; isFinal: boolean }) {
  return (
    <article class="govuk-!-font-size-27">
      <h1 class="govuk-heading-xl">What we know about you</h1>
      {isFinal ? undefined : (
        <p class="govuk-body">
          <strong class="govuk-tag govuk-tag--yellow">Not released: do not give this to anybody yet</strong>
        </p>
      )}
      <Lines lines={[`Your name is ${account.about}.`, 'You asked what we know.', 'Here it is.']} />
      {account.sections.map(section => (
        <section aria-labelledby={`easy-${section.code}`}>
          <h2 class="govuk-heading-l" id={`easy-${section.code}`}>
            <Symbol of={section.code} /> {headings[section.code]}
          </h2>
          {section.code === 'flags' ? <Lines lines={simple} /> : undefined}
          {section.items.length === 0 ? <Lines lines={[nothing[section.code]]} /> : undefined}
          {section.items.map(item => (
            <>
              <h3 class="govuk-heading-m">{headingOf(item)}</h3>
              <Lines lines={linesOf(item)} />
            </>
          ))}
        </section>
      ))}
      <section aria-labelledby="easy-help">
        <h2 class="govuk-heading-l" id="easy-help">
          <Symbol of="help" /> What you can do
        </h2>
        <Lines lines={help} />
      </section>
    </article>
  )
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul class="govuk-list govuk-list--spaced govuk-!-font-size-27">
      {lines.map(line => (
        <li>{line}</li>
      ))}
    </ul>
  )
}

/** What is for lawyers stands in the full account. */
const inFullOnly = new Set([
  'Basis in data protection law',
  'It says',
  'Agreement',
  'From when',
  'Recorded on',
  'What exactly',
])

const headingOf = ({ title, agency, leftOutBecause }: AccountItem): string =>
  leftOutBecause ? 'Something is left out here' : agency ? `${title}: ${agency}` : title

function linesOf(item: AccountItem): string[] {
  if (item.leftOutBecause) return [`${item.leftOutBecause}.`]
  return [
    ...item.lines.filter(([label]) => !inFullOnly.has(label)).map(([label, value]) => `${label}: ${value}`),
    ...(item.disputed ? ['You say: this is wrong.'] : []),
    ...(item.wordsLeftOut ? ['Where you see ███ we left out a word.'] : []),
  ]
}
