import { word } from './words.ts'

/** Says how much room is left; never cuts off what is being written. */
export function start(): void {
  for (const group of document.querySelectorAll<HTMLElement>('[data-module="govuk-character-count"]')) prepare(group)
}

function prepare(group: HTMLElement) {
  const field = group.querySelector<HTMLTextAreaElement>('.govuk-js-character-count')
  const message = group.querySelector<HTMLElement>('.govuk-character-count__message')
  const words = Number(group.dataset['maxwords'] ?? 0)
  const limit = words || Number(group.dataset['maxlength'] ?? 0)
  if (!field || !message || !limit) return
  const threshold = limit * Number(group.dataset['threshold'] ?? 0) / 100
  const show = () => {
    const count = words ? field.value.match(/\S+/g)?.length ?? 0 : field.value.length
    const left = limit - count
    const key = `${words ? 'words' : 'characters'}${left < 0 ? 'Over' : 'Left'}`
    message.textContent = word('count', key, { count: Math.abs(left) })
    message.classList.toggle('govuk-character-count__message--disabled', count < threshold)
    message.classList.toggle('govuk-error-message', left < 0)
    message.classList.toggle('govuk-hint', left >= 0)
    field.classList.toggle('govuk-textarea--error', left < 0)
  }
  message.setAttribute('aria-live', 'polite')
  let timer: ReturnType<typeof setTimeout> | undefined
  field.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(show, 500)
  })
  show()
}
