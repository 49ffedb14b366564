import type { PropsWithChildren } from 'hono/jsx'
import { ErrorSummary } from '../../../design/errorSummary.tsx'
import { dayOf } from '../../../language/format.ts'
import { AgeName } from '../../../people/ageName.tsx'
import type { DisplayName } from '../../../people/displayNames.ts'
import type { Practice } from '../../practice.ts'

export type Listed = { text: string; href: string }

export const addressOf = ({ path }: Practice, draftId: string, page: string): string => `${path}/begin/${draftId}/${page}`

type FrameProps = PropsWithChildren<{
  practice: Practice; child: DisplayName | undefined; now: Date; title: string; problems?: readonly Listed[]
}>

/** One page of a beginning: what is wrong first, then whom it is about, then the questions. */
export function BeginFrame({ practice, child, now, title, problems = [], children }: FrameProps) {
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        {problems.length > 0 ? <ErrorSummary errorList={problems} /> : undefined}
        <p class="govuk-caption-l">
          {practice.words.one}{child ? <>: <AgeName {...child} today={dayOf(now)} /></> : undefined}
        </p>
        <h1 class="govuk-heading-l">{title}</h1>
        {children}
      </div>
    </div>
  )
}
