import type { Problems } from '../../design/errorMessage.tsx'

/** What somebody typed, by the name of the field; kept when a form comes back. */
export type Typed = Readonly<Record<string, string>>

export type Parsed<T> = { ok: true; value: T } | { ok: false; problems: Problems }

export async function readTyped(request: { formData: () => Promise<FormData> }): Promise<Typed> {
  const form = await request.formData()
  const typed: Record<string, string> = {}
  for (const [name, value] of form) if (typeof value === 'string') typed[name] = value.replaceAll('\r\n', '\n').trim()
  return typed
}

export const textOf = (typed: Typed, name: string): string => typed[name] ?? ''

export function revisionOf(typed: Typed): number {
  const revision = Number(typed['revision'])
  return Number.isSafeInteger(revision) ? revision : -1
}

/** A key that the browser sent back, or one that matches no other command. */
export function keyOf(typed: Typed): string {
  const key = textOf(typed, 'key')
  return /^[\w\-]{8,64}$/v.test(key) ? key : crypto.randomUUID()
}

const longest = 10_000

/** Collects the problems of a form while it is read. */
export class Reading {
  readonly problems: Record<string, string> = {}
  readonly #typed: Typed

  constructor(typed: Typed) {
    this.#typed = typed
  }

  /** A text that must be there. */
  text(name: string, missing: string): string {
    const text = this.optional(name)
    if (text === '') this.problems[name] = missing
    return text
  }

  optional(name: string): string {
    const text = textOf(this.#typed, name)
    if (text.length > longest) this.problems[name] = `Use ${longest} characters or fewer`
    return text
  }

  oneOf<const Word extends string>(name: string, words: readonly Word[], missing: string): Word | undefined {
    const word = words.find(known => known === this.#typed[name])
    if (word === undefined) this.problems[name] = missing
    return word
  }

  /** The value if nothing was wrong. */
  result<T>(value: T | undefined): Parsed<T> {
    if (value === undefined || Object.keys(this.problems).length > 0) return { ok: false, problems: this.problems }
    return { ok: true, value }
  }
}
