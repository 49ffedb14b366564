/** Where in a document something is wrong, in the shape that the readers of both documents give. */
type Issue = { path: readonly PropertyKey[]; message: string }
type Read<T> = { success: true; data: T } | { success: false; error: { issues: readonly Issue[] } }

type Option = { value: string; text: string }
type Question = {
  id: string
  label: string
  kind: string
  hint?: string | undefined
  required?: string | undefined
  options?: readonly Option[] | undefined
}

/** As much of a form kind as its preview shows. */
export type FormKindShape = {
  code: string
  title: string
  about: string
  sections: readonly {
    title: string
    audience: string
    pages: readonly { title: string; questions: readonly Question[] }[]
  }[]
}

/** As much of a lexicon as its list of differences shows. */
export type LexiconShape = {
  version: string
  validFrom: string
  entries: readonly { id: string; phrase: string }[]
}

/** The readers of documents that other rooms own; the composition root hands them in. */
export type Checks = Readonly<{
  checkFormKind: (value: unknown) => Read<FormKindShape>
  checkLexicon: (value: unknown) => Read<LexiconShape>
  /** What the lexicon is until an administrator gives another. */
  starterLexicon: LexiconShape
  /** What a token of another system may do, by scope. */
  apiScopes: Readonly<Record<string, string>>
  /** The setting that holds the secret of a provider, and whether it has one. */
  providerSecret: (id: string) => string | undefined
}>

export type Checked<T> = { ok: true; value: T; json: unknown } | { ok: false; problem: string }

const mostShown = 8

/** Reads a document that an administrator typed; a refusal names the place of every problem. */
export function checkDocument<T>(text: string, check: (value: unknown) => Read<T>): Checked<T> {
  const json = parsed(text)
  if (json instanceof SyntaxError) return { ok: false, problem: `This is not JSON: ${json.message}` }
  const read = check(json)
  if (read.success) return { ok: true, value: read.data, json }
  const { issues } = read.error
  const shown = issues.slice(0, mostShown).map(({ path, message }) => `${path.join('.') || 'document'}: ${message}`)
  const more = issues.length > mostShown ? [`and ${issues.length - mostShown} more`] : []
  return { ok: false, problem: [...shown, ...more].join('; ') }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    return error instanceof SyntaxError ? error : new SyntaxError('unreadable')
  }
}
