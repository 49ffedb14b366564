import { shortDateText } from '../../language/format.ts'

export type ChartPoint = Readonly<{ on: string; value: number }>
type Props = { title: string; least: number; most: number; points: readonly ChartPoint[] }

const size = { width: 320, height: 140, left: 36, right: 12, top: 12, bottom: 28 }

/** Scores over time, made on the server. The same figures stand in the table beside it, which is what is read aloud. */
export function ScaleChart({ title, least, most, points }: Props) {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || points.length < 2) return <></>
  const [from, until] = [Date.parse(first.on), Date.parse(last.on)]
  const x = ({ on }: ChartPoint, place: number) => Math.round(size.left + (size.width - size.left - size.right)
    * (until > from ? (Date.parse(on) - from) / (until - from) : place / (points.length - 1)))
  const y = (value: number) => Math.round(size.top + (size.height - size.top - size.bottom) * (1 - (value - least) / (most - least)))
  const line = points.map((point, place) => `${x(point, place)},${y(point.value)}`).join(' ')
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg" aria-hidden="true" viewBox={`0 0 ${size.width} ${size.height}`} width={size.width}
      height={size.height} font-size="12" fill="currentColor"
    >
      <title>{title}</title>
      {[least, most].map(value => (
        <>
          <line x1={size.left} x2={size.width - size.right} y1={y(value)} y2={y(value)} stroke="#b1b4b6" />
          <text x={size.left - 6} y={y(value) + 4} text-anchor="end">{value}</text>
        </>
      ))}
      <polyline points={line} fill="none" stroke="#1d70b8" stroke-width="2" />
      {points.map((point, place) => <circle cx={x(point, place)} cy={y(point.value)} r="4" fill="#1d70b8" />)}
      <text x={size.left} y={size.height - 6}>{shortDateText(first.on)}</text>
      <text x={size.width - size.right} y={size.height - 6} text-anchor="end">{shortDateText(last.on)}</text>
    </svg>
  )
}
