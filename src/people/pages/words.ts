/** "Notification" from the code `notification`, "Child in need" from `child_in_need`. */
export function titleOf(code: string): string {
  const words = code.replaceAll('_', ' ')
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`
}

/** Why a person may be opened when no piece of work is named. */
export const linkWords: Record<string, string> = {
  allocated: 'You are allocated to this person', team: 'Your team works with this person',
  recipient: 'Your team was told about this person',
  author: 'You have written about this person', self_claimed: 'You have taken this on',
  panel: 'Your panel discusses this person',
  on_call: 'You are on call', share: 'Another agency shares parts of this record with you',
  break_glass: 'Emergency access, which ends by itself',
}

/** A person's role in one event; it belongs to the event and never to the person. */
export const roleWords: Record<string, string> = {
  victim: 'Victim in this event', witness: 'Witness in this event', suspected: 'Suspected in this event',
  arrested: 'Arrested in this event',
  convicted: 'Convicted for this event', exploited: 'Exploited in this event',
  subject_of_concern: 'Subject of the concern',
  reporting_person: 'Reported this event', parent_or_carer: 'Parent or carer', professional: 'Professional',
  other: 'Present',
}

/** Pages as they are named in the record of disclosures, in words. */
const pageWords: Record<string, string> = {
  'people/search': 'results of a search', 'people/duplicates': 'check for duplicates',
  'people/one/overview': 'overview',
  'people/one/chronology': 'chronology', 'people/one/around': 'people around', 'people/one/work': 'work',
  'people/one/shared': 'what has been shared',
  'people/one/records': 'records of each agency', 'people/link': 'linking records', 'notifications/one': 'notification',
  'notifications/board': 'board of the front door', 'requests/one': 'request for information',
  'make a notification': 'making a notification', 'people/one/links': 'who has a reason to open it',
  'people/claim': 'taking somebody on', 'people/one/shares': 'what has been shared', 'shares/make': 'sharing it', 'break-glass': 'emergency access',
  'misuse': 'signs of misuse', 'misuse/sign': 'sign of misuse', 'exports/new': 'ordering a file', 'exports/file': 'copy of a file',
}

export function pageWord(page: string): string {
  return pageWords[page] ?? page.replaceAll(/[/_-]/g, ' ')
}

/** A first letter for the beginning of a line, the rest as it is. */
export const sentence = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`

/** The same in the middle of a line. */
export const inSentence = (text: string) => `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`

type Told = { title: string; headline: string; body: string | null }

/** A record without a headline of its own is called by its kind: then its body is what it says. */
export function saidIn({ title, headline, body }: Told): { headline: string; body: string | null } {
  return headline === title && body ? { headline: body, body: null } : { headline, body }
}
