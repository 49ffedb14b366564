import { pattern, sources } from './entry.ts'
import type { LexiconEntry } from './lexicon.ts'

/** Words that turn an exploited child into an offender. */
export const criminalEntries: readonly LexiconEntry[] = [
  {
    id: 'money-mule', phrase: 'money mule',
    patterns: [
      pattern('{be} a? money mule|mules', '{be} being financially exploited'),
      pattern('{be} money muling', '{be} being financially exploited'),
      pattern('money mule', 'financially exploited child'), pattern('money mules', 'financially exploited children'),
      pattern('money muling'),
    ],
    alternatives: ['financial exploitation'],
    why: 'It names the child as an object. The child is being financially exploited.',
    source: sources.lawCentre, status: 'seen',
  },
  {
    id: 'plugging', phrase: 'plugging',
    patterns: [
      pattern('{be} plugging {drugs}?', '{be} being forced to conceal drugs internally',
        '{be} being coerced to conceal drugs internally, which is child sexual abuse'),
      pattern('{have} plugged {drugs}?', '{have} been forced to conceal drugs internally'),
      pattern('plugged {drugs}?', 'was forced to conceal drugs internally'),
      pattern('plugging {drugs}?'),
    ],
    alternatives: ['being forced to conceal drugs internally', 'being coerced to conceal drugs internally'],
    why: 'Slang hides what was done: forcing a child to conceal drugs internally is child sexual abuse.',
    source: sources.lawCentre, status: 'seen',
    limits: { notFollowedBy: ['in|into|away', 'a|the|this|that|any? gap|gaps|hole|holes|leak|shortfall'] },
  },
  {
    id: 'slave', phrase: 'slave',
    patterns: [pattern('slave'), pattern('slaves', 'victims of modern slavery')],
    alternatives: ['victim of modern slavery'],
    why: 'It names the child by what is done to them.',
    source: sources.lawCentre, status: 'seen', limits: { notFollowedBy: ['trade'] },
  },
  {
    id: 'child-prostitution', phrase: 'child prostitution, prostituting herself',
    patterns: [
      pattern('child|juvenile|underage|teenage prostitution'),
      pattern('child|juvenile|underage|teenage prostitute', 'sexually exploited child'),
      pattern('child|juvenile|underage|teenage prostitutes', 'sexually exploited children'),
      pattern('{be} prostituting|selling {reflexive}', '{be} being sexually exploited'),
      pattern('prostituting|selling {reflexive}', 'being sexually exploited'),
      pattern('prostitutes|sells {reflexive}', 'is being sexually exploited'),
      pattern('{have} prostituted|sold {reflexive}', '{have} been sexually exploited'),
      pattern('prostituted|sold {reflexive}', 'was sexually exploited'),
    ],
    alternatives: ['child sexual exploitation'],
    why: 'There is no child prostitution in law: it is sexual exploitation of a child.',
    source: sources.magdalene, status: 'seen',
    limits: { notFollowedBy: ['short'], unlessAge: { atLeast: 18 } },
  },
  {
    id: 'drug-running', phrase: 'drug running, running county lines, couriering',
    patterns: [
      pattern('{be} drug|drugs running', '{be} being criminally exploited', '{be} being forced to move drugs'),
      pattern('{be} running|couriering|shotting {drugs}', '{be} being forced to move or sell drugs',
        '{be} being criminally exploited'),
      pattern('{be} running a? county lines|line', '{be} being criminally exploited',
        '{be} being forced to move or sell drugs'),
      pattern('{be} couriering', '{be} being forced to move drugs'),
      pattern('drug|drugs runner|courier|mule', 'criminally exploited child'),
      pattern('drug|drugs runners|couriers|mules', 'criminally exploited children'),
      pattern('drug|drugs running', 'criminal exploitation'),
      pattern('running|couriering|shotting {drugs}'), pattern('running a? county lines|line'), pattern('couriering'),
    ],
    alternatives: ['being forced to move or sell drugs', 'being criminally exploited'],
    why: 'It sounds like a job. Children are forced or coerced to move and sell drugs.',
    source: sources.practice, status: 'unverified',
    limits: {
      notPrecededBy: ['group|network|gang|ocg|adult|adults {be}?', 'men|man|offenders|dealers {be}?'],
      unlessAge: { atLeast: 18 },
    },
  },
  {
    id: 'gang-member', phrase: 'gang member',
    patterns: [
      pattern('gang member|associate|affiliate'),
      pattern('gang members|associates|affiliates', 'children exploited by a gang',
        'children assessed as linked to a gang [source, grade, date]'),
    ],
    alternatives: ['child exploited by a gang', 'child assessed as linked to a gang [source, grade, date]'],
    why: 'A label outlives the evidence. Say who exploits the child, or whose assessment it is and from when.',
    source: sources.practice, status: 'unverified', limits: { unlessAge: { atLeast: 18 } },
  },
  {
    id: 'gang-affiliated', phrase: 'gang-affiliated',
    patterns: [
      pattern('gang affiliated|associated|involved'),
      pattern('gang affiliation|affiliations', 'assessed link to a gang [source, grade, date]'),
      pattern('affiliated to|with a|the? gang|gangs'),
    ],
    alternatives: ['exploited by a gang', 'assessed as linked to a gang [source, grade, date]'],
    why: 'A label outlives the evidence. Say who exploits the child, or whose assessment it is and from when.',
    source: sources.practice, status: 'unverified', limits: { unlessAge: { atLeast: 18 } },
  },
  {
    id: 'nominal', phrase: 'nominal',
    patterns: [
      pattern('gang|ocg|police? nominal'),
      pattern('gang|ocg|police? nominals', 'children', 'children linked by [source, grade, date]'),
    ],
    alternatives: ['child', 'child linked by [source, grade, date]'],
    why: 'It turns a child into an entry in a system.',
    source: sources.practice, status: 'unverified',
    limits: {
      notFollowedBy: [
        'fee|fees|charge|charges|sum|sums|amount|amounts|value|values|damages|cost|costs|rate|price|roll|rent',
      ],
      unlessAge: { atLeast: 18 },
    },
  },
]
