import { keepReasons } from './choice.ts'

/** The words of the language check, for the page and for the browser. */
export const panelWords = {
  introduction: 'These words can put blame on a child or make a child sound older. You decide; nothing is blocked.',
  replaceWith: (found: string) => `Replace “${found}” with:`,
  keep: 'Keep as it is',
  keepWhy: 'Why it should stay',
  chooseReason: 'Choose a reason',
} as const

export function phrasesToLookAt(count: number): string {
  return count === 1 ? '1 phrase to look at' : `${count} phrases to look at`
}

/** What the browser needs to say the same. `%{found}` and `%{alternative}` are filled in there. */
export const islandWords = {
  introduction: panelWords.introduction,
  one: phrasesToLookAt(1),
  many: '%{count} phrases to look at',
  none: 'No phrases to look at',
  showShort: 'Show in the text',
  show: 'Show in the text: “%{found}”',
  replace: 'Replace “%{found}” with “%{alternative}”',
  replaced: 'Replaced with “%{alternative}”.',
  undo: 'Undo',
  undone: 'Put back “%{found}”.',
  keep: panelWords.keep,
  keepWhy: panelWords.keepWhy,
  chooseReason: panelWords.chooseReason,
  kept: 'Kept “%{found}”.',
  reasons: keepReasons,
} as const
