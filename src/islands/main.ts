import { startForms } from './forms.ts'
import { startKeyboard } from './keyboard.ts'
import { defineLiveRegion } from './liveRegion.ts'
import { startQuickHide } from './quickHide.ts'

type Island = { start?: () => void }

/** Browser code that is fetched only by pages that need it. A module starts itself, or exports `start`. */
const files = import.meta.glob<Island>([
  './autosave.ts', './characterCount.ts', './hexMap.ts', './tabs.ts', './upload.ts', './wordCheck.ts',
])

const lazy = {
  'form[data-autosave]': './autosave.ts',
  '[data-module="govuk-character-count"]': './characterCount.ts',
  '[data-module="govuk-tabs"]': './tabs.ts',
  'form[data-upload]': './upload.ts',
  'hex-map': './hexMap.ts',
  'word-check': './wordCheck.ts',
} as const

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
startQuickHide()
startForms()
startKeyboard()
defineLiveRegion()
for (const [selector, file] of Object.entries(lazy)) if (document.querySelector(selector)) void load(file)

async function load(file: string) {
  const island = await files[file]?.()
  island?.start?.()
}
