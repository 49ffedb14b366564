/** A form of a page as a browser would send it: where to, and its fields filled in. */
export type FilledForm = { action: string; fields: [name: string, value: string][] }

const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`, 'v').exec(tag)?.[1]?.replaceAll('&amp;', '&')

/** Every posted form of a page, with the first choice of each list and a word in each empty field. */
export function formsOf(html: string, page: string): FilledForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gv)]
    .filter(([, head = '']) => /method="post"/iv.test(head))
    .map(([, head = '', inside = '']) => ({ action: attribute(head, 'action') ?? page, fields: fieldsIn(inside) }))
}

function fieldsIn(html: string): [string, string][] {
  const fields: [string, string][] = []
  const chosen = new Set<string>()
  for (const [tag] of html.matchAll(/<(?:input|textarea|select|button)\b[^>]*>/gv)) {
    const name = attribute(tag, 'name')
    const type = attribute(tag, 'type') ?? ''
    if (name === undefined || name === 'csrf' || (type === 'radio' && chosen.has(name))) continue
    chosen.add(name)
    fields.push([name, valueFor(html, tag, type)])
  }
  return fields
}

function valueFor(html: string, tag: string, type: string): string {
  if (tag.startsWith('<select')) {
    const options = html.slice(html.indexOf(tag)).split('</select>')[0] ?? ''
    return [...options.matchAll(/<option\b[^>]*value="([^"]+)"/gv)].at(-1)?.[1] ?? ''
  }
  const value = attribute(tag, 'value')
  if (value !== undefined && value !== '') return value
  return type === 'email' ? 'somebody@wexmere.example' : valueOf(attribute(tag, 'name') ?? '')
}

/** A word that fields of that name usually take. */
function valueOf(name: string): string {
  if (name.endsWith('year')) return '2027'
  if (name.endsWith('month')) return '6'
  return name.endsWith('day') ? '1' : 'Something new'
}
