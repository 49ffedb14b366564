/** What somebody typed, by the name of the field; kept when a form comes back. */
export type Typed = Readonly<Record<string, readonly string[]>>

export async function readTyped(request: { formData: () => Promise<FormData> }): Promise<Typed> {
  const form = await request.formData()
  const typed = new Map<string, string[]>()
  for (const [name, value] of form)
    if (typeof value === 'string') typed.set(name, [...typed.get(name) ?? [], value.replaceAll('\r\n', '\n').trim()])
  return Object.fromEntries(typed)
}

export const textOf = (typed: Typed, name: string): string => typed[name]?.[0] ?? ''
export const textsOf = (typed: Typed, name: string): readonly string[] => (typed[name] ?? []).filter(text => text !== '')

export function revisionOf(typed: Typed): number {
  const text = textOf(typed, 'revision')
  return /^\d{1,9}$/v.test(text) ? Number(text) : -1
}

/** A key that the browser sent back, or one that matches no other command. */
export function keyOf(typed: Typed): string {
  const key = textOf(typed, 'key')
  return /^[\w\-]{8,64}$/v.test(key) ? key : crypto.randomUUID()
}

/** What a draft holds, as it was typed. */
export function typedFrom(answers: Readonly<Record<string, unknown>>): Typed {
  return Object.fromEntries(Object.entries(answers).map(([name, value]) =>
    [name, [value].flat().filter(text => typeof text === 'string')]))
}
