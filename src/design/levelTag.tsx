import { classNames } from './attributes.ts'
import { Badge } from './badge.tsx'
import { useTexts } from './texts.ts'

export type Level = 'red' | 'amber' | 'green' | 'blue'

/** The graded level of a notification: colour and word, never the colour alone. */
export function LevelTag({ level }: { level: Level | undefined }) {
  const { level: words } = useTexts()
  return (
    <Badge colour={level ?? 'grey'} classes={classNames('kith-level', level === 'red' && 'kith-level--red')}>
      {level ? words[level] : words.none}
    </Badge>
  )
}
