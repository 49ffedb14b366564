import { announce, word } from './words.ts'

type Unsaved = { values: Record<string, string[]>; at: number }
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const pauseInTyping = 1500
const longestWait = 60_000
const keptFor = 12 * 3_600_000
const prefix = 'kith:unsaved:'

/** Saves each changed field of a form marked `data-autosave`, and says truthfully whether it is saved. */
export function start(): void {
  const forms = [...document.querySelectorAll<HTMLFormElement>('form[data-autosave]')]
  forms.forEach(form => new KeptForm(form))
  document.addEventListener('submit', event => {
    const isSignOut = event.target instanceof HTMLFormElement && event.target.getAttribute('action') === '/sign-out'
    if (isSignOut) forgetAll()
  })
}

/** One form whose fields are saved one after the other, each on the revision that the last save made. */
class KeptForm {
  readonly #form: HTMLFormElement
  readonly #url: string
  readonly #unsaved: Map<string, string[]>
  readonly #saved = new Map<string, string[]>()
  readonly #refused = new Set<string>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  #sending = false
  #signedOut = false

  constructor(form: HTMLFormElement) {
    this.#form = form
    this.#url = form.dataset['autosave'] ?? ''
    this.#unsaved = readUnsaved(this.#url)
    form.addEventListener('input', event => this.#change(event, pauseInTyping))
    form.addEventListener('change', event => this.#change(event, 0))
    form.addEventListener('focusout', () => this.#soon(0))
    addEventListener('online', () => this.#soon(0))
    addEventListener('pagehide', () => void this.#sendNext())
    addEventListener('focus', () => void this.#backFromSigningIn())
    if (restore(form, this.#unsaved)) announce(word('saving', 'restored'))
    writeUnsaved(this.#url, this.#unsaved)
    this.#soon(0)
  }

  #change({ target }: Event, delay: number) {
    const field = fieldOf(target)
    if (!field) return
    const values = valuesOf(this.#form, field.name)
    const known = this.#unsaved.get(field.name) ?? this.#saved.get(field.name)
    this.#refused.delete(field.name)
    if (known?.join('\n') !== values.join('\n')) {
      this.#unsaved.set(field.name, values)
      writeUnsaved(this.#url, this.#unsaved)
    }
    this.#soon(delay)
  }

  #soon(delay: number) {
    clearTimeout(this.#timer)
    if (this.#unsaved.size > 0) this.#timer = setTimeout(() => void this.#sendNext(), delay)
  }

  async #sendNext() {
    const [name, values] = [...this.#unsaved].find(([field]) => !this.#refused.has(field)) ?? []
    if (this.#sending || name === undefined || values === undefined) return
    this.#sending = true
    say(this.#form, 'saving')
    const result = await send(this.#form, this.#url, { name, values })
    this.#sending = false
    this.#signedOut = result === 'signInAgain'
    this.#failures = result === 'notSaved' ? this.#failures + 1 : 0
    if (result === 'saved') this.#acknowledge(name, values)
    if (result === 'refused') this.#setAside(name)
    if (result === 'notSaved') this.#soon(Math.min(longestWait, 1000 * 2 ** this.#failures))
    const isSettled = [...this.#unsaved.keys()].every(field => this.#refused.has(field))
    if (result !== 'saved') say(this.#form, result)
    else if (isSettled) say(this.#form, this.#unsaved.size === 0 ? 'saved' : 'refused')
  }

  #acknowledge(name: string, values: string[]) {
    this.#saved.set(name, values)
    if (this.#unsaved.get(name) === values) this.#unsaved.delete(name)
    writeUnsaved(this.#url, this.#unsaved)
    this.#soon(0)
  }

  /** A value that the server will not have stays in the form and on this computer; the other fields go on. */
  #setAside(name: string) {
    this.#refused.add(name)
    this.#soon(0)
  }

  async #backFromSigningIn() {
    if (!this.#signedOut || !await renewToken()) return
    this.#signedOut = false
    this.#soon(0)
  }
}

function fieldOf(target: EventTarget | null): Field | undefined {
  const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
    || target instanceof HTMLSelectElement
  if (!isField || !target.name) return undefined
  return ['file', 'hidden', 'password'].includes(target.type) ? undefined : target
}

function valuesOf(form: HTMLFormElement, name: string): string[] {
  return new FormData(form).getAll(name).filter(value => typeof value === 'string')
}

type Change = { name: string; values: string[] }
type Result = 'saved' | 'notSaved' | 'signInAgain' | 'changedElsewhere' | 'refused'

async function send(form: HTMLFormElement, url: string, { name, values }: Change): Promise<Result> {
  const body = new URLSearchParams({ name, csrf: hidden(form, 'csrf')?.value ?? '' })
  const revision = hidden(form, 'revision')
  if (revision) body.set('revision', revision.value)
  for (const value of values.length > 0 ? values : ['']) body.append('value', value)
  try {
    const response = await fetch(url, {
      method: 'POST', body, credentials: 'same-origin', redirect: 'manual', keepalive: body.toString().length < 60_000,
    })
    if (response.type === 'opaqueredirect' || response.status === 401) return 'signInAgain'
    if (response.status === 409) return 'changedElsewhere'
    if (response.status >= 400 && response.status < 500 && ![408, 425, 429].includes(response.status)) return 'refused'
    if (!response.ok) return 'notSaved'
    await readRevision(response, revision)
    return 'saved'
  } catch {
    return 'notSaved'
  }
}

/** A new session has a new token against forged requests: the page is asked for it, the typed text stays. */
async function renewToken(): Promise<boolean> {
  try {
    const response = await fetch(location.href, { headers: { 'x-live': '1' }, redirect: 'manual', cache: 'no-store' })
    if (!response.ok) return false
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    const token = page.querySelector<HTMLInputElement>('input[name="csrf"]')?.value
    for (const input of document.querySelectorAll<HTMLInputElement>('input[name="csrf"]')) input.value = token ?? ''
    return token !== undefined
  } catch {
    return false
  }
}

/** Each save makes a new revision; the next one must build on it. */
async function readRevision(response: Response, revision: HTMLInputElement | null) {
  if (!revision || !response.headers.get('content-type')?.includes('json')) return
  const answer: { revision?: string | number } = await response.json()
  if (answer.revision !== undefined) revision.value = String(answer.revision)
}

function hidden(form: HTMLFormElement, name: string): HTMLInputElement | null {
  return form.querySelector<HTMLInputElement>(`input[type="hidden"][name="${name}"]`)
}

const states = {
  saving: 'saving', saved: 'saved', notSaved: 'retrying', signInAgain: 'signed-out',
  changedElsewhere: 'retrying', refused: 'retrying',
} as const

function say(form: HTMLFormElement, result: keyof typeof states) {
  const place = form.querySelector<HTMLElement>('[data-save-state]') ?? document.querySelector('[data-save-state]')
  if (!(place instanceof HTMLElement)) return
  const time = new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' })
  const offline = result === 'notSaved' && !navigator.onLine
  place.dataset['saveState'] = offline ? 'offline' : states[result]
  const text = word('saving', offline ? 'offline' : result, { time })
  if (result !== 'signInAgain') {
    if (place.textContent !== text) place.textContent = text
    return
  }
  const link = document.createElement('a')
  link.href = '/sign-in'
  link.target = '_blank'
  link.className = 'govuk-link'
  link.textContent = text
  place.replaceChildren(link)
}

/**
 * Puts back what was typed and never acknowledged, where the server does not already have it: it shows the same, or
 * `data-held` says that it holds what it shows in other words ("now" as the moment that it was).
 */
function restore(form: HTMLFormElement, unsaved: Map<string, string[]>): boolean {
  for (const [name, values] of unsaved) {
    const fields = [...form.elements].filter(field => isFieldNamed(field, name))
    const there = [valuesOf(form, name).join('\n'), ...fields.map(field => field.dataset['held'])]
    if (fields.length === 0 || there.includes(values.join('\n'))) unsaved.delete(name)
    else for (const field of fields) fill(field, values)
  }
  return unsaved.size > 0
}

function isFieldNamed(field: Element, name: string): field is Field {
  return fieldOf(field)?.name === name
}

function fill(field: Field, values: string[]) {
  if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) {
    field.checked = values.includes(field.value)
  } else field.value = values[0] ?? ''
}

function readUnsaved(url: string): Map<string, string[]> {
  try {
    const kept: Unsaved = JSON.parse(sessionStorage.getItem(prefix + url) ?? '')
    return Date.now() - kept.at < keptFor ? new Map(Object.entries(kept.values)) : new Map()
  } catch {
    return new Map()
  }
}

function writeUnsaved(url: string, unsaved: Map<string, string[]>) {
  try {
    if (unsaved.size === 0) return sessionStorage.removeItem(prefix + url)
    const kept: Unsaved = { values: Object.fromEntries(unsaved), at: Date.now() }
    sessionStorage.setItem(prefix + url, JSON.stringify(kept))
  } catch {
    // A full or forbidden store must not stop the saving itself.
  }
}

function forgetAll() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key)
}
