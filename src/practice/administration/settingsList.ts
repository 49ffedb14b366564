import { digestSetting } from '../digest/digestSetting.ts'
import { beginning, questionsSetting } from '../localQuestions.ts'
import type { PracticeRoom } from '../room.ts'
import type { Setting } from '../settings.ts'

export type ListedSetting = Readonly<{ setting: Setting; group: 'values' | 'questions' }>

/** Every local value that a partnership can set: those of the rooms, those of the house, and further questions of each step. */
export function listSettings(rooms: readonly PracticeRoom[]): ListedSetting[] {
  const values: Setting[] = [...rooms.flatMap(room => room.settings ?? []), digestSetting]
  const questions = rooms.flatMap(room => room.practices).flatMap(({ kind, words }) =>
    [[beginning, 'when it begins'], ...Object.entries(words.steps).map(([step, { button }]) => [step, button])]
      .map(([step = '', text = '']): Setting => ({ ...questionsSetting(kind, step), title: `Further questions: ${words.one}, ${text}` })))
  return [
    ...values.map(setting => ({ setting, group: 'values' as const })),
    ...questions.map(setting => ({ setting, group: 'questions' as const })),
  ]
}
