import { Table } from '../../design/table.tsx'
import { dateText } from '../../language/format.ts'
import { ScaleChart } from './chart.tsx'
import type { ChartPoint } from './chart.tsx'
import { bandOf, bandText, changeBetween, mainPart, ofVersion, scoresOf } from './reading.ts'
import type { Change, ScaleBook } from './reading.ts'
import { informants, informantWords, scaleCodes, scaleForms } from './scale.ts'
import type { Score } from './scale.ts'
import type { FilledScale } from './store.ts'

type Props = { book: ScaleBook; filled: readonly FilledScale[] }

/** Each questionnaire by who filled it in: every figure over time, in a table, with a picture of the one it is followed by. */
export function ScalesView({ book, filled }: Props) {
  return (
    <>
      {scaleCodes.flatMap(scale => informants.map(informant => {
        const series = filled.filter(one => one.scale === scale && one.informant === informant)
        return series.length === 0 ? undefined : <Series {...{ book, series }} key={`${scale}-${informant}`} />
      }))}
    </>
  )
}

function Series({ book, series }: { book: ScaleBook; series: readonly FilledScale[] }) {
  const [first] = series
  const last = series.at(-1)
  if (!first || !last) return <></>
  const title = `${scaleForms[first.scale].title}, filled in by: ${informantWords[first.informant].toLowerCase()}`
  const scored = series.map(one => scoresOf(book, one))
  const parts = scored.at(-1) ?? []
  const scoreOf = (place: number, part: string) => scored[place]?.find(score => score.part === part)
  const main = parts.find(({ part }) => part === mainPart[first.scale])
  const points = series.flatMap(({ takenOn }, place): ChartPoint[] => {
    const value = main && scoreOf(place, main.part)?.value
    return value === undefined ? [] : [{ on: takenOn, value }]
  })
  return (
    <section class="kith-card" data-key={`${first.scale}-${first.informant}`}>
      <h3 class="govuk-heading-s">{title}</h3>
      <Table
        caption={`Scores of ${title}`} captionClasses="govuk-visually-hidden" firstCellIsHeader
        head={[{ text: 'Score' }, ...series.map(({ takenOn }) => ({ text: dateText(takenOn) })), ...series.length > 1 ? [{ text: 'Change' }] : []]}
        rows={parts.map(score => [
          { text: `${score.title} (${score.least} to ${score.most})` },
          ...series.map((one, place) => ({ text: scoreText({ book, one, score: scoreOf(place, score.part) }) })),
          ...series.length > 1 ? [{ text: changeText(changeOf({ book, first, last }, scoreOf(0, score.part), score)) }] : [],
        ])}
      />
      {main ? <ScaleChart title={main.title} least={main.least} most={main.most} points={points} /> : undefined}
      <Sources {...{ book, last }} />
    </section>
  )
}

type Ends = { book: ScaleBook; first: FilledScale; last: FilledScale }

const changeOf = ({ book, first, last }: Ends, before: Score | undefined, after: Score): Change | undefined =>
  before && first.version === last.version ? changeBetween(book, last, before, after) : undefined

function scoreText({ book, one, score }: { book: ScaleBook; one: FilledScale; score: Score | undefined }): string {
  if (score?.value === undefined) return 'Too few answers'
  const band = bandOf(book, one, score)
  return [
    `${score.value}${band ? `: ${bandText(band.band, score.moreIsBetter)}` : ''}`, score.madeUp ? `(${score.madeUp} left blank, made up)` : '',
  ].filter(Boolean).join(' ')
}

const directionWords = { better: 'better', worse: 'worse', same: 'no change' } as const

function changeText(change: Change | undefined): string {
  if (!change) return 'Cannot be compared'
  const by = `${change.by > 0 ? '+' : change.by < 0 ? '−' : ''}${Math.abs(change.by)}, ${directionWords[change.direction]}`
  return change.isReliable === undefined ? by : `${by}; ${change.isReliable ? 'more than chance' : 'may be chance'}`
}

/** Where the bands and the least change come from, and whether anybody has compared them with the original. */
function Sources({ book, last }: { book: ScaleBook; last: FilledScale }) {
  const bands = book.bands.filter(band => band.scale === last.scale && band.version === last.version && band.informant === last.informant)
  const change = book.changes.get(ofVersion(last.scale, last.version))
  const sources = [...new Set(bands.map(({ source }) => source))]
  return (
    <p class="govuk-hint">
      {sources.length > 0 ? `Bands: ${sources.join('; ')}. ` : 'No bands are published for this scale. '}
      {change ? `More than chance: a change of ${change.least} or more (${change.source}).`
        : 'No least change was published that could be checked, so only the difference is shown.'}
      {' '}A score is one thing that is known of a child, and decides nothing by itself.
    </p>
  )
}
