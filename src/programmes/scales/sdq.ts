import type { Informant, ItemAnswers, Score } from './scale.ts'

type Part = Readonly<{ part: string; title: string; items: readonly number[]; moreIsBetter?: boolean }>

/** Items by their number on the authorised form, as the owner's scoring instructions group them. */
const parts: readonly Part[] = [
  { part: 'emotional', title: 'Emotional symptoms', items: [3, 8, 13, 16, 24] },
  { part: 'conduct', title: 'Conduct problems', items: [5, 7, 12, 18, 22] },
  { part: 'hyperactivity', title: 'Hyperactivity', items: [2, 10, 15, 21, 25] },
  { part: 'peer', title: 'Peer problems', items: [6, 11, 14, 19, 23] },
  { part: 'prosocial', title: 'Prosocial behaviour', items: [1, 4, 9, 17, 20], moreIsBetter: true },
]
/** Items whose "certainly true" says something good within a subscale of difficulties. */
const reversed = new Set([7, 11, 14, 21, 25])
const itemsOfPart = 5
/** The instructions score a subscale from three of its five items on, made up to five. */
const leastAnswered = 3

/** Five subscales of 0 to 10, total difficulties of 0 to 40 without the prosocial one, and impact where it was filled in. */
export function scoreSdq(answers: ItemAnswers, informant: Informant): Score[] {
  const scores = parts.map(part => scorePart(part, answers))
  const difficulties = scores.filter(({ moreIsBetter }) => !moreIsBetter)
  const values = difficulties.flatMap(({ value }) => value === undefined ? [] : [value])
  const total: Score = {
    part: 'total', title: 'Total difficulties', least: 0, most: 40, moreIsBetter: false,
    ...(values.length === difficulties.length && { value: values.reduce((sum, value) => sum + value, 0) }),
  }
  const impact = scoreImpact(answers, informant)
  return [total, ...scores, ...impact ? [impact] : []]
}

function scorePart({ part, title, items, moreIsBetter = false }: Part, answers: ItemAnswers): Score {
  const given = items.flatMap(item => {
    const value = answers[String(item)]
    return value === undefined ? [] : [reversed.has(item) ? 2 - value : value]
  })
  const mean = given.reduce((sum, value) => sum + value, 0) / given.length
  const madeUp = itemsOfPart - given.length
  return {
    part, title, least: 0, most: 10, moreIsBetter,
    ...(given.length >= leastAnswered && { value: Math.floor(mean * itemsOfPart + 0.5), ...(madeUp > 0 && { madeUp }) }),
  }
}

/**
 * Distress and what it gets in the way of: "not at all" and "a little" count nothing. Nothing is made up for a blank here,
 * because the published rules that could be read do not say how.
 */
function scoreImpact(answers: ItemAnswers, informant: Informant): Score | undefined {
  const items = Array.from({ length: informant === 'teacher' ? 3 : 5 }, (_, place) => answers[`i${place + 1}`])
  const given = items.filter(value => value !== undefined)
  if (given.length === 0) return undefined
  return {
    part: 'impact', title: 'Impact', least: 0, most: items.length * 2, moreIsBetter: false,
    ...(given.length === items.length && { value: given.reduce((sum, value) => sum + Math.max(0, value - 1), 0) }),
  }
}
