import { scoreSdq } from './sdq.ts'
import type { Informant, ItemAnswers, ScaleCode, Score } from './scale.ts'
import { scoreShortWellbeing, scoreWellbeing } from './wellbeing.ts'
import type { Conversion } from './wellbeing.ts'

export type Band = Readonly<{
  scale: string; version: number; informant: string; part: string; band: string; least: number; most: number
  source: string; verified: boolean
}>
export type LeastChange = Readonly<{ least: number; source: string; verified: boolean }>
/** The published reference data that scoring needs, by version. */
export type ScaleBook = Readonly<{
  bands: readonly Band[]; conversions: ReadonlyMap<string, Conversion>; changes: ReadonlyMap<string, LeastChange>
}>

export type Filled = Readonly<{ scale: ScaleCode; informant: Informant; version: number; answers: ItemAnswers }>
export const ofVersion = (scale: string, version: number): string => `${scale} ${version}`

export function scoresOf(book: ScaleBook, { scale, informant, version, answers }: Filled): Score[] {
  if (scale === 'sdq') return scoreSdq(answers, informant)
  if (scale === 'wemwbs') return scoreWellbeing(answers)
  return scoreShortWellbeing(answers, book.conversions.get(ofVersion(scale, version)) ?? new Map())
}

/** The figure by which a scale is followed over time. */
export const mainPart: Readonly<Record<ScaleCode, string>> = { sdq: 'total', swemwbs: 'metric', wemwbs: 'total' }

/** How a score is called, in the version that was in force when it was filled in; nothing where nothing was published. */
export function bandOf(book: ScaleBook, { scale, informant, version }: Filled, { part, value }: Score): Band | undefined {
  return value === undefined ? undefined : book.bands.find(band => band.scale === scale && band.version === version
    && band.informant === informant && band.part === part && value >= band.least && value <= band.most)
}

const raised: Readonly<Record<string, string>> = { average: 'Close to average', slight: 'Slightly raised', high: 'High', very_high: 'Very high' }
const lowered: Readonly<Record<string, string>> = { average: 'Close to average', slight: 'Slightly lowered', high: 'Low', very_high: 'Very low' }

export const bandText = (band: string, moreIsBetter: boolean): string => (moreIsBetter ? lowered : raised)[band] ?? band

export type Change = Readonly<{
  by: number; direction: 'better' | 'worse' | 'same'
  /** Whether it is more than chance would make; nothing where no such figure was published for the scale. */
  isReliable?: boolean
}>

/** From the first of two scores to the second. Only the figure that a scale is followed by has a published least change. */
export function changeBetween(book: ScaleBook, filled: Filled, first: Score, second: Score): Change | undefined {
  if (first.value === undefined || second.value === undefined || first.part !== second.part) return undefined
  const by = Math.round((second.value - first.value) * 100) / 100
  const least = first.part === mainPart[filled.scale] ? book.changes.get(ofVersion(filled.scale, filled.version)) : undefined
  return {
    by, direction: by === 0 ? 'same' : (by > 0) === first.moreIsBetter ? 'better' : 'worse',
    ...(least && { isReliable: Math.abs(by) >= least.least }),
  }
}
