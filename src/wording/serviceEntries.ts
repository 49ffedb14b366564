import { pattern, sources } from './entry.ts'
import type { LexiconEntry } from './lexicon.ts'

const serviceReaches = 'It blames the child for what a service has not yet managed. Say what was tried.'

/** Words that blame a child for missing a service, for going missing, or for being known. */
export const serviceEntries: readonly LexiconEntry[] = [
  {
    id: 'refuses-to-engage', phrase: 'refuses to engage',
    patterns: [
      pattern('refuses|declines|fails|refuse|decline|fail to engage'),
      pattern('{have} refused|declined|failed to engage', '{have} not yet been able to engage'),
      pattern('{be} refusing|declining|failing to engage', '{be} not yet able to engage'),
      pattern('refused|declined|failed to engage', 'was not yet able to engage',
        'was not reached by the service [what was tried]'),
      pattern('refusing|declining|failing to engage', 'not yet being able to engage'),
      pattern('refusal|failure to engage', 'difficulty in being reached by the service'),
      pattern('will|won\'t not? engage', 'has not yet been able to engage'),
      pattern('does|doesn\'t not? engage', 'has not yet been able to engage'),
      pattern('not engaging', 'not yet able to engage'),
    ],
    alternatives: ['has not yet been able to engage', 'has not been reached by the service [what was tried]'],
    why: serviceReaches, source: sources.practice, status: 'unverified',
  },
  {
    id: 'non-compliant', phrase: 'non-compliant',
    patterns: [pattern('non compliant'), pattern('noncompliant')],
    alternatives: ['not yet able to engage', 'not yet reached by the plan [what was tried]'],
    why: serviceReaches, source: sources.practice, status: 'unverified',
  },
  {
    id: 'hard-to-reach', phrase: 'hard to reach',
    patterns: [pattern('hard|difficult to reach|engage')],
    alternatives: ['not yet reached by services', 'not yet offered what works for the child'],
    why: serviceReaches, source: sources.practice, status: 'unverified',
    limits: { notFollowedBy: ['by|on|via the? phone|telephone|mobile|car|bus|foot', 'places|place|area|areas'] },
  },
  {
    id: 'did-not-attend', phrase: 'DNA (did not attend)',
    patterns: [
      pattern('dna {article} appointment', 'was not brought to {article} appointment'),
      pattern('dna\'d'), pattern('dnas', 'appointments to which the child was not brought'), pattern('dna'),
    ],
    alternatives: ['was not brought'],
    why: 'A child does not come alone: ask why nobody brought the child (“was not brought”).',
    source: sources.practice, status: 'unverified',
    limits: {
      onlyUpperCase: true,
      notFollowedBy: [
        'sample|samples|evidence|profile|profiles|test|tests|testing|swab|swabs|match|hit|analysis|database',
        'result|results|traces|trace|recovered|found|taken|linked|links|matched|matches',
        '{be} recovered|found|taken|on|matched',
      ],
      notPrecededBy: ['of|for|the|his|her|their|whose|by|from|touch|partial|familial|with|no|and', 'mouth'],
    },
  },
  {
    id: 'absconded', phrase: 'absconded',
    patterns: [
      pattern('{have} absconded', '{have} gone missing', '{have} left because [reason]'),
      pattern('{abscond}'),
      pattern('absconder', 'child who has gone missing'), pattern('absconders', 'children who have gone missing'),
      pattern('absconsion|abscondence|abscondment', 'missing episode'),
    ],
    alternatives: ['{abscond:goMissing}', '{abscond:leave} because [reason]'],
    why: 'It treats a missing child as an escaped prisoner. Ask what the child went from, or to.',
    source: sources.practice, status: 'unverified',
  },
  {
    id: 'runaway', phrase: 'runaway',
    patterns: [pattern('runaway'), pattern('runaways', 'children who went missing')],
    alternatives: ['child who went missing', 'child who left because [reason]'],
    why: 'It names the child by the risk. Say that the child went missing, and why if it is known.',
    source: sources.practice, status: 'unverified',
    limits: { notFollowedBy: ['train|vehicle|car|lorry|success|horse'] },
  },
  {
    id: 'awol', phrase: 'AWOL',
    patterns: [pattern('went awol', 'went missing'), pattern('gone awol', 'gone missing'),
      pattern('goes awol', 'goes missing'), pattern('going awol', 'going missing'), pattern('awol')],
    alternatives: ['missing', 'missing since [date and time]'],
    why: 'It is a soldier’s offence. A child goes missing.',
    source: sources.practice, status: 'unverified',
  },
  {
    id: 'known-to-services', phrase: 'known to services',
    patterns: [
      pattern('{have} been well? known to services', '{have} had support from [service] since [date]'),
      pattern('well? known to services'), pattern('well? known to children\'s|childrens|social|local services'),
      pattern('well? known to social care|workers'), pattern('well? known to children\'s social care'),
    ],
    alternatives: ['supported by [service] since [date]', 'in need of [need], last seen by [service] on [date]'],
    why: 'It says nothing about the need. Say which service, what for, and since when.',
    source: sources.practice, status: 'unverified', limits: { notPrecededBy: ['not previously|currently?', 'never'] },
  },
  {
    id: 'frequent-missing', phrase: 'frequent misper',
    patterns: [pattern('{repeatedly} {missingPerson}'), pattern('{repeatedly} missing person|persons|people')],
    alternatives: ['child who has been missing [number] times between [date] and [date]'],
    why: 'A label hides the reasons. Give the number of episodes with their dates.',
    source: sources.practice, status: 'unverified',
  },
  {
    id: 'attention-seeking', phrase: 'attention seeking',
    patterns: [pattern('attention seeking'), pattern('attention seeker', 'child in need of help'),
      pattern('attention seeking behaviour|behaviours', 'behaviour that tells us of a need')],
    alternatives: ['asking for help', 'showing a need for [need]'],
    why: 'Behaviour tells of a need. Describe the need.',
    source: sources.practice, status: 'unverified',
  },
  {
    id: 'prolific', phrase: 'prolific',
    patterns: [
      pattern('prolific {offender}|offending', 'child with [number] recorded episodes between [date] and [date]'),
      pattern('{be} very|quite|extremely? prolific'),
    ],
    alternatives: ['{be} recorded in [number] episodes between [date] and [date]'],
    why: 'A label hides what happened. Give the number of episodes with their dates.',
    source: sources.practice, status: 'unverified', limits: { unlessAge: { atLeast: 18 } },
  },
]
