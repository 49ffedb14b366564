/** Roles that somebody may have in one event. In the order of a tired reader: first what happened to the child. */
export const eventRoles = {
  victim: 'Victim',
  exploited: 'Exploited by others',
  witness: 'Witness',
  subject_of_concern: 'Subject of concern',
  suspected: 'Suspected',
  arrested: 'Arrested',
  reporting_person: 'Told us about it',
  parent_or_carer: 'Parent or carer',
  professional: 'Professional',
  other: 'Was there',
} as const
export type EventRole = keyof typeof eventRoles

export const isEventRole = (text: unknown): text is EventRole => typeof text === 'string'
  && Object.hasOwn(eventRoles, text)

/** Of several roles in one event the one that is named first: a child who was hurt is never only a suspect. */
export function firstRole(roles: readonly EventRole[]): EventRole {
  return inOrder(roles)[0] ?? 'subject_of_concern'
}

export function inOrder(roles: readonly EventRole[]): EventRole[] {
  return Object.keys(eventRoles).filter(isEventRole).filter(role => roles.includes(role))
}

/** A notification as its referrer has sent it. */
export type SentNotification = { id: string; reference: string; dueAt: string; sentAt: string }
