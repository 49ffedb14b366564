/** What JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

const deepest = 100

/**
 * The one way to write a value as JSON (RFC 8785, JCS): no white space, members in the order of their names' UTF-16
 * code units, numbers and strings as ECMAScript writes them. Throws TypeError on whatever JSON cannot say exactly:
 * NaN and infinities, undefined, functions, symbols as names, objects with a class, holes, lone surrogates, and
 * anything nested deeper than 100.
 */
export function canonicalJson(value: Json): string {
  return write(value, 0)
}

function write(value: unknown, depth: number): string {
  if (depth > deepest) throw new TypeError('Nested too deep for canonical JSON.')
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return writeNumber(value)
  if (typeof value === 'string') return writeString(value)
  if (Array.isArray(value)) return `[${Array.from(value, (item: unknown) => write(item, depth + 1)).join(',')}]`
  if (typeof value === 'object') return writeObject(value, depth)
  throw new TypeError('Not a value that JSON can say.')
}

function writeNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError('Not a number that JSON can say.')
  return JSON.stringify(value)
}

function writeString(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('Not a text that JSON can say.')
  return JSON.stringify(value)
}

function writeObject(value: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value)
  const plain = prototype === null || prototype === Object.prototype
  if (!plain || Object.getOwnPropertySymbols(value).length > 0)
    throw new TypeError('Not an object that JSON can say.')
  const members: [string, unknown][] = Object.entries(value)
  // Comparison of strings in ECMAScript is by UTF-16 code units, as the RFC asks.
  members.sort(([a], [b]) => a < b ? -1 : 1)
  return `{${members.map(([name, item]) => `${writeString(name)}:${write(item, depth + 1)}`).join(',')}}`
}
