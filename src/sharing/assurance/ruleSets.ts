import { identifierTitles, linkingKinds } from '../../people/identifiers.ts'
import { points } from '../../people/score.ts'
import { starterLexicon } from '../../wording/starterLexicon.ts'
import { ruleText } from '../retention/retention.ts'
import { grounds } from '../subject/subjectRequest.ts'
import type { RuleFacts } from './store.ts'

export type RunningRule = Readonly<{ rule: string; says: string; source: string; verified: boolean | undefined }>

/**
 * A set of rules by which the product does something by itself. Each gets a transparency record; none scores a
 * person.
 */
export type RuleSet = Readonly<{
  code: string
  name: string
  summary: string
  how: string
  why: string
  benefit: string
  before: string
  alternatives: string
  shows: string
  human: string
  appeals: string
  data: string
  quality: string
  risks: readonly (readonly [risk: string, answer: string])[]
  version: (facts: RuleFacts) => string
  rules: (facts: RuleFacts) => readonly RunningRule[]
}>

const said = (rule: string, says: string, source = 'This product', verified?: boolean): RunningRule => ({
  rule,
  says,
  source,
  verified,
})
/** The register: whoever adds rules that act by themselves adds them here, and the record is there on the same day. */
export const ruleSets: readonly RuleSet[] = [
  {
    code: 'identifier-matching',
    name: 'Matching of identifying numbers',
    summary: 'Links records of one person that carry the same valid number.',
    how:
      'When a record arrives, its valid numbers are compared with those that are known. One person: ' +
      'linked. None: a new person. Several: nothing is linked and the question is kept for a person.',
    why: 'Agencies know one child by different records; a child must not be lost between them.',
    benefit: 'What is known about one child is found together.',
    before: 'Agencies telephoned each other.',
    alternatives: 'Matching by likeness of names, which joins wrong people; it is not used to link.',
    shows: 'Each record says why it was linked.',
    human: 'Every link can be undone, with a reason; nothing is merged.',
    appeals: 'A person can dispute a record; the owner answers within one month.',
    data: 'Identifying numbers of source records.',
    quality: 'Only numbers that pass their check digit link.',
    risks: [
      [
        'Two children share a wrongly typed number',
        'Both records stay apart as sources and can be unlinked; numbers that lead to several people link nothing',
      ],
    ],
    version: () => '1',
    rules: () =>
      linkingKinds.map(kind =>
        said(identifierTitles[kind], 'Links when valid, current and known for exactly one person'),
      ),
  },
  {
    code: 'search-order',
    name: 'Order of search results',
    summary: 'Puts the likeliest person first when somebody is searched for.',
    how:
      'Each result gets points for what agrees with what was typed. The points order one list on one page, ' +
      'and are then forgotten.',
    why: 'The right child has to be found quickly.',
    benefit: 'Fewer wrong records are opened.',
    before: 'Exact spelling was needed.',
    alternatives: 'Alphabetical order.',
    shows: 'Each result says in words what agrees.',
    human: 'A person chooses; nothing follows from the order.',
    appeals: 'None needed: nothing is decided or kept.',
    data: 'Names, dates of birth and numbers that the searcher may see.',
    quality: 'Measured on made-up names with slips.',
    risks: [
      [
        'The points could be taken for a score of the person',
        'They compare what was typed with a record, say nothing about anybody, and are neither shown nor stored',
      ],
    ],
    version: () => '1',
    rules: () => Object.entries(points).map(([rule, value]) => said(rule, `${value} points`)),
  },
  {
    code: 'language-check',
    name: 'Language check',
    summary: 'Points out words that blame or adultify a child, while somebody writes.',
    how:
      'What is written is compared with a list of phrases. A hint with other words appears; the writer ' +
      'keeps or changes the text.',
    why: 'Reviews found that words such as “streetwise” hid that a child was a child.',
    benefit: 'Fairer records.',
    before: 'Supervisors read what was written.',
    alternatives: 'A language model, which cannot say why.',
    shows: 'The phrase, why it matters, its source, and other words.',
    human: 'It changes nothing and stops nothing.',
    appeals: 'Phrases are reference data: a partnership changes them.',
    data: 'The text that is being written; it is not kept.',
    quality: 'Each phrase has a source or is marked as not yet checked.',
    risks: [['A quotation is pointed out', 'Quoted words are left alone']],
    version: ({ lexicon }) => (lexicon ? String(lexicon.version) : starterLexicon.version),
    rules: ({ lexicon }) =>
      lexicon
        ? [
            said(
              `${lexicon.entries} phrases`,
              `${lexicon.unverified} of them not yet checked`,
              lexicon.source,
              lexicon.unverified === 0,
            ),
          ]
        : [
            said(
              `${starterLexicon.entries.length} phrases`,
              'The starter list',
              'This product',
              starterLexicon.entries.every(({ status }) => status === 'seen'),
            ),
          ],
  },
  {
    code: 'clock-rules',
    name: 'Deadlines',
    summary: 'Computes when something is due, and says so when it is late.',
    how: 'Each deadline is a rule with an amount, a unit and an end; a clock remembers the version that set it.',
    why: 'The law sets deadlines.',
    benefit: 'Nothing is late unseen.',
    before: 'Diaries.',
    alternatives: 'None.',
    shows: 'The rule, its version and its source stand beside each deadline.',
    human: 'A late deadline changes nothing by itself.',
    appeals: 'Rules are changed in the open by the administrator.',
    data: 'Times of events.',
    quality: 'Held to by tests over weekends, bank holidays, changes of the clock and leap years.',
    risks: [['A rule is wrong', 'Rules that nobody has checked are marked wherever they are shown']],
    version: ({ clocks }) => `${clocks.length} rules`,
    rules: ({ clocks }) =>
      clocks.map(({ title, version, amount, unit, source, verified }) =>
        said(`${title} (version ${version})`, `${amount} ${unit.replaceAll('_', ' ')}`, source, verified),
      ),
  },
  {
    code: 'retention-rules',
    name: 'Retention',
    summary: 'Lists what has been kept as long as its rule says.',
    how:
      'Anchor plus interval, per kind of information; the rule that keeps longest wins; holds, open work ' +
      'and open requests stand before all.',
    why: 'Nothing may be kept longer than needed.',
    benefit: 'Old records go.',
    before: 'Nobody looked.',
    alternatives: 'Deletion without review.',
    shows: 'The rule, what it counts from and when it fell due.',
    human:
      'A person keeps, with a reason and a day, or disposes. Only half-filled forms, searches and refused ' +
      'rows go by themselves.',
    appeals: 'A hold can be placed at any time.',
    data: 'Dates of birth, events, closures and deaths.',
    quality: 'Unknown dates make nothing due.',
    risks: [['Something needed is lost', 'Review by a person, holds, and the longest rule wins']],
    version: ({ retention }) => `${retention.length} rules`,
    rules: ({ retention }) =>
      retention.map(rule =>
        said(`${rule.title} (version ${rule.version})`, ruleText(rule), rule.source, rule.verified),
      ),
  },
  {
    code: 'redaction-proposals',
    name: 'Proposals for what to leave out of an account',
    summary: 'Finds other people’s names, protected values and sources before an account is given.',
    how:
      'Every text is compared with the names of people around the person and with every protected value. ' +
      'Protected values and sources are taken out and cannot be put back; the rest is a proposal.',
    why: 'Addresses have been given away in accounts.',
    benefit: 'People in danger stay hidden, and accounts are given in time.',
    before: 'Reading with a black pen.',
    alternatives: 'Reading alone.',
    shows: 'Each item with its proposal and ground.',
    human: 'A person decides each item, a second one releases the whole.',
    appeals: 'The person can complain to the Information Commissioner.',
    data: 'What is held about the person, names and protected values of people around.',
    quality: 'Planted values are searched for in released accounts by tests.',
    risks: [['A name that no record knows is not found', 'Two people read the account']],
    version: () => '1',
    rules: () =>
      Object.values(grounds).map(ground =>
        said(
          ground.title,
          ground.told ? 'The account says that something is left out' : 'The account does not say so',
          ground.source,
          false,
        ),
      ),
  },
  {
    code: 'misuse-detection',
    name: 'Signs of misuse',
    summary: 'Points out readings of records by staff that their work does not explain.',
    how:
      'Readings are compared with fixed thresholds: one’s own record, neighbours, colleagues, many at ' +
      'once, off shift.',
    why: 'People have looked up those whom they had no business with.',
    benefit: 'Children and families are not browsed.',
    before: 'Complaints.',
    alternatives: 'None.',
    shows: 'The sign and its evidence, without the child.',
    human: 'A privacy officer asks and decides; nothing happens to anybody by itself.',
    appeals: 'The member of staff explains in writing.',
    data: 'The record of disclosures; it is about staff, not about children.',
    quality: 'Held to by seeded attacks.',
    risks: [['Somebody is suspected wrongly', 'The reader is asked first, and reviewers must give a reason']],
    version: ({ detectors }) => `${detectors.length} detectors`,
    rules: ({ detectors }) =>
      detectors.map(({ code, version, thresholds }) =>
        said(
          `${code.replaceAll('_', ' ')} (version ${version})`,
          Object.entries(thresholds)
            .map(([name, value]) => `${name}: ${value}`)
            .join('; ') || 'always',
        ),
      ),
  },
  {
    code: 'law-check',
    name: 'Check of agreements against the law',
    summary: 'Refuses a clause that its statute does not allow, and says why.',
    how: 'A clause is compared with what its gateway lets whom share for what.',
    why: 'A clause without a power is unlawful.',
    benefit: 'Nothing is shared without a law.',
    before: 'Lawyers read agreements.',
    alternatives: 'None.',
    shows: 'The statute and the sentence that it fails.',
    human: 'Officers of every party sign.',
    appeals: 'Gateways are reference data.',
    data: 'Agreements; nothing about people.',
    quality: 'Each gateway has a source or is marked as not yet checked.',
    risks: [['The law has changed', 'Gateways have versions and dates']],
    version: ({ gateways }) => `${gateways.length} gateways`,
    rules: ({ gateways }) =>
      gateways.map(({ title, version, source, verified }) =>
        said(`${title} (version ${version})`, 'Statutory power or duty', source, verified),
      ),
  },
]

export const findRuleSet = (code: string): RuleSet | undefined => ruleSets.find(each => each.code === code)
