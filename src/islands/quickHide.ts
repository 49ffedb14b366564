import { closestTo, element, word } from './words.ts'

const twiceWithin = 1000

/** Esc twice, or the button: a neutral page covers everything at once; any key or click brings it back. */
export function startQuickHide(): void {
  let escapedAt = -twiceWithin
  document.addEventListener('click', event => {
    if (!closestTo(event, '[data-quick-hide]')) return
    event.preventDefault()
    hide()
  })
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || event.repeat) return
    if (event.timeStamp - escapedAt < twiceWithin) hide()
    escapedAt = event.timeStamp
  }, { capture: true })
}

function hide() {
  if (document.querySelector('.kith-cover')) return
  const title = document.title
  const icon = document.querySelector('link[rel="icon"]')
  const iconHref = icon?.getAttribute('href') ?? ''
  const cover = neutralPage()
  const show = (event: Event) => {
    if (event instanceof KeyboardEvent && event.repeat) return
    event.preventDefault()
    event.stopImmediatePropagation()
    removeEventListener('keydown', show, true)
    cover.close()
    cover.remove()
    document.title = title
    icon?.setAttribute('href', iconHref)
  }
  document.body.append(cover)
  cover.showModal()
  document.title = word('hidden', 'title')
  icon?.setAttribute('href', 'data:,')
  cover.addEventListener('cancel', event => event.preventDefault())
  cover.addEventListener('click', show)
  addEventListener('keydown', show, true)
}

function neutralPage(): HTMLDialogElement {
  const cover = document.createElement('dialog')
  const now = new Date()
  const locale = document.documentElement.lang
  const month = now.toLocaleDateString(locale, { month: 'long', year: 'numeric' })
  const days = new Date(now.getFullYear(), now.getMonth() + 1, 0).getDate()
  const before = (new Date(now.getFullYear(), now.getMonth(), 1).getDay() + 6) % 7
  const rows = element('tbody')
  for (let first = 1 - before; first <= days; first += 7) {
    const week = Array.from({ length: 7 }, (_, day) => first + day)
    rows.append(element('tr', '', ...week.map(day => element('td', '', day > 0 && day <= days ? String(day) : ''))))
  }
  cover.className = 'kith-cover'
  cover.setAttribute('aria-label', word('hidden', 'title'))
  cover.append(
    element('h1', 'kith-cover__title', month),
    element('table', 'kith-cover__days', rows),
    element('button', 'kith-cover__back', word('hidden', 'back')),
  )
  return cover
}
