/** A kind of sign. What it means and from which numbers on stands in the table `detector`. */
export const detectorCodes = [
  'own_record', 'family', 'neighbour', 'colleague', 'many_readers', 'no_activity', 'burst', 'bulk', 'off_shift',
    'attempts', 'pace',
] as const
export type DetectorCode = (typeof detectorCodes)[number]

export type Detector = Readonly<{ code: DetectorCode; version: number; thresholds: Readonly<Record<string, number>> }>

/** What the database knows of a reader and the person whose record they opened; never content. */
export type Facts = Readonly<{
  own: boolean; family: boolean; neighbour: boolean; colleague: boolean
  hasWork: boolean; isOwnCase: boolean; isOnCall: boolean
  /** Since the newest live link began; below nothing where there is none. */
  linkDays: number
  quietDays: number; idleReaders: number
}>

/** One person in one reading: opened, found by a search, or asked for in vain. */
export type Reading = Readonly<{
  at: Date; staffId: string; agencyId: string; role: string; personId: string
  kind: 'opened' | 'found' | 'attempt'
  /** Not looked through yet; the others are there so that spans of time are whole. */
  isNew: boolean
  facts?: Facts | undefined
}>

export type Evidence = Readonly<Record<string, number>>

export type Sign = Readonly<{
  id: string; detector: DetectorCode; version: number
  staffId: string; agencyId: string; role: string
  /** Nobody in particular where it is about how much was read. */
  personId?: string | undefined
  firstAt: Date; lastAt: Date; views: number; people: number
  evidence: Evidence
}>

export type SignState = 'raised' | 'asked' | 'answered' | 'settled'
export type SignStep = 'ask' | 'answer' | 'settle'

/** The whole life of a sign. The reader answers when asked; whoever reviews may settle it without asking. */
export const lifeOfASign: Record<SignState, Partial<Record<SignStep, SignState>>> = {
  raised: { ask: 'asked', settle: 'settled' },
  asked: { answer: 'answered', settle: 'settled' },
  answered: { settle: 'settled' },
  settled: {},
}

export const outcomes = ['explained', 'reminder', 'disciplinary_referral', 'breach'] as const
export type SignOutcome = (typeof outcomes)[number]

export const stateWords: Record<SignState, string> = {
  raised: 'New', asked: 'Explanation asked for', answered: 'Explained by the reader', settled: 'Settled',
}
export const outcomeWords: Record<SignOutcome, string> = {
  explained: 'There was a good reason',
  reminder: 'They were reminded of the rules',
  disciplinary_referral: 'Referred for disciplinary action',
  breach: 'It is a breach: enter it in the register',
}

export const detectorWords: Record<DetectorCode, string> = {
  own_record: 'Own record', family: 'Family or household', neighbour: 'Neighbour', colleague: 'Colleague',
  many_readers: 'A record that draws attention', no_activity: 'Nobody works with this child',
  burst: 'Many records in ten minutes', bulk: 'Many people in an hour', off_shift: 'Outside working hours',
  attempts: 'Records that were not open', pace: 'Reading is held',
}

export const mostOfAnExplanation = 2_000
