import { element, word } from './words.ts'

const chordWithin = 1000
const setting = 'kith:single-keys'
let chord = { key: '', at: 0 }

/**
 * Single-key shortcuts for those who work here all day. They never act while something is being typed, and can be
 * switched off in their own help (WCAG 2.1.4).
 */
export function startKeyboard(): void {
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return
    if (document.querySelector('dialog[open]')) return
    if (event.key === '?') return act(event, showHelp)
    if (localStorage.getItem(setting) === 'off') return
    const before = event.timeStamp - chord.at < chordWithin ? chord.key : ''
    chord = { key: event.key, at: event.timeStamp }
    const target = before ? targetOf(`${before} ${event.key}`) : undefined
    if (target) return act(event, () => target.click())
    single(event)
  })
}

function targetOf(keys: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('[data-keys]')].find(each => each.dataset['keys'] === keys)
}

function single(event: KeyboardEvent) {
  switch (event.key) {
    case '/': return act(event, () => document.querySelector<HTMLElement>('[data-key-search]')?.focus())
    case 'e': return act(event, () => document.querySelector<HTMLElement>('[data-key-edit]')?.click())
    case 'j': return act(event, () => walk(1))
    case 'k': return act(event, () => walk(-1))
    case 'Enter': return open(event)
    default: return undefined
  }
}

function act(event: Event, action: () => void) {
  event.preventDefault()
  action()
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement
    && (target.isContentEditable || target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select'))
}

function rowsOf(list: Element): HTMLElement[] {
  return [...list.children].filter(child => child instanceof HTMLElement && child.checkVisibility())
    .filter(child => child instanceof HTMLElement)
}

function walk(step: 1 | -1) {
  const here = document.activeElement?.closest<HTMLElement>('[data-list] > *')
  const list = here?.parentElement ?? document.querySelector('[data-list]')
  if (!list) return
  const rows = rowsOf(list)
  const next = rows[here ? rows.indexOf(here) + step : 0]
  if (!next) return
  for (const row of rows) row.classList.toggle('kith-here', row === next)
  next.tabIndex = -1
  next.focus()
}

function open(event: Event) {
  const row = document.activeElement
  if (!row?.matches('[data-list] > *')) return
  const link = row.querySelector<HTMLElement>('[data-open]') ?? row.querySelector<HTMLElement>('a[href], summary')
  if (link) act(event, () => link.click())
}

function showHelp() {
  const dialog = document.createElement('dialog')
  const close = element('button', 'govuk-button govuk-button--secondary', word('keyboard', 'close'))
  const use = document.createElement('input')
  use.type = 'checkbox'
  use.checked = localStorage.getItem(setting) !== 'off'
  use.addEventListener('change', () => localStorage.setItem(setting, use.checked ? 'on' : 'off'))
  close.addEventListener('click', () => dialog.close())
  dialog.addEventListener('close', () => dialog.remove())
  dialog.className = 'kith-help'
  dialog.setAttribute('aria-label', word('keyboard', 'title'))
  dialog.append(
    element('h2', 'govuk-heading-m', word('keyboard', 'title')),
    keyList(),
    element('label', 'kith-help__use', use, ` ${word('keyboard', 'use')}`),
    close,
  )
  document.body.append(dialog)
  dialog.showModal()
}

function keyList(): HTMLElement {
  const keys = [
    ['/', 'search'], ['g m', 'myWork'], ['j', 'next'], ['k', 'previous'], ['Enter', 'open'], ['e', 'edit'],
    ['Esc Esc', 'hide'], ['?', 'help'],
  ] as const
  return element('dl', '', ...keys.flatMap(([key, text]) => [
    element('dt', '', element('kbd', 'kith-key', key)),
    element('dd', '', word('keyboard', text)),
  ]))
}
