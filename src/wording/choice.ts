import { checkWording } from './check.ts'
import type { Finding } from './check.ts'
import type { Lexicon } from './lexicon.ts'
import { replaceFinding } from './replace.ts'

/** Why somebody keeps a phrase; asked so that the lexicon can learn, never counted for one person. */
export const keepReasons = {
  ownWords: 'These are the child’s own words',
  quoted: 'I am quoting somebody else',
  law: 'It is the name of an offence, an order or a document',
  notThisChild: 'It is not about a child',
  accurate: 'It is the clearest way to say what happened',
} as const
export type KeepReason = keyof typeof keepReasons

/** A phrase that its writer keeps, wherever it stands in this text. */
export type KeptWording = { entryId: string; found: string; reason: KeepReason }

/** What a form sends: `replace` is `entryId:start:alternative`, each `keep` `entryId:start:reason`. */
export type WordingChoice = { replace?: string | undefined; keep?: readonly string[] | undefined }

export type ChosenWording =
  | { ok: true; text: string; replaced: Finding | undefined; kept: KeptWording[] }
  | { ok: false; why: 'the text has changed' }

/** Applies what the writer chose. `kept` is what was kept by this choice; add it to what was kept before. */
export function applyWordingChoice(text: string, choice: WordingChoice, lexicon: Lexicon): ChosenWording {
  const plain = withPlainLineBreaks(text)
  const findings = checkWording(plain, lexicon)
  const kept = (choice.keep ?? []).flatMap(value => keptIn(findings, value))
  if (choice.replace === undefined || choice.replace === '') {
    return { ok: true, text: plain, replaced: undefined, kept }
  }
  const [entryId, start, place] = choice.replace.split(':')
  const finding = findings.find(one => one.entryId === entryId && String(one.start) === start)
  const alternative = finding?.alternatives[Number(place)]
  if (!finding || alternative === undefined) return { ok: false, why: 'the text has changed' }
  return { ok: true, text: replaceFinding(plain, finding, alternative), replaced: finding, kept }
}

function keptIn(findings: readonly Finding[], value: string): KeptWording[] {
  const [entryId, start, reason] = value.split(':')
  const finding = findings.find(one => one.entryId === entryId && String(one.start) === start)
  return finding && isKeepReason(reason) ? [{ entryId: finding.entryId, found: finding.found, reason }] : []
}

/** What a form carries on from earlier choices: each `kept` is `entryId:reason:found`. */
export function readKept(values: readonly string[]): KeptWording[] {
  return values.flatMap(value => {
    const [entryId, reason, ...found] = value.split(':')
    return entryId && isKeepReason(reason) ? [{ entryId, reason, found: found.join(':') }] : []
  })
}

export function writeKept({ entryId, reason, found }: KeptWording): string {
  return `${entryId}:${reason}:${found}`
}

/** The findings that nobody has kept yet. */
export function withoutKept(findings: readonly Finding[], kept: readonly KeptWording[]): Finding[] {
  const keys = new Set(kept.map(keyOf))
  return findings.filter(finding => !keys.has(keyOf(finding)))
}

function keyOf({ entryId, found }: { entryId: string; found: string }): string {
  return `${entryId}:${found.toLowerCase().replaceAll(/\s+/g, ' ')}`
}

function isKeepReason(reason: string | undefined): reason is KeepReason {
  return reason !== undefined && Object.hasOwn(keepReasons, reason)
}

/** A form sends a line break as two characters, a text field counts it as one: offsets follow the field. */
export function withPlainLineBreaks(text: string): string {
  return text.replaceAll('\r\n', '\n')
}
