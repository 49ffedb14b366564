import { announce, element, word } from './words.ts'

/** Forms marked `data-upload`: a file dropped on the form, a progress bar, and a way to stop. */
export function start(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-upload]')) prepare(form)
}

function fileInput(form: HTMLFormElement): HTMLInputElement | null {
  return form.querySelector<HTMLInputElement>('input[type="file"]')
}

function prepare(form: HTMLFormElement) {
  const input = fileInput(form)
  if (!input) return
  form.classList.add('kith-upload')
  input.after(element('span', 'govuk-hint', ` ${word('upload', 'drop')}`))
  for (const kind of ['dragover', 'dragleave', 'drop'] as const) {
    form.addEventListener(kind, event => {
      event.preventDefault()
      form.classList.toggle('kith-upload--over', kind === 'dragover')
      if (kind === 'drop' && event.dataTransfer?.files.length) {
        input.files = event.dataTransfer.files
        input.dispatchEvent(new Event('change', { bubbles: true }))
      }
    })
  }
  form.addEventListener('submit', event => {
    if (!input.files?.length) return
    event.preventDefault()
    send(form)
  })
}

function send(form: HTMLFormElement) {
  const request = new XMLHttpRequest()
  const bar = progressBar(form, () => request.abort())
  request.upload.addEventListener('progress', ({ loaded, total }) => bar.show(Math.floor(loaded / total * 100)))
  request.upload.addEventListener('load', () => bar.say(word('upload', 'checking')))
  request.addEventListener('error', () => bar.end(word('upload', 'failed')))
  request.addEventListener('abort', () => bar.end(word('upload', 'cancelled')))
  request.addEventListener('load', () => {
    if (request.status < 400) location.assign(request.responseURL)
    else if (!showAnswer(request.responseText)) bar.end(word('upload', 'failed'))
  })
  request.open('POST', form.action)
  request.send(new FormData(form))
}

/** A refused file comes back as the page with its error summary. */
function showAnswer(html: string): boolean {
  const page = new DOMParser().parseFromString(html, 'text/html')
  const main = page.querySelector('main')
  if (!main) return false
  document.title = page.title
  document.querySelector('main')?.replaceWith(document.importNode(main, true))
  document.querySelector<HTMLElement>('.govuk-error-summary')?.focus()
  start()
  return true
}

function progressBar(form: HTMLFormElement, cancel: () => void) {
  const bar = document.createElement('progress')
  const text = element('span', '', word('upload', 'progress', { percent: 0 }))
  const stop = element('button', 'govuk-button govuk-button--secondary', word('upload', 'cancel'))
  const box = element('div', 'kith-upload__progress', element('p', 'govuk-body', text), bar, ' ', stop)
  const buttons = [...form.querySelectorAll<HTMLButtonElement>('button[type="submit"]')]
  let said = 0
  bar.max = 100
  bar.value = 0
  bar.setAttribute('aria-label', word('upload', 'progress', { percent: '' }))
  stop.setAttribute('type', 'button')
  stop.addEventListener('click', cancel)
  form.querySelector('.kith-upload__progress')?.remove()
  form.append(box)
  for (const button of buttons) button.disabled = true
  const say = (words: string) => {
    text.textContent = words
    announce(words)
  }
  return {
    say,
    show(percent: number) {
      bar.value = percent
      text.textContent = word('upload', 'progress', { percent })
      if (percent - said < 25) return
      said = percent
      announce(text.textContent)
    },
    end(words: string) {
      bar.remove()
      stop.remove()
      for (const button of buttons) button.disabled = false
      say(words)
    },
  }
}
