import { dateText } from '../../language/format.ts'
import { freePlaces, isOpen, weekdays } from '../programme.ts'
import type { Programme } from '../programme.ts'
import { helpWords } from '../referralForms.ts'

const isHelp = (kind: string): kind is keyof typeof helpWords => kind in helpWords
export const helpText = (kind: string): string => isHelp(kind) ? helpWords[kind] : kind

export function agesText({ minimumAge, maximumAge }: Pick<Programme, 'minimumAge' | 'maximumAge'>): string {
  if (minimumAge === undefined) return maximumAge === undefined ? 'All ages' : `Up to ${maximumAge}`
  return maximumAge === undefined ? `${minimumAge} and older` : `${minimumAge} to ${maximumAge}`
}

/** Whether there is room, in words: "3 of 12 places free", "Full; next place expected 4 January 2027". */
export function placesText(programme: Programme): string {
  if (!isOpen(programme)) return 'Takes no referrals now'
  const free = freePlaces(programme)
  if (free === undefined) return 'Does not count places'
  if (free > 0) return `${free} of ${programme.places ?? 0} places free`
  return programme.nextPlaceOn ? `Full; next place expected ${dateText(programme.nextPlaceOn)}` : 'Full; a waiting list is kept'
}

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
export function sessionsText({ sessionDays, opensAt, closesAt, sessionNotes }: Programme): string {
  const days = weekdays.flatMap((code, index) => sessionDays.includes(code) ? [dayNames[index] ?? ''] : [])
  const hours = opensAt && closesAt ? `${opensAt} to ${closesAt}` : opensAt ?? ''
  return [[days.join(', '), hours].filter(Boolean).join(', '), sessionNotes].filter(Boolean).join('. ') || 'By arrangement'
}

export const statusWords: Readonly<Record<Programme['status'], string>> = {
  'active': 'Running', 'inactive': 'Not running', 'defunct': 'Ended for good', 'temporarily closed': 'Closed for now',
}
export const answerText = { yes: 'Yes', no: 'No', not_known: 'Not known' } as const
export const answerColour = { yes: 'green', no: 'red', not_known: 'amber' } as const
