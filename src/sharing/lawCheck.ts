import { dateText } from '../language/format.ts'
import type { Assessment } from './agreement.ts'
import { checkBasis } from './lawOfBasis.ts'
import { checkGateway } from './lawOfGateway.ts'
import { refuses, warns } from './lawReference.ts'
import type { Finding, LawDraft, LawReference, NumberedClause, Said } from './lawReference.ts'

/** Every way in which a draft departs from the law, with the statute and what would be lawful. Pure: the law is data. */
export function checkLaw(draft: LawDraft, reference: LawReference): Finding[] {
  return [
    ...checkAgreement(draft, reference).map(said => ({ ...said, clause: undefined })),
    ...draft.clauses.flatMap(clause =>
      checkClause(clause, draft, reference).map(said => ({ ...said, clause: clause.number })),
    ),
  ]
}

export const refusalsIn = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ severity }) => severity === 'refuses')

function checkAgreement(draft: LawDraft, { today }: LawReference): Said[] {
  return [
    ...checkAssessment('dpia', draft.dpia, today),
    ...checkAssessment('equality', draft.equality, today),
    ...checkReview(draft.reviewOn, today),
  ]
}

const laws = {
  dpia: {
    missing:
      'UK GDPR Article 35 and the Data Protection Act 2018, section 64, ask for an impact assessment before ' +
      'sharing like this begins. Add its title, reference, dates and outcome.',
    late: 'The data protection impact assessment was to be reviewed by',
    again: 'UK GDPR Article 35(11) asks for a review. Review it and write down the new date.',
  },
  equality: {
    missing:
      'The Equality Act 2010, section 149, asks public bodies to have regard to equality before they decide. Add ' +
      'the equality assessment: title, reference, dates and outcome.',
    late: 'The equality assessment was to be reviewed by',
    again: 'The duty of the Equality Act 2010, section 149, goes on. Review it and write down the new date.',
  },
} as const

function checkAssessment(which: 'dpia' | 'equality', made: Assessment, today: string): Said[] {
  const law = laws[which]
  const { title, reference, doneOn, reviewOn, outcome } = made
  if (title === '' || reference === '' || !doneOn || !reviewOn || !outcome) return [refuses(which, law.missing)]
  if (reviewOn < today) return [refuses(which, `${law.late} ${dateText(reviewOn)}. ${law.again}`)]
  if (outcome === 'consult')
    return [
      refuses(
        which,
        'A high risk remains: UK GDPR Article 36 asks you to consult the Information Commissioner ' +
          'first. Write down the new outcome after that.',
      ),
    ]
  return outcome === 'do_not_proceed'
    ? [refuses(which, 'The assessment says not to go on. Change what is shared and assess it again.')]
    : []
}

function checkReview(reviewOn: string | undefined, today: string): Said[] {
  const code = 'the data sharing code of practice (Data Protection Act 2018, section 121)'
  if (reviewOn === undefined) return [refuses('review', `Set a review date: ${code} asks for regular review.`)]
  if (reviewOn < today)
    return [refuses('review', `The review date has passed. Review the agreement, as ${code} asks.`)]
  const nextYear = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`
  return reviewOn > nextYear
    ? [
        warns(
          'review',
          `The review is more than 12 months away: ${code} asks for regular review. Choose an earlier day.`,
        ),
      ]
    : []
}

function checkClause(clause: NumberedClause, draft: LawDraft, reference: LawReference): Said[] {
  return [
    ...checkFrame(clause, draft, reference),
    ...checkGateway(clause, reference),
    ...checkBasis(clause, reference),
    ...checkReach(clause),
  ]
}

/** A clause keeps within what its agreement says of parties and purposes (UK GDPR Article 5(1)(b)). */
function checkFrame(clause: NumberedClause, draft: LawDraft, { agencies, purposes }: LawReference): Said[] {
  const outside = (ids: readonly string[]) =>
    ids.filter(id => !draft.parties.includes(id)).map(id => agencies.get(id)?.name ?? 'An agency')
  const said = (field: string, names: string[]) =>
    names.length > 0
      ? [refuses(field, `${names.join(', ')}: not a party of this agreement. Add it to the parties first.`)]
      : []
  const purpose = purposes.get(clause.purpose)
  return [
    ...said('from', outside(clause.fromAgencies)),
    ...said('to', outside(clause.toAgencies)),
    ...said('onward_agencies', outside(clause.onwardAgencies)),
    ...(draft.purposes.includes(clause.purpose)
      ? []
      : [
          refuses(
            'purpose',
            'The agreement is not made for this purpose ' +
              '(UK GDPR Article 5(1)(b), purpose limitation). Choose one of its purposes or add this one to it.',
          ),
        ]),
    ...(purpose && !purpose.isAboutPeople
      ? [refuses('purpose', `${purpose.title} opens no person’s record: figures without names need no clause.`)]
      : []),
  ]
}

function checkReach({ reach, access, categories, highestTier }: NumberedClause): Said[] {
  const isBroad = reach === 'hub' && access === 'read' && (categories.length > 2 || highestTier > 1)
  return isBroad
    ? [
        warns(
          'reach',
          'This opens much about everybody recorded, without a link: UK GDPR Article 5(1)(c) asks for the ' +
            'minimum. Keep it to what a search or a board must show, or ask for a link.',
        ),
      ]
    : []
}
