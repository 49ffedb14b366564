import type { Persona, World } from '../world.ts'

export type Answer = { path: string; status: number; headers: string; body: string }

/** What differs between two answers to the same question: nonce, token, ids made for the page, live position. */
export function comparable({ status, headers, body }: Answer, id: string): string {
  return [status, headers, body].join('\n').replaceAll(id, '<id>')
    .replaceAll(/nonce(?:=|-)["']?[\w+\/=\-]+/gv, '<nonce>').replaceAll(/name="csrf" value="[^"]*"/gv, '<csrf>')
    .replaceAll(/name="key" value="[^"]*"/gv, '<key>').replaceAll(/from=[\w\-]+/gv, '<from>')
    .replaceAll(/x-request-id: \S+/gv, '<request>').replaceAll(/date: [^\n]+/gv, '<date>')
    .replaceAll(/set-cookie: [^\n]+/gv, '<cookie>')
}

export async function read(path: string, asked: Response | Promise<Response>): Promise<Answer> {
  const response = await asked
  return {
    path, status: response.status, body: await bodyOf(response),
    headers: [...response.headers].map(([name, value]) => `${name}: ${value}`).toSorted().join('\n'),
  }
}

/** A stream never ends by itself: what it says at once is enough. */
async function bodyOf(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text()
  const reader = response.body?.getReader()
  const first = await reader?.read()
  await reader?.cancel()
  return new TextDecoder().decode(first?.value)
}

/** A persona asks; redirects are followed as a browser would, and each answer counts. */
type Form = Record<string, string>

export async function ask(world: World, persona: Persona, path: string, form?: Form): Promise<Answer[]> {
  const answers = [await read(path, world.request(persona, path, form))]
  for (let times = 0; times < 3; times += 1) {
    const to = /^location: (\/.*)$/mv.exec(answers.at(-1)?.headers ?? '')?.[1]
    if (to === undefined || to.startsWith('/sign')) break
    answers.push(await read(to, world.request(persona, to.split('#')[0] ?? to)))
  }
  return answers
}

const parameter = /:(\w+)(?:\{(?:[^\{\}]|\{[^\{\}]*\})*\})?/gv

/** Every route of one method as the app has it, without the demo's identity provider and files for browsers. */
export function routesOf(world: World, method: 'GET' | 'POST'): string[] {
  const paths = world.app.routes.filter(route => route.method === method).map(route => route.path)
  return [...new Set(paths)].filter(path =>
    !path.includes('*') && !path.startsWith('/demo-idp') && !path.startsWith('/assets'))
}

export const hasParameter = (route: string): boolean => route.includes(':')

/** The route with its first parameter filled by `id`, and the others by what fits them. */
export function filled(route: string, id: string, others: Record<string, string>): string {
  let first = true
  return route.replaceAll(parameter, (_, name: string) => {
    if (first) {
      first = false
      return id
    }
    return others[name] ?? id
  })
}
