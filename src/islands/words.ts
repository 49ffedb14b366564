type Part = 'saving' | 'live' | 'upload' | 'keyboard' | 'hidden' | 'count'

let read: Record<string, Record<string, string>> | undefined

/** A word that came with the page, in the page's language, with its `%{…}` filled in. */
export function word(part: Part, key: string, values: Record<string, string | number> = {}): string {
  read ??= parsed(document.body.dataset['words'])
  const text = read[part]?.[key] ?? ''
  return text.replace(/%\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

function parsed(source: string | undefined): Record<string, Record<string, string>> {
  try {
    return JSON.parse(source ?? '{}')
  } catch {
    return {}
  }
}

/** Says something to those who listen to the page; nothing on it moves. */
export function announce(text: string): void {
  const announcer = document.querySelector('[data-announcer]')
  if (announcer && text) announcer.textContent = text
}

/** An element with its class and its children, written as text, never as HTML. */
export function element(tag: string, className = '', ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(tag)
  if (className) made.className = className
  made.append(...children)
  return made
}

export function closestTo(event: Event, selector: string): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null
}
