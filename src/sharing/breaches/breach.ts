export type BreachState = 'reported' | 'decided' | 'notified' | 'closed' | 'not_a_breach'
export const breachSteps = ['contain', 'decide', 'tell_commissioner', 'tell_people', 'close', 'dismiss'] as const
export type BreachStep = (typeof breachSteps)[number]

/** The whole life of a breach. Containing it is possible at any time; whoever decides again says why again. */
export const lifeOfABreach: Record<BreachState, Partial<Record<BreachStep, BreachState>>> = {
  reported: { contain: 'reported', decide: 'decided', dismiss: 'not_a_breach' },
  decided: { contain: 'decided', decide: 'decided', tell_commissioner: 'notified', tell_people: 'decided',
    close: 'closed' },
  notified: { contain: 'notified', tell_people: 'notified', close: 'closed' },
  closed: {},
  not_a_breach: {},
}

export const risks = ['unlikely', 'likely', 'high'] as const
export type Risk = (typeof risks)[number]
export const riskWords: Record<Risk, string> = {
  unlikely: 'A risk to people is unlikely', likely: 'A risk to people is likely',
    high: 'A high risk to people is likely',
}
export const stateWords: Record<BreachState, string> = {
  reported: 'Reported', decided: 'Decided', notified: 'Commissioner told', closed: 'Closed',
    not_a_breach: 'Not a breach',
}
export const stepWords: Record<BreachStep, string> = {
  contain: 'Contained', decide: 'Decided', tell_commissioner: 'Commissioner told', tell_people: 'People told',
    close: 'Closed', dismiss: 'Not a breach',
}
export const mostOfWords = 4_000

export type Breach = Readonly<{
  id: string; reference: string; agencyId: string; agency: string; reportedBy: string; reporter: string;
    reportedAt: Date
  happened: string; noticedAt: Date; awareAt: Date; people: number; categories: readonly string[]; risk: Risk;
    state: BreachState
  tellCommissioner: boolean | null; commissionerWhy: string | null; commissionerToldAt: Date | null
  tellPeople: boolean | null; peopleWhy: string | null; peopleToldAt: Date | null
  lessons: string | null; closedAt: Date | null
  dueAt: Date; atRiskAt: Date; ruleTitle: string; ruleVersion: number; ruleSource: string
  misuseId: string | null; exportId: string | null
}>

/** Why a step that the table allows is not possible yet; nothing if it is. */
export function notYet(breach: Breach, step: BreachStep): string | undefined {
  if (step === 'tell_commissioner' && !breach.tellCommissioner) return 'It was decided not to tell the Commissioner.'
  if (step === 'tell_people' && !breach.tellPeople) return 'It was decided not to tell the people.'
  if (step === 'tell_people' && breach.peopleToldAt) return 'The people have been told.'
  if (step !== 'close') return undefined
  if (breach.tellCommissioner && !breach.commissionerToldAt) return 'The Commissioner has to be told first.'
  return breach.tellPeople && !breach.peopleToldAt ? 'The people have to be told first.' : undefined
}

/** The clock of 72 hours runs until the Commissioner is told, or it is decided that they need not be. */
export const isClockRunning = ({ state, tellCommissioner, commissionerToldAt }: Breach): boolean =>
  state !== 'closed' && state !== 'not_a_breach' && tellCommissioner !== false && !commissionerToldAt
