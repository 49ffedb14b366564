import { pattern, sources } from './entry.ts'
import type { LexiconEntry } from './lexicon.ts'

const harmed = ['child who has harmed', 'child alleged to have harmed'] as const
const speaks = ['{pronoun}|{child} also|later|then|now|previously?', '{pronoun}|{child} {have}',
  'young person|people {have}?', 'victim|complainant {have}?'] as const
const lawfulSharing = ['under|pursuant', 'in accordance|line with', 'the|this|that|any? information|records|record',
  'documents|data|material|papers|intelligence'] as const

/** Words about what a child has done, or has told, before anybody has found it to be so. */
export const accountEntries: readonly LexiconEntry[] = [
  {
    id: 'child-perpetrator', phrase: 'child perpetrator',
    patterns: [
      pattern('child|juvenile|young|teenage|peer perpetrator'),
      pattern('child|juvenile|young|teenage|peer perpetrators', 'children who have harmed',
        'children alleged to have harmed'),
    ],
    alternatives: harmed,
    why: 'A child who harms is a child first, and an allegation is not yet a finding.',
    source: sources.practice, status: 'unverified',
  },
  {
    id: 'perpetrator-who-is-a-child', phrase: 'perpetrator (who is a child)',
    patterns: [pattern('perpetrator'), pattern('perpetrators', 'children who have harmed')],
    alternatives: harmed,
    why: 'A child who harms is a child first, and an allegation is not yet a finding.',
    source: sources.practice, status: 'unverified',
    limits: {
      onlyBeside: {
        before: ['#<18 year|yr|years old'],
        after: ['is|was also? a|another|the? {child}', 'who is|was a|another {child}', ',? a|another|the? {child}',
          '( a|another|the? {child}', 'aged #<18', ',? aged #<18', '( aged? #<18', 'is|was aged? #<18',
          ',? a? #<18 year|yr old'],
      },
    },
  },
  {
    id: 'disclosed-that', phrase: 'disclosed that (as if proved)',
    patterns: [
      pattern('disclosed that', 'said that', 'told us that', 'reported that'),
      pattern('discloses that', 'says that', 'tells us that', 'reports that'),
      pattern('disclosing that'),
    ],
    alternatives: ['saying that', 'telling us that'],
    why: 'It sounds proved, or secret. Say that the child told us, and use the child’s own words.',
    source: sources.practice, status: 'unverified',
  },
  {
    id: 'disclosed', phrase: 'disclosed (as if proved)',
    patterns: [
      pattern('disclosed', 'told us about', 'reported'), pattern('discloses', 'tells us about', 'reports'),
      pattern('disclosed to', 'told'), pattern('made a disclosure', 'told us', 'made a report'),
    ],
    alternatives: ['told us about', 'reported'],
    why: 'It sounds proved, or secret. Say that the child told us, and use the child’s own words.',
    source: sources.practice, status: 'unverified',
    limits: { onlyBeside: { before: speaks }, notFollowedBy: [...lawfulSharing, 'that'] },
  },
  {
    id: 'made-allegations', phrase: 'made allegations',
    patterns: [
      pattern('made an|the|further|several|various? allegation|allegations against', 'told us about',
        'made a report about'),
      pattern('made an|the|further|several|various? allegation|allegations'),
      pattern('making an|the|further|several|various? allegation|allegations', 'telling us', 'reporting'),
      pattern('makes an|further|several|various? allegation|allegations', 'tells us', 'reports'),
    ],
    alternatives: ['told us', 'reported'],
    why: 'It sounds as if we doubt the child. Say that the child told us or reported it.',
    source: sources.practice, status: 'unverified',
  },
]
