import { Badge } from './badge.tsx'
import type { BadgeColour } from './badge.tsx'
import { useTexts } from './texts.ts'

export type Standing = 'fact' | 'opinion' | 'allegation' | 'intelligence'

const colours = {
  fact: 'green', opinion: 'purple', allegation: 'amber', intelligence: 'blue',
} as const satisfies Record<Standing, BadgeColour>

/** What a statement rests on. */
export function FactTag({ standing }: { standing: Standing }) {
  return <Badge colour={colours[standing]} text={useTexts().standing[standing]} classes="kith-standing" />
}
