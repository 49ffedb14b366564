import { LngLatBounds, Map as MapView, NavigationControl, setWorkerUrl } from 'maplibre-gl'
import type { MapGeoJSONFeature, StyleSpecification } from 'maplibre-gl'
import type { Feature, FeatureCollection, Polygon } from 'geojson'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'

type Counted = { id: string; n: number; area: string; step: number }
type Hexagons = FeatureCollection<Polygon, Counted>

/** The same shades, from light to dark, as the legend's classes in hexMap.css. */
const shades = ['#d9efe9', '#9fd3c7', '#56aa9d', '#0b6e69', '#063c3a'] as const
const keptView = 'kith map view'

setWorkerUrl(workerUrl)

/** Hexagons on a plain ground: nothing is fetched from elsewhere. Choosing one opens the page with that one chosen. */
class HexMap extends HTMLElement {
  connectedCallback() {
    this.#show().catch(() => this.#fail())
  }

  async #show() {
    await import('./hexMap.css')
    const answer = await fetch(this.dataset['src'] ?? '', { credentials: 'same-origin', headers: { accept: 'application/json' } })
    if (!answer.ok) throw new Error('no hexagons')
    const hexagons: Hexagons = await answer.json()
    const frame = document.createElement('div')
    const said = document.createElement('p')
    frame.className = 'kith-map'
    said.className = 'govuk-body-s kith-map__said'
    said.setAttribute('aria-live', 'polite')
    this.replaceChildren(frame, said)
    const map = new MapView({
      container: frame, style: styleOf(hexagons, this.dataset['chosen'] ?? ''), bounds: boundsOf(hexagons),
      fitBoundsOptions: { padding: 20, animate: false }, attributionControl: false, dragRotate: false,
      pitchWithRotate: false,
      maxPitch: 0, scrollZoom: false, fadeDuration: 0, locale: { 'Map.Title': this.dataset['title'] ?? 'Map' },
    })
    map.touchZoomRotate.disableRotation()
    map.keyboard.disableRotation()
    map.addControl(new NavigationControl({ showCompass: false }))
    keepView(map, this.dataset['page'] ?? '')
    this.#followMouse(map, said)
    followRows(map)
    map.once('idle', () => { this.dataset['ready'] = '' })
  }

  #followMouse(map: MapView, said: HTMLElement) {
    map.on('mousemove', 'hexagons', event => {
      const counted = countedOf(event.features?.[0])
      map.getCanvas().style.cursor = 'pointer'
      said.textContent = counted ? `${counted.area}: ${counted.n}` : ''
      outline(map, counted?.id ?? '')
    })
    map.on('mouseleave', 'hexagons', () => {
      map.getCanvas().style.cursor = ''
      said.textContent = ''
      outline(map, '')
    })
    map.on('click', 'hexagons', event => {
      const counted = countedOf(event.features?.[0])
      if (counted) location.assign(`${this.dataset['page'] ?? ''}&hexagon=${encodeURIComponent(counted.id)}#chosen`)
    })
  }

  #fail() {
    const words = document.createElement('p')
    words.className = 'govuk-inset-text'
    words.textContent = this.dataset['failed'] ?? ''
    this.replaceChildren(words)
    this.dataset['failedToDraw'] = ''
  }
}

function styleOf(hexagons: Hexagons, chosen: string): StyleSpecification {
  return {
    version: 8,
    sources: { hexagons: { type: 'geojson', data: hexagons } },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': '#f6f5f2' } },
      { id: 'hexagons', type: 'fill', source: 'hexagons', paint: {
        'fill-color': ['match', ['get', 'step'], 0, shades[0], 1, shades[1], 2, shades[2], 3, shades[3], shades[4]], 'fill-outline-color': '#5a6b73',
      } },
      { id: 'chosen', type: 'line', source: 'hexagons', filter: ['==', ['get', 'id'], chosen], paint: { 'line-color': '#12263f', 'line-width': 4 } },
      { id: 'pointed', type: 'line', source: 'hexagons', filter: ['==', ['get', 'id'], ''], paint: { 'line-color': '#b35900', 'line-width': 3 } },
    ],
  }
}

function boundsOf({ features }: Hexagons): LngLatBounds {
  const bounds = new LngLatBounds()
  for (const [longitude, latitude] of features.flatMap(pointsOf)) bounds.extend([longitude ?? 0, latitude ?? 0])
  return bounds.isEmpty() ? new LngLatBounds([-6, 50, 2, 56]) : bounds
}

const pointsOf = ({ geometry }: Feature<Polygon>) => geometry.coordinates.flat()

function countedOf(feature: MapGeoJSONFeature | undefined): Counted | undefined {
  const { id, n, area, step } = feature?.properties ?? {}
  return typeof id === 'string' && typeof n === 'number' && typeof step === 'number'
    ? { id, n, area: String(area ?? ''), step }
    : undefined
}

function outline(map: MapView, id: string) {
  if (map.getLayer('pointed')) map.setFilter('pointed', ['==', ['get', 'id'], id])
  for (const row of document.querySelectorAll<HTMLElement>('tr[data-hexagon]'))
    row.classList.toggle('kith-hexagon-row', row.dataset['hexagon'] === id)
}

/** A row of the list under the mouse or with the focus is shown on the map. */
function followRows(map: MapView) {
  for (const row of document.querySelectorAll<HTMLElement>('tr[data-hexagon]')) {
    const show = () => outline(map, row.dataset['hexagon'] ?? '')
    const hide = () => outline(map, '')
    row.addEventListener('mouseenter', show)
    row.addEventListener('focusin', show)
    row.addEventListener('mouseleave', hide)
    row.addEventListener('focusout', hide)
  }
}

/** Choosing a hexagon loads the page again: the map then stands where it stood, for the same figures. */
function keepView(map: MapView, page: string) {
  const kept: { page?: string; centre?: [number, number]; zoom?: number } = JSON.parse(sessionStorage.getItem(keptView) ?? '{}')
  if (kept.page === page && kept.centre && kept.zoom !== undefined) map.jumpTo({ center: kept.centre, zoom: kept.zoom })
  map.on('moveend', () => {
    const { lng, lat } = map.getCenter()
    sessionStorage.setItem(keptView, JSON.stringify({ page, centre: [lng, lat], zoom: map.getZoom() }))
  })
}

export function start(): void {
  if (!customElements.get('hex-map')) customElements.define('hex-map', HexMap)
}

