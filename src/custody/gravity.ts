/** A published aid to a decision about an offence, as data. It never says anything about the child as a person. */
export type GravityMatrix = Readonly<{
  title: string
  offences: readonly Readonly<{ code: string; title: string; score: number }>[]
  factors: readonly Readonly<{ code: string; title: string; points: number }>[]
  least: number
  most: number
  /** What is usual up to a score. */
  usual: readonly Readonly<{ upTo: number; text: string }>[]
}>

export type Gravity = Readonly<{
  score: number; lines: readonly Readonly<{ text: string; points: number }>[]; usual: string,
}>

/** How the number comes about, line by line; nothing for an offence that the matrix does not know. A human decides. */
export function gravityOf(matrix: GravityMatrix, offence: string, factors: readonly string[]): Gravity | undefined {
  const base = matrix.offences.find(({ code }) => code === offence)
  if (!base) return undefined
  const counted = matrix.factors.filter(({ code }) => factors.includes(code))
  const sum = counted.reduce((total, { points }) => total + points, base.score)
  const score = Math.min(matrix.most, Math.max(matrix.least, sum))
  return {
    score,
    lines: [
      { text: base.title, points: base.score }, ...counted.map(({ title, points }) => ({ text: title, points })),
      ...(score === sum ? [] : [
        { text: sum > score ? `Never more than ${score}` : `Never less than ${score}`, points: score - sum },
      ]),
    ],
    usual: matrix.usual.find(({ upTo }) => score <= upTo)?.text ?? '',
  }
}
