import type { DayNumber } from './calendar.ts'
import { dayText } from './calendar.ts'
import type { Chance } from './chance.ts'
import type { TrueNeed } from './truth.ts'
import type { CommunicationNeed } from './types.ts'

/** Children in a thousand among those around whom little happens; more where much happens, as inspections found. */
const shares: readonly (readonly [CommunicationNeed, number])[] = [
  ['speech_and_language', 55], ['autism', 24], ['adhd', 32], ['learning_disability', 14], ['deaf', 4],
]
const times = [1, 2, 4, 6]

export function listNeeds(
  { chance, today }: { chance: Chance; today: DayNumber },
  child: { age: number; eventfulness: number; language: string | null },
): readonly TrueNeed[] {
  const needs: TrueNeed[] = []
  if (child.age < 2) return needs
  for (const [need, share] of shares) {
    const inThousand = need === 'deaf' ? share : share * (times[child.eventfulness] ?? 1)
    if (!chance.whether(inThousand)) continue
    const diagnosed = need === 'deaf' || chance.whether(520)
    needs.push({ need, diagnosed, waitingSinceOn: diagnosed ? null : dayText(today - chance.between(40, 1100)) })
  }
  if (child.language !== null && chance.whether(220)) {
    needs.push({ need: 'english_as_additional_language', diagnosed: true, waitingSinceOn: null })
  }
  return needs
}

const ways: Record<CommunicationNeed, readonly string[]> = {
  speech_and_language: [
    'Use short sentences, one idea at a time, and check what was understood.',
    'Give time to answer; drawings and a timeline help to tell what happened.',
  ],
  autism: [
    'Say what will happen next and for how long; keep noise and lights low.',
    'Use literal words; eye contact is not needed; ask before standing close.',
  ],
  adhd: [
    'Short conversations with breaks; something to hold in the hands helps.',
    'Write agreed steps down; a quiet room helps to listen.',
  ],
  deaf: [
    'Face the light and speak clearly; book a registered British Sign Language interpreter.',
    'Wears hearing aids: check the batteries and speak one at a time.',
  ],
  english_as_additional_language: [
    'Book an interpreter for anything that matters; family members must not interpret.',
    'Speaks everyday English well, but reads letters more easily when translated.',
  ],
  learning_disability: [
    'Use easy-read material and pictures; a trusted adult should be there.',
    'Ask to explain back in own words; avoid yes-or-no questions.',
  ],
}

export function pickHowToHelp(chance: Chance, need: CommunicationNeed): string {
  return chance.pick(ways[need])
}
