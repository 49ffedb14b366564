import type { Content } from '../../../design/attributes.ts'
import { Details } from '../../../design/details.tsx'
import { EmptyState } from '../../../design/emptyState.tsx'
import { SummaryList } from '../../../design/summaryList.tsx'
import { Table } from '../../../design/table.tsx'
import { Tag } from '../../../design/tag.tsx'
import { WideTable } from '../../../design/wideTable.tsx'
import { dateText } from '../../../language/format.ts'
import type { ProcessingEntry, Recipient } from '../../assurance/processing.ts'
import type { TransparencyRecord } from '../../assurance/transparencyRecord.ts'
import type { Registered } from './register.ts'

type AssuranceViewProps = {
  entries: number
  agreements: number
  ruleSets: readonly { code: string; name: string; summary: string; version: string }[]
}

export function AssuranceView({ entries, agreements, ruleSets }: AssuranceViewProps) {
  return (
    <>
      <h1 class="govuk-heading-l">Assurance</h1>
      <p class="govuk-body">
        What an inspector, a partner or the Information Commissioner asks for. It is written from the running tables
        each time it is read, so it cannot differ from what the product does.
      </p>
      <ul class="govuk-list govuk-list--spaced">
        <li>
          <a class="govuk-link" href="/assurance/processing">
            Record of processing
          </a>
          : {entries} entries (
          <a class="govuk-link" href="/assurance/processing.json">
            JSON
          </a>
          )
        </li>
        <li>
          <a class="govuk-link" href="/assurance/agreements">
            Register of agreements
          </a>
          : {agreements} in force (
          <a class="govuk-link" href="/assurance/agreements.json">
            JSON
          </a>
          )
        </li>
      </ul>
      <h2 class="govuk-heading-m">Rules that act by themselves</h2>
      <p class="govuk-body">None of them gives a score to a person or decides about one.</p>
      <Table
        caption={<span class="govuk-visually-hidden">Rule sets</span>}
        list
        head={['Rule set', 'What it does', 'Version', 'File'].map(text => ({ text }))}
        rows={ruleSets.map(({ code, name, summary, version }) => [
          {
            text: (
              <a class="govuk-link" data-open="" href={`/assurance/algorithms/${code}`}>
                {name}
              </a>
            ),
          },
          { text: summary },
          { text: version },
          {
            text: (
              <a class="govuk-link" href={`/assurance/algorithms/${code}.json`}>
                JSON<span class="govuk-visually-hidden"> of {name}</span>
              </a>
            ),
          },
        ])}
      />
    </>
  )
}

export function ProcessingView({ entries }: { entries: readonly ProcessingEntry[] }) {
  const byController = [...Map.groupBy(entries, ({ controller }) => controller)]
  return (
    <>
      <h1 class="govuk-heading-l">Record of processing</h1>
      <p class="govuk-body">
        UK GDPR Article 30(1) and Data Protection Act 2018 section 61.{' '}
        <a class="govuk-link" href="/assurance/processing.json">
          Download as JSON
        </a>
      </p>
      {byController.length === 0 ? (
        <EmptyState title="Nothing is processed yet">
          <p class="govuk-body">Each kind of information of each agency appears here once somebody works with it.</p>
        </EmptyState>
      ) : undefined}
      {byController.map(([controller, own]) => (
        <section>
          <h2 class="govuk-heading-m">{controller}</h2>
          <p class="govuk-body">Contact: {own[0]?.contacts.join(', ') || 'nobody is appointed yet'}</p>
          {own.map(entry => (
            <Details summaryText={`${entry.category} (${entry.recipients.length} clauses open it)`}>
              <Entry entry={entry} />
            </Details>
          ))}
        </section>
      ))}
    </>
  )
}

const fact = (key: string, text: Content) => ({ key: { text: key }, value: { text } })
const listOr = (items: readonly string[], otherwise: string) => (items.length > 0 ? items.join('; ') : otherwise)

function Entry({ entry }: { entry: ProcessingEntry }) {
  return (
    <>
      <SummaryList
        rows={[
          fact('What it is', entry.about),
          fact('Purposes', listOr(entry.purposes, 'None')),
          fact('People', entry.dataSubjects),
          fact('Own roles', listOr(entry.ownRoles, 'None')),
          entry.emergency ? fact('In an emergency', entry.emergency) : null,
          fact('Law', listOr(entry.laws, 'The agency’s own duties')),
          fact('Kept', listOr(entry.retention, 'No rule yet: nothing becomes due')),
          fact('Transfers', entry.transfers),
          fact('Security', entry.security.join(' ')),
        ]}
      />
      {entry.recipients.length > 0 ? (
        <Recipients recipients={entry.recipients} />
      ) : (
        <p class="govuk-body">Shared with nobody.</p>
      )}
    </>
  )
}

function Recipients({ recipients }: { recipients: readonly Recipient[] }) {
  return (
    <WideTable label="Recipients">
      <Table
        caption="Recipients"
        head={['Agreement and clause', 'To', 'For', 'Law and basis', 'Until', 'Impact assessment'].map(text => ({
          text,
        }))}
        rows={recipients.map(each => [
          { text: `${each.agreement} (version ${each.agreementVersion}), clause ${each.clause}` },
          { text: `${each.agencies.join(', ')}: ${each.roles.join(', ')}` },
          { text: each.purpose },
          { text: `${each.law}. ${each.basis}` },
          { text: dateText(each.until) },
          {
            text: each.dpia ? (
              <>
                {each.dpia.reference || each.dpia.title}{' '}
                {each.dpia.isLive ? undefined : <Tag text="Review is late" classes="govuk-tag--red" />}
              </>
            ) : (
              'None'
            ),
          },
        ])}
      />
    </WideTable>
  )
}

export function RegisterView({ register }: { register: readonly Registered[] }) {
  return (
    <>
      <h1 class="govuk-heading-l">Register of agreements</h1>
      <p class="govuk-body">
        <a class="govuk-link" href="/assurance/agreements.json">
          Download as JSON
        </a>
      </p>
      {register.length === 0 ? (
        <EmptyState title="No agreements yet">
          <p class="govuk-body">Agreements appear here once they are proposed.</p>
        </EmptyState>
      ) : (
        <WideTable label="Register of agreements">
          <Table
            caption={<span class="govuk-visually-hidden">Register of agreements</span>}
            list
            head={[
              'Agreement',
              'State',
              'Parties',
              'Purposes',
              'Law',
              'Clauses in force',
              'Impact assessment',
              'Review',
              'Ends',
            ].map(text => ({ text }))}
            rows={register.map(each => ({
              key: each.id,
              cells: [
                {
                  text: (
                    <a class="govuk-link" data-open="" href={`/agreements/${each.id}`}>
                      {each.title}, version {each.version}
                    </a>
                  ),
                },
                { text: each.standing },
                { text: each.parties.join(', ') },
                { text: each.purposes.join(', ') },
                { text: each.laws.join(', ') },
                { text: `${each.clausesInForce} of ${each.clauses}` },
                {
                  text: each.dpia
                    ? `${each.dpia.reference || each.dpia.title}, review ${dateText(each.dpia.reviewOn)}`
                    : 'None',
                },
                { text: dateText(each.reviewOn) },
                { text: dateText(each.validUntil) },
              ],
            }))}
          />
        </WideTable>
      )}
    </>
  )
}

const headings = {
  ownerAndResponsibility: 'Owner and responsibility',
  descriptionAndRationale: 'Description and rationale',
  decisionMakingProcess: 'Decision-making process',
  toolSpecification: 'Tool specification',
  risksAndMitigations: 'Risks, mitigations and assessments',
} as const

export function TransparencyView({ record }: { record: TransparencyRecord }) {
  return (
    <>
      <h1 class="govuk-heading-l">{record.metadata['name']}</h1>
      <p class="govuk-body">
        {record.standard}.{' '}
        <a class="govuk-link" href={`/assurance/algorithms/${record.code}.json`}>
          Download as JSON
        </a>
      </p>
      <h2 class="govuk-heading-m">For everybody</h2>
      <Answers answers={record.tier1} />
      {Object.entries(headings).map(([section, title]) => (
        <>
          <h2 class="govuk-heading-m">{title}</h2>
          <Answers answers={Object.entries(record.tier2).find(([name]) => name === section)?.[1] ?? {}} />
        </>
      ))}
      <h2 class="govuk-heading-m">The rules as they run</h2>
      <WideTable label="The rules as they run">
        <Table
          caption={<span class="govuk-visually-hidden">Rules</span>}
          head={['Rule', 'Says', 'Source'].map(text => ({ text }))}
          rows={record.runningRules.map(({ rule, says, source, verified }) => [
            { text: rule },
            { text: says },
            { text: verified === false ? `${source}. Not yet checked by the partnership.` : source },
          ])}
        />
      </WideTable>
    </>
  )
}

/** "howItWorks" as "How it works". */
const spoken = (name: string) =>
  `${name.slice(0, 1).toUpperCase()}${name.slice(1).replaceAll(/[A-Z0-9]+/gv, letter => ` ${letter.toLowerCase()}`)}`

function Answers({ answers }: { answers: Readonly<Record<string, string | readonly string[]>> }) {
  return (
    <SummaryList
      rows={Object.entries(answers).map(([name, answer]) =>
        fact(spoken(name), typeof answer === 'string' ? answer : answer.join('; ')),
      )}
    />
  )
}
