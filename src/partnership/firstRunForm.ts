import { z } from 'zod'

export const agencyKinds = {
  partnership: 'The partnership’s own office', council: 'Council children’s services', police: 'Police',
  health: 'Health', youth_justice: 'Youth justice', school: 'School or college', policing_body: 'Local policing body',
  probation: 'Probation', housing: 'Housing', community: 'Community organisation',
} as const

const words = (missing: string) => z.string().trim().min(1, missing).max(200, 'Use 200 characters or fewer')

/** The partnership's first facts, each with the words beside the field. */
export const firstRunForm = z.object({
  partnership: words('Enter the name of the partnership'),
  agency: words('Enter the name of your agency'),
  agencyShortName: words('Enter a short name for your agency'),
  agencyKind: z.enum(Object.keys(agencyKinds), 'Choose what kind of agency it is'),
  name: words('Enter your name'),
  email: z.email('Enter your work email address, like name@example.org'),
  subject: z.string().trim().max(200, 'Use 200 characters or fewer').optional().default(''),
})

export type FirstRunProblems = Readonly<Record<string, string>>

/** The first problem of each field. */
export function problemsOf(error: z.ZodError): FirstRunProblems {
  const problems: Record<string, string> = {}
  for (const { path, message } of error.issues) problems[String(path[0])] ??= message
  return problems
}
