/** Panels of one page behind tabs; on a phone, and without scripts, they stand one under the other. */
export function start(): void {
  if (!matchMedia('(min-width: 40.0625em)').matches) return
  for (const tabs of document.querySelectorAll<HTMLElement>('[data-module="govuk-tabs"]')) prepare(tabs)
}

function prepare(tabs: HTMLElement) {
  const links = [...tabs.querySelectorAll<HTMLAnchorElement>('.govuk-tabs__tab')]
  const first = links[0]
  if (!first) return
  tabs.querySelector('.govuk-tabs__list')?.setAttribute('role', 'tablist')
  for (const link of links) {
    link.parentElement?.setAttribute('role', 'presentation')
    link.setAttribute('role', 'tab')
    link.id ||= `tab-${link.hash.slice(1)}`
    link.setAttribute('aria-controls', link.hash.slice(1))
    panelOf(link)?.setAttribute('role', 'tabpanel')
    panelOf(link)?.setAttribute('aria-labelledby', link.id)
  }
  const select = (chosen: HTMLAnchorElement) => links.forEach(link => mark(link, link === chosen))
  tabs.addEventListener('click', event => {
    const link = links.find(each => event.target instanceof Node && each.contains(event.target))
    if (!link) return
    event.preventDefault()
    select(link)
    history.replaceState(history.state, '', link.hash)
  })
  tabs.addEventListener('keydown', event => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const now = links.findIndex(link => link === document.activeElement)
    const next = step === undefined || now < 0 ? undefined : links[now + step]
    if (!next) return
    event.preventDefault()
    select(next)
    next.focus()
  })
  select(links.find(link => link.hash === location.hash) ?? first)
}

function panelOf(link: HTMLAnchorElement): HTMLElement | null {
  return document.getElementById(link.hash.slice(1))
}

function mark(link: HTMLAnchorElement, isChosen: boolean) {
  link.setAttribute('aria-selected', String(isChosen))
  link.tabIndex = isChosen ? 0 : -1
  link.parentElement?.classList.toggle('govuk-tabs__list-item--selected', isChosen)
  panelOf(link)?.classList.toggle('govuk-tabs__panel--hidden', !isChosen)
}
