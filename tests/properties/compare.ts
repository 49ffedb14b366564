import type { Answer } from '../canary/crawl.ts'

/** What may differ between two answers to the same question, and why; nothing else may. */
export const tokens: readonly Readonly<{ why: string; where: RegExp; as: string }>[] = [
  { why: 'a nonce is random for each answer', where: /nonce(?:=|-)["']?[\w+\/=\-]+/gv, as: '<nonce>' },
  { why: 'a csrf token belongs to a session', where: /name="csrf" value="[^"]*"/gv, as: '<csrf>' },
  { why: 'a form with files carries it in its address', where: /(?<=csrf=)[\w\-]+/gv, as: '<csrf>' },
  { why: 'signing in begins with random numbers', where: /(?<=[&;](?:state|code_challenge)=)[\w\-]+/gv, as: '<sign-in>' },
  { why: 'an idempotency key is random for each form', where: /name="key" value="[^"]*"/gv, as: '<key>' },
  { why: 'a live position is sealed anew for each page', where: /(?<=(?:\?|&|;)from=)[\w\-]+/gv, as: '<position>' },
  { why: 'a live position is sealed anew for each event', where: /(?<=^id: )[\w\-]+$/gmv, as: '<position>' },
  { why: 'a heartbeat comes every quarter of a minute', where: /id: <position>\nevent: cursor\ndata: \{\}\n\n/gv, as: '' },
  { why: 'a request has a random number', where: /(?<=^x-request-id: )\S+/gmv, as: '<request>' },
  { why: 'a session cookie is random', where: /(?<=^set-cookie: )[^\n]+/gmv, as: '<cookie>' },
]

/** A question that is posted is kept under an id of its own, to which the answer leads. */
export function comparableAnswers(answers: readonly Answer[]): string {
  const made = answers.flatMap(({ headers }) => [...headers.matchAll(/^location: \S*?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/gmv)])
  const text = answers.map(comparable).join('\n\n')
  return made.reduce((all, [, id = '']) => all.replaceAll(id, '<kept question>'), text)
}

export const comparable = ({ status, headers, body }: Answer): string =>
  tokens.reduce((text, { where, as }) => text.replaceAll(where, as), [status, headers, body].join('\n'))

/** Where two texts part, with what stands around it; nothing when they are alike. */
export function difference(a: string, b: string): string | undefined {
  if (a === b) return undefined
  let at = 0
  while (a[at] === b[at]) at += 1
  const around = (text: string) => text.slice(Math.max(0, at - 60), at + 80).replaceAll(/\s+/gv, ' ')
  return `…${around(a)}… / …${around(b)}…`
}
