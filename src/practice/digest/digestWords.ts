export type Counts = Readonly<{ kind: 'daily' | 'urgent'; overdue: number; dueToday: number; alerts: number }>

const counted = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`

/** The whole message: numbers and two addresses. Nothing in it is about anybody. */
export function digestWords({ kind, overdue, dueToday, alerts }: Counts, origin: string): { subject: string; text: string } {
  const parts = kind === 'urgent' ? [counted(alerts, 'alert that cannot wait', 'alerts that cannot wait')] : [
    ...overdue > 0 ? [`${overdue} overdue`] : [], ...dueToday > 0 ? [`${dueToday} due today`] : [],
    ...alerts > 0 ? [counted(alerts, 'new alert', 'new alerts')] : [],
  ]
  const subject = `Kith: ${parts.join(', ')}`
  const text = [
    kind === 'urgent' ? 'Something in Kith cannot wait for the morning:' : 'This waits for you or your team in Kith:',
    ...parts.map(part => `- ${part}`), '', `Sign in to see it: ${origin}/`, '',
    `This message says nothing about anybody, and no answer to it is read. Change or stop it: ${origin}/digest`, '',
  ].join('\n')
  return { subject, text }
}
