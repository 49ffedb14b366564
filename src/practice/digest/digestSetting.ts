import { z } from 'zod'
import { defineSetting } from '../settings.ts'

/** When the daily e-mail is made, and which alerts cannot wait for it. */
export const digestSetting = defineSetting({
  code: 'digest',
  title: 'E-mail digest',
  about: 'The time at which whoever wants it is told how much waits, whether on working days only, and which kinds of alert are told at once.',
  source: 'Partnership protocol (starter value)',
  schema: z.strictObject({
    at: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/v, 'Enter a time like 07:30'),
    workingDaysOnly: z.boolean(),
    urgent: z.array(z.string().regex(/^[a-z_]{3,60}$/v)).max(60),
  }),
  starter: {
    at: '07:30', workingDaysOnly: false,
    urgent: ['clock_overdue', 'clock_overdue_notification', 'clock_overdue_request', 'break_glass_used', 'seal_attempted',
      'breach_reported', 'episode_handed_over', 'share_without_clause'],
  },
})
