import type { Child } from 'hono/jsx'
import type { Scope } from '../kernel/context.ts'
import type { Tx } from '../kernel/database.ts'
import type { Kernel } from '../kernel/kernel.ts'

/** On the child's page, where what was shared stands: the way to a file, which is never the first choice. */
export const exportsPanel = {
  slot: 'shared',
  view: (_tx: Tx, _kernel: Kernel, { workId, purpose }: Scope, personId: string): Promise<Child
    | undefined> => Promise.resolve(
    purpose === 'vital_interests' ? undefined : (
      <p class="govuk-body govuk-!-display-none-print">
        <a class="govuk-link" href={`/exports/new?of=chronology&person=${personId}${workId ? `&work=${workId}` : ''}`}>
          Order a file of this chronology
        </a>
      </p>
    )),
} as const
