type Place = { start: number; end: number; found: string }
type Finding = Place & { entryId: string; alternatives: string[]; why: string; before: string; after: string }
type Words = { text: Map<string, string>; reasons: Map<string, string> }
type Answer = { findings: Finding[]; words: Words }

const pauseInTyping = 600

/**
 * `<word-check for="narrative" src="/wording/check">`: what the server's language check finds in a text field,
 * under the field, with one-click replacement. It advises and never blocks; without it the form works as before.
 */
class WordCheck extends HTMLElement {
  #field: HTMLTextAreaElement | undefined
  #findings: Finding[] = []
  #words: Words = { text: new Map(), reasons: new Map() }
  #timer: ReturnType<typeof setTimeout> | undefined
  #asking: AbortController | undefined
  #before: Omit<Place, 'found'> | undefined
  #listening: AbortController | undefined
  #moving = false
  readonly #shown = new Set<string>()
  readonly #status = element('p', 'govuk-body kith-word-check__status')
  readonly #undo = element('p', 'govuk-body kith-word-check__undo')
  readonly #list = element('ol', 'govuk-list govuk-list--spaced')
  readonly #kept = element('div', 'kith-word-check__kept')

  connectedCallback() {
    const field = document.getElementById(this.getAttribute('for') ?? '')
    if (!(field instanceof HTMLTextAreaElement)) return
    this.#field = field
    this.#kept.append(...this.querySelectorAll('input[name="kept"]'))
    this.#status.setAttribute('role', 'status')
    this.#status.setAttribute('aria-live', 'polite')
    this.replaceChildren(this.#status, this.#undo, this.#list, this.#kept)
    const listening = new AbortController()
    this.#listening = listening
    field.addEventListener('input', () => this.#checkSoon(), { signal: listening.signal })
    for (const typing of ['keydown', 'beforeinput', 'pointerdown']) {
      field.addEventListener(typing, () => this.#endPreview(), { signal: listening.signal, capture: true })
    }
    if (field.value.trim() !== '') void this.#check()
  }

  disconnectedCallback() {
    clearTimeout(this.#timer)
    this.#asking?.abort()
    this.#listening?.abort()
  }

  #checkSoon() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#check(), pauseInTyping)
  }

  /** An answer for a text that has changed since, or no answer at all, changes nothing. */
  async #check() {
    const field = this.#field
    if (!field) return
    clearTimeout(this.#timer)
    this.#asking?.abort()
    this.#asking = new AbortController()
    const text = field.value
    const answer = await this.#post(this.getAttribute('src') ?? '/wording/check', { text }, this.#asking.signal)
    if (!answer || field.value !== text) return
    this.#words = answer.words
    this.#show(answer.findings)
  }

  async #post(url: string, fields: Record<string, string>, signal?: AbortSignal): Promise<Answer | undefined> {
    const token = (this.#field?.form ?? document).querySelector('input[name="csrf"]')
    const csrf = token instanceof HTMLInputElement ? token.value : ''
    try {
      const body = new URLSearchParams({ ...fields, csrf })
      const response = await fetch(url, { method: 'POST', body, ...signal && { signal } })
      return response.status === 200 ? readAnswer(await response.json()) : undefined
    } catch {
      return undefined
    }
  }

  #show(findings: readonly Finding[]) {
    const kept = this.#keptKeys()
    this.#findings = findings.filter(finding => !kept.has(keyOf(finding)))
    for (const finding of this.#findings) {
      if (!this.#shown.has(keyOf(finding))) this.#count(finding, 'shown')
      this.#shown.add(keyOf(finding))
    }
    const focused = document.activeElement instanceof HTMLElement && this.#list.contains(document.activeElement)
      ? document.activeElement.dataset['key']
      : undefined
    this.#list.replaceChildren(...this.#findings.map((finding, place) => this.#item(finding, place)))
    if (focused !== undefined) this.#control(focused)?.focus()
    const summary = this.#summary()
    if (this.#status.textContent !== summary) this.#status.textContent = summary
  }

  #control(key: string): HTMLElement | undefined {
    const controls = [...this.#list.querySelectorAll<HTMLElement>('[data-key]')]
    return controls.find(control => control.dataset['key'] === key) ?? controls[0] ?? this.#field
  }

  #summary(): string {
    const count = this.#findings.length
    if (count === 0) return this.#status.textContent === '' ? '' : this.#say('none', {})
    return this.#say(count === 1 ? 'one' : 'many', { count: String(count) })
  }

  #item(finding: Finding, place: number): HTMLElement {
    const item = element('li', 'govuk-inset-text kith-word-check__phrase')
    const line = element('p', 'govuk-body')
    line.append(finding.before, element('mark', 'kith-word-check__found', finding.found), finding.after)
    const why = element('p', 'govuk-body', finding.why)
    const choices = element('div', 'govuk-button-group')
    const found = finding.found
    choices.append(
      ...finding.alternatives.map((alternative, index) => this.#button(`${place}:${index}`, {
        text: alternative, label: this.#say('replace', { found, alternative }),
        press: () => this.#replace(finding, alternative),
      })),
      this.#button(`${place}:show`, {
        text: this.#say('showShort', {}), label: this.#say('show', { found }), press: () => this.#select(finding),
      }),
    )
    item.append(line, why, choices, this.#reasons(finding, place))
    item.addEventListener('pointermove', () => this.#preview(finding))
    item.addEventListener('pointerleave', () => this.#endPreview())
    item.addEventListener('focusin', () => this.#preview(finding))
    item.addEventListener('focusout', () => this.#endPreview())
    return item
  }

  #reasons(finding: Finding, place: number): HTMLElement {
    const details = element('details', 'govuk-details')
    const summary = element('summary', 'govuk-details__summary')
    summary.dataset['key'] = `${place}:keep`
    summary.append(element('span', 'govuk-details__summary-text', this.#say('keep', {})))
    const choices = element('div', 'govuk-details__text')
    const question = element('p', 'govuk-body', this.#say('keepWhy', {}))
    const buttons = [...this.#words.reasons].map(([reason, text]) => this.#button(`${place}:${reason}`, {
      text, label: `${this.#say('keep', {})}: ${text}`, press: () => this.#keep(finding, reason),
    }))
    choices.append(question, ...buttons)
    details.append(summary, choices)
    return details
  }

  #button(key: string, { text, label, press }: { text: string; label: string; press: () => void }): HTMLElement {
    const button = element('button', 'govuk-button govuk-button--secondary', text)
    button.setAttribute('type', 'button')
    if (label !== text) button.setAttribute('aria-label', label)
    button.dataset['key'] = key
    button.addEventListener('click', press)
    return button
  }

  /** Shows the phrase as the field's selection; the writer's own place comes back before anything is typed. */
  #preview(finding: Finding) {
    const field = this.#field
    if (!field || this.#moving || !this.#stands(finding)) return
    this.#before ??= { start: field.selectionStart, end: field.selectionEnd }
    this.#mark(finding)
  }

  #endPreview() {
    if (this.#moving || !this.#before) return
    this.#mark(this.#before)
    this.#before = undefined
  }

  /** Some browsers move the focus with the selection: it goes back to where it was. */
  #mark({ start, end }: Omit<Place, 'found'>) {
    const focused = document.activeElement
    this.#moving = true
    this.#field?.setSelectionRange(start, end)
    if (document.activeElement !== focused && focused instanceof HTMLElement) focused.focus({ preventScroll: true })
    this.#moving = false
  }

  #select(finding: Finding) {
    this.#before = undefined
    if (this.#isStale(finding)) return
    this.#field?.focus()
    this.#field?.setSelectionRange(finding.start, finding.end)
  }

  #stands({ start, end, found }: Place): boolean {
    return this.#field?.value.slice(start, end) === found
  }

  #isStale(finding: Finding): boolean {
    if (this.#stands(finding)) return false
    void this.#check()
    return true
  }

  #replace(finding: Finding, alternative: string) {
    if (this.#isStale(finding)) return
    this.#write(finding, alternative)
    this.#count(finding, 'replaced')
    this.#report('replaced', { alternative }, () => {
      const written = { start: finding.start, end: finding.start + alternative.length, found: alternative }
      if (!this.#stands(written)) return
      this.#write(written, finding.found)
      this.#report('undone', { found: finding.found })
    })
    const longer = alternative.length - finding.found.length
    this.#show(this.#findings.filter(other => other !== finding).map(other => other.start < finding.start ? other
      : { ...other, start: other.start + longer, end: other.end + longer }))
    const gap = /\[[^\]]*\]/.exec(alternative)
    if (gap) this.#field?.setSelectionRange(finding.start + gap.index, finding.start + gap.index + gap[0].length)
  }

  /** Typed as if by hand, so that the browser's own undo takes it back and autosave sees it. */
  #write({ start, end }: Omit<Place, 'found'>, text: string) {
    const field = this.#field
    if (!field) return
    this.#before = undefined
    field.focus()
    field.setSelectionRange(start, end)
    if (document.execCommand('insertText', false, text)) return
    field.setRangeText(text, start, end, 'end')
    field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText', data: text }))
  }

  #keep(finding: Finding, reason: string) {
    const input = document.createElement('input')
    input.type = 'hidden'
    input.name = 'kept'
    input.value = `${finding.entryId}:${reason}:${finding.found}`
    this.#kept.append(input)
    this.#count(finding, 'kept')
    this.#show(this.#findings)
    this.#report('kept', { found: finding.found }, () => {
      input.remove()
      void this.#check()
    })
  }

  #keptKeys(): Set<string> {
    const inputs = [...this.#kept.querySelectorAll('input')]
    return new Set(inputs.map(({ value }) => {
      const [entryId = '', , ...found] = value.split(':')
      return keyOf({ entryId, found: found.join(':') })
    }))
  }

  /** Only which phrase and what became of it; never the text, never who. */
  #count({ entryId }: Finding, outcome: 'shown' | 'replaced' | 'kept') {
    const url = this.getAttribute('outcomes')
    if (url) void this.#post(url, { entryId, outcome })
  }

  #say(name: string, values: Record<string, string>): string {
    const text = this.#words.text.get(name) ?? ''
    return text.replaceAll(/%\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole)
  }

  #report(name: string, values: Record<string, string>, undo?: () => void) {
    this.#undo.replaceChildren(this.#say(name, values), ' ')
    const text = this.#say('undo', {})
    if (undo) this.#undo.append(this.#button('undo', { text, label: text, press: undo }))
  }
}

function keyOf({ entryId, found }: { entryId: string; found: string }): string {
  return `${entryId}:${found.toLowerCase().replaceAll(/\s+/g, ' ')}`
}

function element(name: string, classes: string, text = ''): HTMLElement {
  const made = document.createElement(name)
  made.className = classes
  made.textContent = text
  return made
}

function readAnswer(value: unknown): Answer | undefined {
  if (!isRecord(value) || !Array.isArray(value['findings']) || !isRecord(value['words'])) return undefined
  const { reasons } = value['words']
  const findings = value['findings'].filter(isFinding)
  return { findings, words: { text: textsOf(value['words']), reasons: textsOf(isRecord(reasons) ? reasons : {}) } }
}

function textsOf(record: Record<string, unknown>): Map<string, string> {
  return new Map(Object.entries(record).flatMap(([name, text]) => typeof text === 'string' ? [[name, text]] : []))
}

function isFinding(value: unknown): value is Finding {
  return isRecord(value) && Number.isInteger(value['start']) && Number.isInteger(value['end'])
    && ['entryId', 'found', 'why', 'before', 'after'].every(name => typeof value[name] === 'string')
    && Array.isArray(value['alternatives']) && value['alternatives'].every(one => typeof one === 'string')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

if (!customElements.get('word-check')) customElements.define('word-check', WordCheck)
