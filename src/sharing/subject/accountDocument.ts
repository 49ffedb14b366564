import { dateText } from '../../language/format.ts'
import type { Day } from '../../language/format.ts'
import { grounds, sectionNames, sections } from './subjectRequest.ts'
import type { Item, Lines, Section, SubjectRequest } from './subjectRequest.ts'

export type AccountItem = Readonly<{
  title: string
  agency?: string
  kindOfInformation?: string
  lines: Lines
  wordsLeftOut?: true
  leftOutBecause?: string
  disputed?: string
}>
export type AccountSection = Readonly<{ code: Section; title: string; says: string; items: readonly AccountItem[] }>

/** A person's account as it is given: what may be said, and the same letter for everybody. */
export type AccountDocument = Readonly<{
  reference: string
  about: string
  bornOn: Day | null
  receivedOn: Day
  ofWholePartnership: boolean
  from: string
  asksFor: string
  sections: readonly AccountSection[]
  automated: readonly string[]
  letter: readonly string[]
}>

/** Says the same to everybody, so that nobody learns from it whether something was held back. */
export const constantLetter = [
  'This account holds what we can give you about what is held about you. ' +
    'The law lets us leave out some things, such as things about other people. ' +
    'For some things it does not let us say whether there are any. So these sentences are the same for everybody, ' +
    'whether something was left out or not.',
  'If you think that something is wrong, tell us. We will write beside it that you dispute it, at once, ' +
    'and answer you within one month.',
  'If you are not happy with this account, ask us to look again. You can also complain to the ' +
    'Information Commissioner: ' +
    'ico.org.uk, telephone 0303 123 1113.',
] as const

/** No rule set of this product makes a score of a person. */
export const automatedStatements = [
  'No computer gives you a score. There is no score about you and no list of people by risk.',
  'A computer compares names, dates of birth and numbers, so that records about you are found ' +
    'together. A person can undo this.',
  'A computer points out words that may be unfair when somebody writes about a child. It changes ' +
    'nothing by itself, and what it pointed out is not kept.',
  'Every decision about you was made by a person.',
] as const

export const disputeWords: Readonly<Record<string, string>> = {
  disputed: 'Disputed: the person says that this is wrong, and it is being looked at.',
  stands: 'Disputed: the person said that this is wrong; the agency kept it and wrote this beside it.',
  corrected: 'Corrected after the person said that it was wrong.',
}

type Words = { agency: (id: string) => string; category: (code: string) => string }

/** The items as they were decided; what must not even be mentioned is not there. */
export function accountDocument(
  request: SubjectRequest,
  items: readonly Item[],
  words: Words,
  from: string,
): AccountDocument {
  return {
    reference: request.reference,
    about: `${request.givenName} ${request.familyName}`.trim(),
    bornOn: request.birthOn,
    receivedOn: request.receivedOn,
    ofWholePartnership: request.wholePartnership,
    from,
    asksFor: request.asksFor,
    sections: sectionNames.map(code => ({
      code,
      ...sections[code],
      items: items.filter(item => item.section === code).flatMap(item => accountItem(item, words)),
    })),
    automated: automatedStatements,
    letter: constantLetter,
  }
}

function accountItem(item: Item, words: Words): AccountItem[] {
  const { decision, lines, masked } = item
  const named = {
    ...(item.ofAgency && item.section !== 'shared' && { agency: words.agency(item.ofAgency) }),
    ...(item.ofCategory && { kindOfInformation: words.category(item.ofCategory) }),
    ...(item.dispute && { disputed: disputeWords[item.dispute] ?? disputeWords['disputed'] ?? '' }),
  }
  if (item.isLocked || decision === 'redact' || decision === null) {
    const ground = item.isLocked || !item.decidedGround ? undefined : grounds[item.decidedGround]
    return ground?.told
      ? [
          {
            title: 'Something was left out here',
            lines: [],
            leftOutBecause: ground.title,
            ...(named.agency && { agency: named.agency }),
          },
        ]
      : []
  }
  const said = decision === 'mask' ? (masked ?? lines) : lines
  return [{ title: item.title, lines: said, ...named, ...(decision === 'mask' && { wordsLeftOut: true as const }) }]
}

/** "1 January 2026"; for headings of the account. */
export const bornText = (bornOn: Day | null): string => (bornOn === null ? 'not known' : dateText(bornOn))
