export type Difference = { path: string; was: string | undefined; becomes: string | undefined }

/** Where two values differ, place by place. */
export function differencesOf(before: unknown, after: unknown): Difference[] {
  const was = placesOf(before)
  const becomes = placesOf(after)
  return [...new Set([...was.keys(), ...becomes.keys()])]
    .filter(path => was.get(path) !== becomes.get(path))
    .map(path => ({ path: path || 'value', was: was.get(path), becomes: becomes.get(path) }))
}

function placesOf(value: unknown, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null) return new Map([[path, String(value)]])
  const inner = Object.entries(value)
  if (inner.length === 0) return new Map([[path, Array.isArray(value) ? 'none' : 'empty']])
  return new Map(inner.flatMap(([key, item]) => [...placesOf(item, path ? `${path}.${key}` : key)]))
}

/** The same text for the same content, in whatever order its keys are written. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => typeof part === 'object' && part !== null && !Array.isArray(part)
    ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => one < other ? -1 : 1)) : part)
}
