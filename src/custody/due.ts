import type { Facts } from '../practice/practice.ts'
import { textIn } from '../practice/question.ts'
import type { Asked } from './counting.ts'

export type Due = Readonly<{ text: string; isUrgent: boolean }>

/** What is owed to this child and not done yet, the most pressing first. */
export function notDoneYet({ episode, entries }: Pick<Facts, 'episode' | 'entries'>, asked: readonly Asked[]): Due[] {
  const has = (step: string) => entries.some(entry => entry.step === step)
  const newest = (kind: string) => asked.filter(one => one.kind === kind)
    .toSorted((one, other) => other.openedAt.getTime() - one.openedAt.getTime())[0]
  const brought = entries.find(({ step }) => step === 'begin')?.answers ?? {}
  const adult = newest('adult_request')
  const isIn = episode.closedAt === undefined
  const due = (isOpen: boolean, text: string, isUrgent = false): Due[] => isOpen ? [{ text, isUrgent }] : []
  const scheme = entries.some(({ step, answers }) => step === 'ask_adult' && textIn(answers, 'whom') === 'scheme')
  return [
    ...due(isIn && !has('adult_here') && adult?.state === 'nobody', 'Nobody from the scheme can come. Ask somebody else for this child.', true),
    ...due(isIn && !has('adult_here') && scheme && !adult, 'No agreement lets Kith ask the appropriate adult scheme. Ring them.', true),
    ...due(isIn && !has('ask_adult') && !has('adult_here'), 'Ask for an appropriate adult.', true),
    ...due(isIn && !has('parent_told'), 'Tell the person responsible for the child.', true),
    ...due(isIn && has('adult_here') && !has('rights'), 'Give the rights again, now that the adult is here.'),
    ...due(isIn && !has('health') && (textIn(brought, 'injured') === 'yes' || textIn(brought, 'unwell') === 'yes'), 'Let health care see the child.', true),
    ...due(textIn(brought, 'exploited') === 'yes' && !has('front_door'), 'There are signs that somebody uses or hurts the child: tell the front door.', true),
    ...due(episode.state === 'held' && !has('ask_bed'), 'Ask the council for a bed.', true),
    ...due(episode.state === 'held' && has('ask_bed') && !newest('bed_request'), 'No agreement lets Kith ask the council. Ring them.', true),
    ...due(!newest('liaison_offer'), 'Nobody was asked to offer the family follow-up. Ask liaison and diversion again, or ring them.', true),
  ]
}
