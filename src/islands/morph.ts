/** What the server last said of an element: scripts change the page, so the page cannot be compared with itself. */
const served = new WeakMap<Element, string>()

export function remember(root: Element): void {
  served.set(root, root.outerHTML)
  for (const keyed of root.querySelectorAll('[data-key]')) served.set(keyed, keyed.outerHTML)
}

function differs(from: Element, to: Element): boolean {
  return (served.get(from) ?? from.outerHTML) !== to.outerHTML
}

export type Patch = {
  /** New rows wait when the reader would be disturbed. */
  holdNew: boolean
  changed: Element[]
  added: Element[]
  held: number
}

/** Makes a region what the server now says, touching only what differs; focus and what was typed stay. */
export function morphRegion(from: Element, to: Element, patch: Patch): void {
  if (!differs(from, to)) return
  const keyedInside = to.querySelector('[data-key]') ?? from.querySelector('[data-key]')
  if (!keyedInside) patch.changed.push(from)
  morph(from, to, patch)
  served.set(from, patch.held > 0 ? '' : to.outerHTML)
}

function morph(from: Element, to: Element, patch: Patch) {
  morphAttributes(from, to)
  if (isKeyed(from) || isKeyed(to)) morphKeyed(from, to, patch)
  else morphInOrder(from, to, patch)
}

function isKeyed(parent: Element): boolean {
  return [...parent.children].some(child => child.hasAttribute('data-key'))
}

function morphInOrder(from: Element, to: Element, patch: Patch) {
  const mine = [...from.childNodes].filter(isServed)
  const theirs = [...to.childNodes]
  theirs.forEach((next, index) => {
    const now = mine[index]
    if (!now) from.append(imported(next))
    else if (now instanceof Element && next instanceof Element && now.tagName === next.tagName) morph(now, next, patch)
    else if (now.nodeType === Node.TEXT_NODE && next.nodeType === Node.TEXT_NODE) {
      if (now.nodeValue !== next.nodeValue) now.nodeValue = next.nodeValue
    } else from.replaceChild(imported(next), now)
  })
  for (const extra of mine.slice(theirs.length)) extra.remove()
}

/** What islands put beside the server's own nodes is left alone. */
function isServed(node: ChildNode): boolean {
  return !(node instanceof Element && node.hasAttribute('data-island'))
}

function morphKeyed(from: Element, to: Element, patch: Patch) {
  const mine = new Map(elementsOf(from).map(child => [keyOf(child), child]))
  const theirs = new Map(elementsOf(to).map(child => [keyOf(child), child]))
  for (const [key, child] of mine) if (!theirs.has(key)) remove(child)
  let last: Element | null = null
  for (const [key, next] of theirs) {
    const now = mine.get(key)
    if (!now && patch.holdNew) {
      patch.held += 1
      continue
    }
    const placed: Element = now ?? add(next, patch)
    if (now && differs(now, next)) {
      morph(now, next, patch)
      served.set(now, next.outerHTML)
      patch.changed.push(now)
    }
    place(from, placed, last)
    last = placed
  }
}

function elementsOf(parent: Element): Element[] {
  return [...parent.children].filter(isServed)
}

/** Rows without a key of their own (a heading between rows) are known by their words. */
function keyOf(child: Element): string {
  return child.getAttribute('data-key') ?? `${child.tagName} ${child.textContent}`
}

function add(next: Element, patch: Patch): Element {
  const added = document.importNode(next, true)
  remember(added)
  patch.added.push(added)
  return added
}

/** A row that holds the focus is never moved: the others move around it. */
function place(parent: Element, child: Element, after: Element | null) {
  const wanted = after ? after.nextElementSibling : parent.firstElementChild
  if (wanted === child) return
  if (!child.contains(document.activeElement) || child.parentElement !== parent) {
    parent.insertBefore(child, wanted)
    return
  }
  for (let other = wanted; other && other !== child;) {
    const following: Element | null = other.nextElementSibling
    parent.append(other)
    other = following
  }
}

/** What may no longer be seen goes at once; the focus that it held goes to its neighbour. */
function remove(child: Element) {
  if (child.contains(document.activeElement)) {
    const neighbour = child.nextElementSibling ?? child.previousElementSibling ?? child.parentElement
    child.remove()
    if (neighbour instanceof HTMLElement) {
      neighbour.tabIndex = -1
      neighbour.focus({ preventScroll: true })
    }
  } else child.remove()
}

function imported(node: Node): Node {
  const copy = document.importNode(node, true)
  if (copy instanceof Element) remember(copy)
  return copy
}

/** States that belong to the reader, not to the server. */
const readersOwn = new Set(['open', 'tabindex', 'data-state'])
const readersClasses = ['kith-here', 'kith-changed']

function morphAttributes(from: Element, to: Element) {
  for (const name of from.getAttributeNames()) {
    if (!to.hasAttribute(name) && !readersOwn.has(name) && name !== 'class') from.removeAttribute(name)
  }
  for (const { name, value } of to.attributes) {
    if (name !== 'class' && !readersOwn.has(name) && from.getAttribute(name) !== value) from.setAttribute(name, value)
  }
  const kept = readersClasses.filter(name => from.classList.contains(name))
  const classes = [to.getAttribute('class') ?? '', ...kept].filter(Boolean).join(' ')
  if (classes !== (from.getAttribute('class') ?? '')) from.setAttribute('class', classes)
}
