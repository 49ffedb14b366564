import { closestTo } from './words.ts'

const pressedTwiceWithin = 2000

/** Error summaries, choices that exclude each other, and buttons pressed twice. */
export function startForms(): void {
  focusNews()
  document.addEventListener('click', event => {
    const link = closestTo(event, '.govuk-error-summary a[href^="#"]')
    if (link instanceof HTMLAnchorElement && focusField(link.hash.slice(1))) event.preventDefault()
  })
  document.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && target.type === 'checkbox' && target.checked) untickExcluded(target)
  })
  document.addEventListener('submit', event => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || form.method === 'get') return
    const before = Number(form.dataset['pressedAt'] ?? -pressedTwiceWithin)
    if (event.timeStamp - before < pressedTwiceWithin) event.preventDefault()
    else form.dataset['pressedAt'] = String(event.timeStamp)
  }, { capture: true })
}

/** What the server has to say about a form is read first. */
function focusNews() {
  const news = document.querySelector<HTMLElement>('.govuk-error-summary, .govuk-notification-banner[role="alert"]')
  if (!news || news.dataset['disableAutoFocus'] === 'true') return
  news.tabIndex = -1
  news.addEventListener('blur', () => news.removeAttribute('tabindex'), { once: true })
  news.focus()
}

/** Goes to the field with its question in sight, not only the box. */
function focusField(id: string): boolean {
  const field = document.getElementById(id)
  if (!field) return false
  const label = document.querySelector(`label[for="${CSS.escape(id)}"]`)
  const question = field.closest('fieldset')?.querySelector('legend') ?? label ?? field
  const target = field.matches('input, select, textarea, a') ? field : field.querySelector<HTMLElement>('input')
  question.scrollIntoView()
  target?.focus({ preventScroll: true })
  return true
}

function untickExcluded(chosen: HTMLInputElement) {
  const others = [...chosen.form?.elements ?? []].filter(other => other instanceof HTMLInputElement)
    .filter(other => other !== chosen && other.type === 'checkbox' && other.name === chosen.name)
  const isExclusive = chosen.dataset['behaviour'] === 'exclusive'
  for (const other of others) if (isExclusive || other.dataset['behaviour'] === 'exclusive') other.checked = false
}
