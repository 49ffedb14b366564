import type { ItemAnswers, Score } from './scale.ts'

/** The published table by which a raw score of the short scale becomes one of equal steps: raw → metric. */
export type Conversion = ReadonlyMap<number, number>

const shortItems = 7
const longItems = 14

/** Seven items of 1 to 5, added and converted. A short scale with a blank has no score: the table knows whole ones only. */
export function scoreShortWellbeing(answers: ItemAnswers, conversion: Conversion): Score[] {
  const raw = sumOf(answers, shortItems)
  const metric = raw === undefined ? undefined : conversion.get(raw)
  return [
    { part: 'metric', title: 'Wellbeing, converted', least: 7, most: 35, moreIsBetter: true, ...(metric !== undefined && { value: metric }) },
    { part: 'raw', title: 'Wellbeing, raw sum', least: 7, most: 35, moreIsBetter: true, ...(raw !== undefined && { value: raw }) },
  ]
}

/** Fourteen items of 1 to 5, added. */
export function scoreWellbeing(answers: ItemAnswers): Score[] {
  const value = sumOf(answers, longItems)
  return [{ part: 'total', title: 'Wellbeing', least: 14, most: 70, moreIsBetter: true, ...(value !== undefined && { value }) }]
}

function sumOf(answers: ItemAnswers, count: number): number | undefined {
  const given = Array.from({ length: count }, (_, place) => answers[String(place + 1)]).filter(value => value !== undefined)
  return given.length === count ? given.reduce((sum, value) => sum + value, 0) : undefined
}
