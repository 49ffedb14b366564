import { movesOf } from '../../life.ts'
import type { Life } from '../../life.ts'

type Words = { states: Readonly<Record<string, string>>; steps: Readonly<Record<string, { button: string }>> }
type Edge = { to: string; labels: string[] }
type Box = { state: string; top: number; height: number; edges: Edge[]; stays: string[] }

const line = 20
const boxLeft = 12
const boxWidth = 210
const boxRight = boxLeft + boxWidth
const gap = 26

/** States in the order in which they are reached from the first one; those that nothing reaches come last. */
export function inOrder(life: Life, first: string): string[] {
  const reached = new Set([first])
  for (const state of reached) for (const taken of Object.values(life[state] ?? {})) if (taken) reached.add(taken.to)
  return [...reached, ...Object.keys(life).filter(state => !reached.has(state))]
}

function boxesOf(life: Life, first: string, words: Words): Box[] {
  const moves = movesOf(life)
  const label = (step: string) => words.steps[step]?.button ?? step
  let top = 12
  return inOrder(life, first).map(state => {
    const own = moves.filter(({ from }) => from === state)
    const stays = own.filter(({ to }) => to === state).map(({ step }) => label(step))
    const targets = [...new Set(own.map(({ to }) => to))].filter(to => to !== state)
    const edges = targets.map(to => ({ to, labels: own.filter(move => move.to === to).map(({ step }) => label(step)) }))
    const lines = edges.reduce((sum, edge) => sum + edge.labels.length, 0) + stays.length
    const box = { state, top, height: Math.max(2, lines + 1) * line + 12, edges, stays }
    top += box.height + gap
    return box
  })
}

type Route = { from: Box; to: Box; labels: string[]; y: number; lane: number }

/** Each arrow leaves at its own height and climbs in the first lane in which nothing else runs beside it. */
function routesOf(boxes: readonly Box[]): Route[] {
  const lanes: { low: number; high: number }[][] = []
  return boxes.flatMap(from => {
    let y = from.top + line
    return from.edges.flatMap(edge => {
      const to = boxes.find(({ state }) => state === edge.to)
      if (!to) return []
      y += edge.labels.length * line
      const [low = 0, high = 0] = [y, to.top + 14].toSorted((one, other) => one - other)
      const isFree = (lane: { low: number; high: number }[]) => lane.every(run => run.high < low - 4 || run.low > high + 4)
      const found = lanes.findIndex(isFree)
      const lane = found < 0 ? lanes.push([]) - 1 : found
      lanes[lane]?.push({ low, high })
      return [{ from, to, labels: edge.labels, y, lane }]
    })
  })
}

/** The life as a picture, made from its table: states from top to bottom, every step an arrow with its words. */
export function LifeDiagram({ life, first, words, title }: { life: Life; first: string; words: Words; title: string }) {
  const boxes = boxesOf(life, first, words)
  const routes = routesOf(boxes)
  const longest = Math.max(12, ...boxes.flatMap(({ edges, stays }) => [...edges.flatMap(({ labels }) => labels), ...stays])
    .map(text => text.length + 3))
  const lanesAt = boxRight + 16 + longest * 7.6
  const width = lanesAt + (Math.max(0, ...routes.map(({ lane }) => lane)) + 1) * 16 + 12
  const last = boxes.at(-1)
  const height = last ? last.top + last.height + 12 : 40
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg" aria-label={title} viewBox={`0 0 ${width} ${height}`} width={width}
      height={height} font-family="inherit" font-size="14" fill="currentColor"
    >
      <title>{title}</title>
      {routes.map(route => <Arrow route={route} lanesAt={lanesAt} />)}
      {boxes.map(box => <StateBox box={box} words={words} />)}
    </svg>
  )
}

function Arrow({ route: { to, y, lane }, lanesAt }: { route: Route; lanesAt: number }) {
  const x = lanesAt + lane * 16
  const end = to.top + 14
  return (
    <>
      <path d={`M${boxRight} ${y + 5}H${x}V${end}H${boxRight + 7}`} fill="none" stroke="currentColor" stroke-opacity="0.55" />
      <path d={`M${boxRight} ${end}l9 -5v10z`} />
    </>
  )
}

function StateBox({ box: { state, top, height, edges, stays }, words }: { box: Box; words: Words }) {
  const labels = [...edges.flatMap(edge => edge.labels), ...stays.map(text => `\u21bb ${text}`)]
  const name = words.states[state] ?? state
  return (
    <>
      <rect
        x={boxLeft} y={top} width={boxWidth} height={height} rx="3" fill="currentColor" fill-opacity="0.06" stroke="currentColor"
      />
      <text x={boxLeft + 12} y={top + 24} font-weight="bold">
        {linesOf(name).map((text, place) => <tspan x={boxLeft + 12} dy={place === 0 ? 0 : line}>{text}</tspan>)}
      </text>
      {labels.map((text, place) => <text x={boxRight + 12} y={top + line * (place + 2) + 1}>{text}</text>)}
    </>
  )
}

/** At most two lines of a name in its box. */
function linesOf(name: string): string[] {
  if (name.length <= 25) return [name]
  const at = name.lastIndexOf(' ', 25)
  return at < 1 ? [name] : [name.slice(0, at), name.slice(at + 1)]
}
