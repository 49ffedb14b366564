/** The tree of a piece of HTML as lines, alike for any two pieces that a browser would show and read out alike. */
export function normalisedHtml(html: string): string[] {
  const lines: string[] = []
  const text = inlineText(lines)
  let verbatim = ''
  for (const [token, comment, closing, name, attributes, words] of html.matchAll(tokens)) {
    if (comment !== undefined) continue
    if (words !== undefined && verbatim) lines.push(decoded(words))
    else if (words !== undefined) text.add(decoded(words))
    else if (name === undefined) throw new Error(`unreadable HTML: ${token}`)
    else {
      if (!inline.has(name)) text.endBlock()
      const line = closing ? `</${name}>` : `<${name}${normalisedAttributes(attributes ?? '')}>`
      if (!closing || !empty.has(name)) text.mark(line)
      if (name === 'textarea') verbatim = closing ? '' : name
    }
  }
  text.endBlock()
  return lines
}

const tokens = /(<!--[\s\S]*?-->)|<(\/?)([a-zA-Z][\w-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>|([^<]+)/g
const attribute = /([^\s=/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g
const inline = new Set(['a', 'abbr', 'b', 'code', 'em', 'i', 'span', 'strong'])
const empty = new Set(['br', 'hr', 'img', 'input', 'path'])

/** White space as CSS collapses it: none at the edges of a block, one space between words. */
function inlineText(lines: string[]) {
  let spaceIsDue = false
  let atStart = true
  return {
    add(words: string) {
      const collapsed = words.replace(/[ \t\r\n]+/g, ' ')
      const trimmed = collapsed.trim()
      if (trimmed === '') {
        spaceIsDue ||= !atStart
        return
      }
      const before = !atStart && (spaceIsDue || collapsed.startsWith(' ')) ? ' ' : ''
      lines.push(before + trimmed)
      spaceIsDue = collapsed.endsWith(' ')
      atStart = false
    },
    mark: (line: string) => lines.push(line),
    endBlock() {
      spaceIsDue = false
      atStart = true
    },
  }
}

function normalisedAttributes(source: string): string {
  const pairs = [...source.matchAll(attribute)].map(([, name = '', double, single, bare]) => {
    const value = decoded(double ?? single ?? bare ?? '')
    return `${name.toLowerCase()}="${name === 'class' ? value.split(/\s+/).filter(Boolean).sort().join(' ') : value}"`
  })
  return pairs.sort().map(pair => ` ${pair}`).join('')
}

const entities: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'', nbsp: '\u00a0', ctdot: '\u22ef',
}

function decoded(source: string): string {
  return source.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (decimal) return String.fromCodePoint(Number(decimal))
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16))
    return entities[name] ?? whole
  })
}
