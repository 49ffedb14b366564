import type { DemoEvent, EventKind, EventRole, PoliceKind } from '../types.ts'

const ofPolice: Record<PoliceKind, string> = {
  assault: 'Assault', robbery: 'Robbery', knife_possession: 'Knife found', drugs_possession: 'Drugs found',
  drugs_supply: 'Drug supply', theft: 'Theft', criminal_damage: 'Criminal damage',
  antisocial_behaviour: 'Antisocial behaviour', domestic_incident: 'Domestic abuse incident',
  exploitation_concern: 'Exploitation concern', stop_and_search: 'Stop and search',
}

const kinds: Partial<Record<EventKind, string>> = {
  stop_and_search: 'stop_search', missing_episode: 'missing_episode', emergency_attendance: 'emergency_attendance',
  attendance: 'attendance', safeguarding_contact: 'social_care_contact', youth_justice_contact: 'youth_justice_contact',
  mentoring_session: 'mentoring_session', youth_club_note: 'youth_club_note', health_contact: 'health_contact',
  housing_contact: 'housing_contact', probation_contact: 'probation_contact',
}

/** The kind of record that an event is on the chronology of somebody with this role in it. */
export function recordKindOf({ kind, detail }: DemoEvent, role: EventRole): string {
  if (detail.of === 'suspension') return detail.permanent ? 'exclusion' : 'suspension'
  return kinds[kind] ?? (role === 'arrested' ? 'arrest' : 'occurrence')
}

/** What happened in a few words that say nothing of who did it. */
export function headlineOf({ kind, detail }: DemoEvent): string {
  switch (detail.of) {
    case 'police': return isOfPolice(kind) ? ofPolice[kind] : 'Police occurrence'
    case 'missing': return `Missing, graded ${detail.grading}, ${detail.foundAt === null ? 'not found yet' : 'found'}`
    case 'emergency': return 'Emergency department: injured in an assault'
    case 'suspension': return detail.permanent ? 'Permanent exclusion' : `Suspended for ${detail.sessions / 2} days`
    case 'attendance': return `Attendance ${detail.percentage} per cent`
    case 'contact': return `Contact from ${detail.sourceDescription}`
    case 'session': default: return `${sessions[kind] ?? 'Contact'}${detail.attended ? '' : ', not there'}`
  }
}

const sessions: Partial<Record<EventKind, string>> = {
  youth_justice_contact: 'Youth justice session', mentoring_session: 'Mentoring session', youth_club_note: 'Youth club',
  health_contact: 'Health contact', housing_contact: 'Contact with housing',
  probation_contact: 'Appointment with probation',
}

function isOfPolice(kind: EventKind): kind is PoliceKind {
  return Object.hasOwn(ofPolice, kind)
}
