import { filled } from '../language/catalogue.ts'
import { useTexts } from './texts.ts'

/** The truth about what is saved; the autosave island keeps it up to date. */
export function SaveState({ savedAt }: { savedAt?: string | undefined }) {
  const { saving } = useTexts()
  return (
    <output class="kith-save" data-save-state="idle">
      {savedAt ? filled(saving.saved, { time: savedAt }) : saving.whenYouContinue}
    </output>
  )
}
