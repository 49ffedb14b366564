import { expect, test } from 'vitest'
import { checkWording } from './check.ts'
import { replaceFinding } from './replace.ts'
import { starterLexicon } from './starterLexicon.ts'

function replaced(text: string, place = 0): string {
  const [finding] = checkWording(text, starterLexicon)
  return finding ? replaceFinding(text, finding, finding.alternatives[place] ?? '') : text
}

test.each([
  ['Absconded at 9pm.', 'Went missing at 9pm.'],
  ['She had absconded.', 'She had gone missing.'],
  ['He absconds weekly.', 'He goes missing weekly.'],
  ['AWOL since Monday', 'Missing since Monday'],
  ['He is AWOL', 'He is missing'],
  ['DNA her appointment', 'Was not brought to her appointment'],
  ['SHE WAS PUTTING HERSELF AT RISK', 'SHE WAS IN A SITUATION THAT COULD REDUCE HER SAFETY'],
  ['They are putting themselves at risk.', 'They are in a situation that could reduce their safety.'],
  ['She has been putting herself at risk.', 'She has been in a situation that could reduce her safety.'],
  ['He was involved in CCE.', 'He was a victim of child criminal exploitation.'],
  ['She has been contacting adult men online', 'She has been contacted by adults online'],
  ['He acts older than his age.', 'He is aged [age].'],
  ['Two young women left.', 'Two girls left.'],
  ['She is choosing to stay.', 'She may be under pressure to stay.'],
  ['She disclosed to her teacher', 'She told her teacher'],
])('“%s” becomes “%s”', (text, expected) => {
  expect(replaced(text)).toBe(expected)
})
