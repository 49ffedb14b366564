import { morphRegion, remember } from './morph.ts'
import type { Patch } from './morph.ts'
import { announce, element, word } from './words.ts'

const debounce = 30
const tintFor = 2000
const longestWait = 30_000

/** Keeps the page true: one stream for the page, and the page fetched again, as its reader, when told of a change. */
class LiveRegion extends HTMLElement {
  connectedCallback() {
    const src = this.getAttribute('src')
    if (src) page ??= new LivePage(src)
  }
}

let page: LivePage | undefined

export function defineLiveRegion(): void {
  customElements.define('live-region', LiveRegion)
}

function regionsOf(root: ParentNode): Map<string, HTMLElement> {
  const regions = [...root.querySelectorAll<HTMLElement>('[data-live]')]
  return new Map(regions.map(region => [region.dataset['live'] ?? '', region]))
}

class LivePage {
  readonly #src: string
  #stream: EventSource | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #fetchAt = Infinity
  #failures = 0
  #wasDown = false
  #fetching = false
  #isStale = false
  #isGone = false

  constructor(src: string) {
    this.#src = src
    for (const region of regionsOf(document).values()) remember(region)
    this.#connect()
    addEventListener('pageshow', event => {
      if (!event.persisted) return
      this.#wasDown = true
      this.#connect()
    })
  }

  #connect() {
    this.#stream?.close()
    if (this.#isGone) return
    const stream = new EventSource(this.#src)
    this.#stream = stream
    stream.addEventListener('open', () => this.#up())
    stream.addEventListener('changed', () => this.#fetchSoon(debounce))
    stream.addEventListener('resync', () => this.#fetchSoon(0))
    stream.addEventListener('presence', event => showPresence(event.data))
    stream.addEventListener('error', () => {
      this.#down()
      if (stream.readyState !== EventSource.CLOSED) return
      this.#fetchSoon(0)
      setTimeout(() => this.#connect(), this.#wait())
    })
  }

  #up() {
    showState('live')
    if (this.#wasDown) this.#fetchSoon(0)
    this.#failures = 0
    this.#wasDown = false
  }

  #down() {
    this.#wasDown = true
    this.#failures += 1
    showState('retrying')
  }

  #wait(): number {
    return Math.min(longestWait, 500 * 2 ** this.#failures) * (0.75 + Math.random() / 2)
  }

  /** The earliest wish wins, so that a steady stream of changes cannot put the fetch off for ever. */
  #fetchSoon(delay: number) {
    const at = performance.now() + delay
    if (at >= this.#fetchAt) return
    clearTimeout(this.#timer)
    this.#fetchAt = at
    this.#timer = setTimeout(() => void this.#fetch(), delay)
  }

  async #fetch() {
    this.#fetchAt = Infinity
    this.#isStale = this.#fetching
    if (this.#fetching) return
    this.#fetching = true
    const answer = await fetchPage()
    this.#fetching = false
    if (answer.state === 'gone') return this.#end(answer.signedOut)
    if (answer.state === 'failed') {
      this.#down()
      return this.#fetchSoon(this.#wait())
    }
    if (this.#stream?.readyState === EventSource.OPEN) this.#up()
    applyPage(answer.page)
    if (this.#isStale) this.#fetchSoon(debounce)
  }

  #end(signedOut: boolean) {
    this.#isGone = true
    clearTimeout(this.#timer)
    this.#stream?.close()
    showGone(signedOut)
  }
}

type Answer = { state: 'page'; page: Document } | { state: 'gone'; signedOut: boolean } | { state: 'failed' }

async function fetchPage(): Promise<Answer> {
  try {
    const response = await fetch(location.href, {
      headers: { 'x-live': '1' }, credentials: 'same-origin', redirect: 'manual', cache: 'no-store',
    })
    const signedOut = response.type === 'opaqueredirect' || response.status === 401
    if (signedOut || [403, 404, 410].includes(response.status)) return { state: 'gone', signedOut }
    if (!response.ok) return { state: 'failed' }
    return { state: 'page', page: new DOMParser().parseFromString(await response.text(), 'text/html') }
  } catch {
    return { state: 'failed' }
  }
}

/** New rows above or around what is being read would push it away. */
function readerIsIn(region: HTMLElement): boolean {
  return region.contains(document.activeElement) || window.scrollY > 10 || region.scrollTop > 10
}

function applyPage(next: Document, showNew = false) {
  const theirs = regionsOf(next)
  const changed: Element[] = []
  const added: Element[] = []
  const offers: string[] = []
  for (const [name, region] of regionsOf(document)) {
    const nextRegion = theirs.get(name)
    if (!nextRegion) {
      region.replaceChildren()
      continue
    }
    const patch: Patch = { holdNew: !showNew && readerIsIn(region), changed: [], added: [], held: 0 }
    morphRegion(region, nextRegion, patch)
    const offered = offerNew(region, patch.held, next)
    if (offered) offers.push(offered)
    changed.push(...patch.changed)
    added.push(...patch.added)
  }
  for (const each of [...changed, ...added]) tint(each)
  announce([
    changed.length > 0 && word('live', 'changed', { count: changed.length }),
    added.length > 0 && word('live', 'added', { count: added.length }),
    ...offers,
  ].filter(Boolean).join(', '))
}

function tint(changed: Element) {
  changed.classList.add('kith-changed')
  setTimeout(() => changed.classList.remove('kith-changed'), tintFor)
}

type Offer = { button: HTMLElement; next: Document }
const offerOf = new WeakMap<HTMLElement, Offer>()

/** The rows that wait, as one button above the table; it always shows the newest page that was fetched. */
function offerNew(region: HTMLElement, held: number, next: Document): string | undefined {
  const offer = offerOf.get(region)
  if (held === 0) {
    offer?.button.remove()
    offerOf.delete(region)
    return undefined
  }
  const text = word('live', 'showNew', { count: held })
  const { button } = offer ?? addOffer(region)
  offerOf.set(region, { button, next })
  if (button.textContent === text) return undefined
  button.textContent = text
  return text
}

function addOffer(region: HTMLElement) {
  const button = element('button', 'kith-new')
  button.setAttribute('type', 'button')
  button.dataset['island'] = 'offer'
  button.addEventListener('click', () => {
    const offer = offerOf.get(region)
    if (offer) applyPage(offer.next, true)
  })
  const beside = region.closest('table') ?? region
  beside.before(button)
  return { button }
}

function showState(state: 'live' | 'retrying') {
  for (const place of document.querySelectorAll<HTMLElement>('[data-live-state]')) {
    if (place.dataset['state'] === state) continue
    place.dataset['state'] = state
    place.textContent = word('live', state)
  }
}

function showPresence(data: string) {
  const people: { name: string; agency: string }[] = JSON.parse(data)
  const names = people.map(({ name, agency }) => `${name} (${agency})`).join(', ')
  for (const place of document.querySelectorAll('[data-presence]')) {
    place.textContent = names ? word('live', 'alsoHere', { people: names }) : ''
  }
}

/** Nothing that could no longer be fetched stays on the screen, not even in the title. */
function showGone(signedOut: boolean) {
  const gone = element('p', 'govuk-inset-text', word('live', 'gone'))
  const place = document.querySelector(signedOut ? 'live-region' : 'main') ?? document.body
  if (signedOut) {
    const link = element('a', 'govuk-link', word('live', 'signIn'))
    link.setAttribute('href', location.pathname + location.search)
    gone.append(' ', link)
  }
  place.replaceChildren(gone)
  for (const rest of document.querySelectorAll('[data-live], .kith-purpose, .govuk-breadcrumbs')) rest.replaceChildren()
  document.title = document.querySelector('.kith-wordmark')?.textContent ?? ''
  announce(word('live', 'gone'))
}
