import { z } from 'zod'

/** What a rule may ask about a child, beside age and area; each as a sentence that is so, is not so, or is not known. */
export const factWords = {
  looked_after: 'The child is looked after by a council',
  child_protection_plan: 'The child has a child protection plan',
  child_in_need: 'The child has a child in need plan',
  court_order: 'The child is subject to a statutory court order',
  whole_family_support: 'A lead practitioner already supports the whole family',
  previous_turnaround: 'The child has had Turnaround support before',
  repeated_antisocial_behaviour: 'The child was repeatedly involved in antisocial behaviour, or had a community protection warning or notice',
  interviewed_after_arrest: 'The child was interviewed under caution after an arrest',
  voluntary_interview: 'The child had a voluntary police interview',
  no_further_action: 'The police decided to take no further action',
  community_resolution: 'The child had a community resolution',
  first_youth_caution: 'The child had a first youth caution',
  youth_conditional_caution: 'The child had a youth conditional caution',
  under_investigation: 'The child is released under investigation or on pre-charge bail',
  acquitted: 'A court discharged or acquitted the child',
  fined: 'A court fined the child',
  young_carer: 'The child looks after somebody at home',
  out_of_school: 'The child is out of school, or close to it',
  must_leave_home: 'The child or family must leave their home to be safe',
} as const
export type FactCode = keyof typeof factWords
export const factCodes = Object.keys(factWords).filter((code): code is FactCode => code in factWords)

const title = z.string().trim().min(1).max(200)
const listed = z.array(z.enum(factCodes)).min(1).max(30)
/** Who may take part, as data that a provider versions; each rule has the words that explain a no. */
export const ruleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('age'), title, least: z.int().min(0).max(120).exactOptional(), most: z.int().min(0).max(120).exactOptional() }),
  z.object({ kind: z.literal('area'), title, areas: z.array(title).min(1).max(200) }),
  z.object({ kind: z.literal('any_of'), title, facts: listed }),
  z.object({ kind: z.literal('none_of'), title, facts: listed }),
])
export const rulesSchema = z.array(ruleSchema).max(30)
export type EligibilityRule = z.infer<typeof ruleSchema>

export type ChildFacts = Readonly<{
  age?: number | undefined
  area?: string | undefined
  /** What is known: so or not so. What is absent is not known. */
  known: Readonly<{ [code in FactCode]?: boolean | undefined }>
}>

export const answers = ['yes', 'no', 'not_known'] as const
export type Answer = typeof answers[number]
export type Explained = Readonly<{ title: string; answer: Answer; why: string }>
export type Eligibility = Readonly<{ answer: Answer; rules: readonly Explained[] }>

/** Whether a child may take part, with the reason for each rule; one no is enough, and one unknown leaves it open. */
export function eligibility(programme: { rules: readonly EligibilityRule[] }, facts: ChildFacts): Eligibility {
  const rules = programme.rules.map(rule => ({ title: rule.title, ...explain(rule, facts) }))
  return { answer: together(rules.map(({ answer }) => answer)), rules }
}

const together = (all: readonly Answer[]): Answer =>
  all.includes('no') ? 'no' : all.includes('not_known') ? 'not_known' : 'yes'

type Reason = { answer: Answer; why: string }

function explain(rule: EligibilityRule, facts: ChildFacts): Reason {
  if (rule.kind === 'age') return explainAge(rule, facts.age)
  if (rule.kind === 'area') return explainArea(rule.areas, facts.area)
  return rule.kind === 'any_of' ? explainAny(rule.facts, facts.known) : explainNone(rule.facts, facts.known)
}

function explainAge({ least, most }: { least?: number; most?: number }, age: number | undefined): Reason {
  if (age === undefined) return { answer: 'not_known', why: 'The child’s age is not known.' }
  if (least !== undefined && age < least) return { answer: 'no', why: `The child is ${age}; the programme begins at ${least}.` }
  if (most !== undefined && age > most) return { answer: 'no', why: `The child is ${age}; the programme ends at ${most}.` }
  return { answer: 'yes', why: `The child is ${age}.` }
}

function explainArea(areas: readonly string[], area: string | undefined): Reason {
  if (area === undefined || area === '') return { answer: 'not_known', why: 'Where the child lives is not known.' }
  return areas.some(one => one.toLowerCase() === area.toLowerCase())
    ? { answer: 'yes', why: `The child lives in ${area}.` }
    : { answer: 'no', why: `The child lives in ${area}; the programme is for ${areas.join(', ')}.` }
}

type Known = ChildFacts['known']

function explainAny(asked: readonly FactCode[], known: Known): Reason {
  const so = asked.filter(code => known[code] === true)
  if (so.length > 0) return { answer: 'yes', why: sentences(so) }
  const open = asked.filter(code => known[code] === undefined)
  return open.length > 0
    ? { answer: 'not_known', why: notKnown(open) }
    : { answer: 'no', why: 'None of these is so.' }
}

function explainNone(asked: readonly FactCode[], known: Known): Reason {
  const so = asked.filter(code => known[code] === true)
  if (so.length > 0) return { answer: 'no', why: sentences(so) }
  const open = asked.filter(code => known[code] === undefined)
  return open.length > 0
    ? { answer: 'not_known', why: notKnown(open) }
    : { answer: 'yes', why: 'None of these is so.' }
}

/** Names what is open while that helps; a long list says only that none of it was looked into. */
const notKnown = (open: readonly FactCode[]) => open.length > 3
  ? 'Nobody has yet said whether any of this is so.' : `It is not known whether: ${open.map(inSentence).join('; ')}.`
const sentences = (codes: readonly FactCode[]) => codes.map(code => `${factWords[code]}.`).join(' ')
const inSentence = (code: FactCode) => factWords[code].replace(/^The/v, 'the').replace(/^A /v, 'a ')

/** What a programme's rules ask about a child, each once, in the order of the list. */
export function factsAskedBy(rules: readonly EligibilityRule[]): FactCode[] {
  const asked = new Set(rules.flatMap(rule => 'facts' in rule ? rule.facts : []))
  return factCodes.filter(code => asked.has(code))
}

/** The rules that every programme has from its entry in the directory, before its own. */
export function rulesOfEntry({ minimumAge, maximumAge, areas }: {
  minimumAge?: number; maximumAge?: number; areas: readonly string[]
}): EligibilityRule[] {
  const ages = minimumAge === undefined ? `Up to ${maximumAge} years` : maximumAge === undefined
    ? `${minimumAge} years or older` : `${minimumAge} to ${maximumAge} years old`
  return [
    ...(minimumAge === undefined && maximumAge === undefined ? [] : [{
      kind: 'age' as const, title: ages,
      ...(minimumAge !== undefined && { least: minimumAge }), ...(maximumAge !== undefined && { most: maximumAge }),
    }]),
    ...(areas.length === 0 ? [] : [{ kind: 'area' as const, title: `Lives in ${areas.join(', ')}`, areas: [...areas] }]),
  ]
}

/** Turnaround, the Ministry of Justice's early intervention programme, as councils publish who may take part. */
export const turnaroundRules: readonly EligibilityRule[] = [
  {
    kind: 'any_of', title: 'On the edge of the youth justice system',
    facts: ['repeated_antisocial_behaviour', 'interviewed_after_arrest', 'voluntary_interview', 'no_further_action',
      'community_resolution', 'first_youth_caution', 'under_investigation', 'acquitted', 'fined'],
  },
  { kind: 'none_of', title: 'Has not had Turnaround support before', facts: ['previous_turnaround'] },
  { kind: 'none_of', title: 'No statutory order or youth conditional caution', facts: ['court_order', 'youth_conditional_caution'] },
  {
    kind: 'none_of', title: 'Not looked after, no child protection plan (a child in need may take part)',
    facts: ['looked_after', 'child_protection_plan'],
  },
  { kind: 'none_of', title: 'No lead practitioner who already supports the whole family', facts: ['whole_family_support'] },
]
export const turnaroundSource = 'Turnaround eligibility as published by councils (Haringey’s list); not checked against the Ministry’s guidance'
