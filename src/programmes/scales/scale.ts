/** Which scales are scored. Their wording belongs to their owners: here are numbers of items and values, nothing else. */
export const scaleCodes = ['sdq', 'swemwbs', 'wemwbs'] as const
export type ScaleCode = typeof scaleCodes[number]

export const informants = ['parent', 'teacher', 'self'] as const
export type Informant = typeof informants[number]
export const informantWords: Readonly<Record<Informant, string>> = {
  parent: 'A parent or carer', teacher: 'A teacher', self: 'The young person',
}

/** Answers by the name of the item (`1` … `25`, `i1` … `i5` for impact); what was left blank is not in it. */
export type ItemAnswers = Readonly<Record<string, number>>

/** One figure of a scored scale; no value where too many items were left blank. */
export type Score = Readonly<{
  part: string; title: string; value?: number; least: number; most: number
  /** Items that were left blank and made up for from the others. */
  madeUp?: number
  moreIsBetter: boolean
}>

export type ScaleForm = Readonly<{
  code: ScaleCode; title: string; informants: readonly Informant[]; items: readonly string[]
  /** Further items with values of their own. */
  further: (informant: Informant) => readonly string[]
  values: readonly Readonly<{ value: number; text: string }>[]
  furtherValues: readonly Readonly<{ value: number; text: string }>[]
}>

const numbered = (count: number, prefix = '') => Array.from({ length: count }, (_, place) => `${prefix}${place + 1}`)
const plainValues = (values: readonly number[]) => values.map(value => ({ value, text: String(value) }))

/** The values are the numbers that stand beside the answers on the owners' forms. */
export const scaleForms: Readonly<Record<ScaleCode, ScaleForm>> = {
  sdq: {
    code: 'sdq', title: 'SDQ', informants, items: numbered(25), values: plainValues([0, 1, 2]),
    further: informant => numbered(informant === 'teacher' ? 3 : 5, 'i'), furtherValues: plainValues([0, 1, 2, 3]),
  },
  swemwbs: { code: 'swemwbs', title: 'SWEMWBS', informants: ['self'], items: numbered(7), values: plainValues([1, 2, 3, 4, 5]), further: () => [], furtherValues: [] },
  wemwbs: { code: 'wemwbs', title: 'WEMWBS', informants: ['self'], items: numbered(14), values: plainValues([1, 2, 3, 4, 5]), further: () => [], furtherValues: [] },
}

/** What is wrong with answers, by item: a value that the form does not have, or an item that it does not have. */
export function wrongAnswers(form: ScaleForm, informant: Informant, answers: ItemAnswers): string[] {
  const further = form.further(informant)
  return Object.entries(answers).flatMap(([item, value]) => {
    const values = form.items.includes(item) ? form.values : further.includes(item) ? form.furtherValues : []
    return values.some(allowed => allowed.value === value) ? [] : [item]
  })
}
