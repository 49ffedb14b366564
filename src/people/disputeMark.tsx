import { Badge } from '../design/badge.tsx'

/** Beside a record that its person disputes, or disputed: for every reader, until it is answered and after. */
export type DisputeMark = { state: string; note: string }

const words: Readonly<Record<string, string>> = { disputed: 'Disputed', stands: 'Disputed: stands with a note', corrected: 'Corrected' }

export function DisputeMarkView({ mark }: { mark: DisputeMark | null | undefined }) {
  if (!mark) return <></>
  return <> <Badge colour="amber" text={words[mark.state] ?? 'Disputed'} />{mark.note ? ` ${mark.note}` : ''}</>
}
