import type { Facts } from '../practice/practice.ts'
import { textIn } from '../practice/question.ts'
import type { Asked } from './counting.ts'

/** `step`: the step that settles it. */
export type Due = Readonly<{ text: string; step: string; isUrgent: boolean }>

/** What is owed to this child and not done yet, the most pressing first. */
export function notDoneYet({ episode, entries }: Pick<Facts, 'episode' | 'entries'>, asked: readonly Asked[]): Due[] {
  const has = (step: string) => entries.some(entry => entry.step === step)
  const newest = (kind: string) => asked.filter(one => one.kind === kind)
    .toSorted((one, other) => other.openedAt.getTime() - one.openedAt.getTime())[0]
  const brought = entries.find(({ step }) => step === 'begin')?.answers ?? {}
  const adult = newest('adult_request')
  const isIn = episode.closedAt === undefined
  const isHere = has('adult_here')
  const isHeld = episode.state === 'held'
  const isUnwell = textIn(brought, 'injured') === 'yes' || textIn(brought, 'unwell') === 'yes'
  const isExploited = textIn(brought, 'exploited') === 'yes'
  const due = (isOpen: boolean, step: string, text: string): Due[] =>
    isOpen ? [{ text, step, isUrgent: step !== 'rights' }] : []
  const scheme = entries.some(({ step, answers }) => step === 'ask_adult' && textIn(answers, 'whom') === 'scheme')
  return [
    ...due(isIn && !isHere && adult?.state === 'nobody', 'ask_adult', 'Nobody from the scheme can come. Ask somebody else for this child.'),
    ...due(isIn && !isHere && scheme && !adult, 'ask_adult', 'No agreement lets Kith ask the appropriate adult scheme. Ring them.'),
    ...due(isIn && !isHere && !has('ask_adult'), 'ask_adult', 'Ask for an appropriate adult.'),
    ...due(isIn && !has('parent_told'), 'parent_told', 'Tell the person responsible for the child.'),
    ...due(isIn && isHere && !has('rights'), 'rights', 'Give the rights again, now that the adult is here.'),
    ...due(isIn && isUnwell && !has('health'), 'health', 'Let health care see the child.'),
    ...due(isExploited && !has('front_door'), 'front_door', 'There are signs that somebody uses or hurts the child: tell the front door.'),
    ...due(isHeld && !has('ask_bed'), 'ask_bed', 'Ask the council for a bed.'),
    ...due(isHeld && has('ask_bed') && !newest('bed_request'), 'ask_bed', 'No agreement lets Kith ask the council. Ring them.'),
    ...due(!newest('liaison_offer'), 'ask_liaison',
      'Nobody was asked to offer the family follow-up. Ask liaison and diversion again, or ring them.'),
  ]
}
