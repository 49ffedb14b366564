import { PersonName } from '../design/personName.tsx'
import type { Day } from '../language/format.ts'
import { ageOf } from './age.ts'

export type AgeNameProps = {
  name: string; birthOn?: Day | undefined; birthIsEstimate?: boolean | undefined; today: Day; href?: string | undefined
}

/** A name with the age beside it, as of today in London. */
export function AgeName({ name, birthOn, birthIsEstimate, today, href }: AgeNameProps) {
  const age = ageOf(birthOn, today)
  return <PersonName name={name} age={birthOn && birthIsEstimate ? `about ${age}` : age} href={href} />
}
