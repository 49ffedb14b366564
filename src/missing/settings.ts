import { z } from 'zod'
import { defineSetting } from '../practice/settings.ts'

export const gradeCodes = ['high', 'medium', 'low', 'no_apparent_risk'] as const
export type GradeCode = typeof gradeCodes[number]

const grade = z.strictObject({
  code: z.enum(gradeCodes), title: z.string().min(1).max(60), definition: z.string().min(1).max(600),
  response: z.string().min(1).max(400),
  /** For a child only with reasons of one's own and a supervisor's confirmation. */
  childNeedsSupervisor: z.boolean(),
})
const scale = z.strictObject({
  grades: z.array(grade).min(1).max(4).refine(all => new Set(all.map(({ code }) => code)).size === all.length),
  /** How many characters the reasons for a grade must have at least: "no concerns" is none. */
  shortestReason: z.int().min(0).max(500),
})

export type Grade = z.infer<typeof grade>

/** Paraphrased; the words of the current Authorised Professional Practice replace them when a force confirms them. */
export const missingGrades = defineSetting<z.infer<typeof scale>>({
  code: 'missing_grades', title: 'Grades of risk of a missing person', schema: scale,
  about: 'The grades, what each means and what follows from it. A child is never low or no apparent risk by default.',
  source: 'College of Policing, Authorised Professional Practice on missing persons (paraphrased; not yet verified)',
  starter: {
    grades: [
      { code: 'high', title: 'High risk', childNeedsSupervisor: false,
        definition: 'Serious harm to the child or to somebody else is assessed as very likely.',
        response: 'The search begins at once and a senior officer has it. The council is told now.' },
      { code: 'medium', title: 'Medium risk', childNeedsSupervisor: false,
        definition: 'Harm to the child or to somebody else is assessed as likely, but not serious.',
        response: 'The police and partners search actively, with agreed actions and times.' },
      { code: 'low', title: 'Low risk', childNeedsSupervisor: true,
        definition: 'Harm is assessed as possible, but minimal.',
        response: 'Agreed enquiries are made, and the grade is looked at again at the agreed time.' },
      { code: 'no_apparent_risk', title: 'No apparent risk', childNeedsSupervisor: true,
        definition: 'There is no apparent risk of harm to the child or to anybody else.',
        response: 'Actions and a time of review are agreed with whoever reported.' },
    ],
    shortestReason: 30,
  },
})

/** A strategy meeting begins by itself with the episode that reaches the count. */
export const strategyThreshold = defineSetting({
  code: 'missing_strategy_threshold', title: 'When repeated missing episodes call a strategy meeting',
  schema: z.strictObject({ episodes: z.int().min(2).max(20), days: z.int().min(7).max(365) }),
  about: 'So many missing episodes of one child within so many days begin a strategy meeting at the council.',
  source: 'Local procedures, commonly three in 90 days (starter value, not verified)',
  starter: { episodes: 3, days: 90 },
})

/** How often somebody tries before it may be said that a child could not be reached. */
export const interviewAttempts = defineSetting({
  code: 'return_interview_attempts', title: 'Attempts before a child counts as not reached',
  schema: z.strictObject({ attempts: z.int().min(1).max(10) }),
  about: 'Attempts to reach the child that must be recorded before a return home interview is ended as not reached.',
  source: 'Local procedure (starter value, not verified)', starter: { attempts: 3 },
})

export const missingSettings = [missingGrades, strategyThreshold, interviewAttempts]
