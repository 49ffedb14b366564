import { pattern, sources } from './entry.ts'
import type { LexiconEntry } from './lexicon.ts'

const ageStands = 'It makes a child sound like an adult, and so less in need of protection. Give the age.'

/** Words that make a child older, tougher or freer than the child is. */
export const adultifyingEntries: readonly LexiconEntry[] = [
  {
    id: 'lifestyle-choice', phrase: 'lifestyle choice',
    patterns: [
      pattern('lifestyle choice'), pattern('lifestyle choices', 'responses to an unsafe situation'),
      pattern('risky|chaotic|criminal lifestyle', 'unsafe situation'),
    ],
    alternatives: ['response to an unsafe situation', 'sign that the situation is exploitative'],
    why: 'Exploitation is not a lifestyle, and a child does not choose it.',
    source: sources.practice, status: 'unverified',
  },
  {
    id: 'choosing-to', phrase: 'choosing to',
    patterns: [
      pattern('{have} been choosing to', 'may have been under pressure to'),
      pattern('{have} chosen to', 'may have been under pressure to'),
      pattern('{be} choosing to'), pattern('chooses to'), pattern('choosing to', 'being under pressure to'),
      pattern('chose to', 'may have been under pressure to'),
    ],
    alternatives: ['may be under pressure to', 'may not feel able to do anything but'],
    why: 'A child under coercion has little choice. Say what makes the situation unsafe.',
    source: sources.practice, status: 'unverified',
    limits: {
      onlyBeside: {
        before: ['{pronoun}|{child} then|still|also|now|often|repeatedly?', '{pronoun}|{child} {be}',
          'young person|people', 'young person {be}'],
      },
      notFollowedBy: [
        'speak|talk|tell|share|say|attend|study|engage|write|draw|play|meet with? us|staff|me?',
      ],
    },
  },
  {
    id: 'promiscuous', phrase: 'promiscuous',
    patterns: [pattern('{be} promiscuous', '{be} being sexually exploited'), pattern('promiscuous'),
      pattern('promiscuity', 'sexual exploitation'), pattern('promiscuous behaviour', 'sexual exploitation')],
    alternatives: ['sexually exploited'],
    why: 'It judges the child. Say what was done to the child, and by whom.',
    source: sources.practice, status: 'unverified',
  },
  {
    id: 'boyfriend-of-exploiter', phrase: 'boyfriend or girlfriend (who exploits)',
    patterns: [pattern('boyfriend|girlfriend'), pattern('boyfriends|girlfriends', 'exploiters', 'perpetrators')],
    alternatives: ['exploiter', 'perpetrator'],
    why: 'It makes exploitation sound like a romance between equals.',
    source: sources.practice, status: 'unverified',
    limits: {
      onlyBeside: {
        before: ['{older}', '#18+ year|yr old'],
        after: ['( aged? #18+', ',? aged? #18+', 'aged #18+', 'who {be} older|grooming|exploiting|controlling',
          'who {have} been? grooming|groomed|exploiting|exploited|controlling|controlled',
          '{be} grooming|exploiting|controlling'],
      },
      notPrecededBy: ['{relatives}', '{relatives} new? {older}', '{relatives} #18+ year|yr old'],
    },
  },
  {
    id: 'streetwise', phrase: 'streetwise',
    patterns: [pattern('streetwise'), pattern('street wise|smart')],
    alternatives: ['aged [age]', 'wary, which may be a response to trauma'],
    why: ageStands, source: sources.practice, status: 'unverified',
  },
  {
    id: 'mature-for-age', phrase: 'mature for their age',
    patterns: [
      pattern('mature|grown|big for {possessive} age|years'), pattern('mature beyond|for {possessive} years|age'),
      pattern('old|older|wise beyond|than {possessive} years'),
    ],
    alternatives: ['aged [age]', 'a child of [age], whose manner may be a response to trauma'],
    why: ageStands, source: sources.practice, status: 'unverified', limits: { unlessAge: { atLeast: 18 } },
  },
  {
    id: 'acts-older', phrase: 'acts older',
    patterns: [
      pattern('{look} as? much? older'), pattern('{look} as? much? older than {possessive} age|years'),
      pattern('{look} like an adult'),
    ],
    alternatives: ['{look:lookBe} aged [age]', '{look:lookBe} a child of [age]'],
    why: ageStands, source: sources.practice, status: 'unverified',
    limits: { notFollowedBy: ['than'], unlessAge: { atLeast: 18 } },
  },
  {
    id: 'young-man-woman', phrase: 'young man, young woman',
    patterns: [pattern('young {youngAdult}')],
    alternatives: ['{youngAdult:youngChild}', '{youngAdult:youngChild} aged [age]'],
    why: ageStands, source: sources.practice, status: 'unverified', limits: { unlessAge: { atLeast: 18 } },
  },
]
