import type { HonoRequest } from 'hono'

/** What a form sent, as it was typed; a file or a missing field is empty. */
export type Typed = Readonly<Record<string, string>>

export async function readTyped(request: HonoRequest): Promise<Typed> {
  const body = await request.parseBody()
  return Object.fromEntries(Object.entries(body).map(([name, value]) =>
    [name, typeof value === 'string' ? value.trim() : '']))
}

const idShape = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export const isId = (text: string | undefined): text is string => text !== undefined && idShape.test(text)

/** A positive whole number from an address, or nothing. */
export function wholeNumber(text: string | undefined, most: number): number | undefined {
  return text !== undefined && /^\d{1,6}$/.test(text) && Number(text) <= most ? Number(text) : undefined
}
