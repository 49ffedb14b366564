import { readFileSync } from 'node:fs'
import { raw } from 'hono/html'
import { jsx } from 'hono/jsx'
import { describe, expect, test } from 'vitest'
import { BackLink } from './backLink.tsx'
import { Breadcrumbs } from './breadcrumbs.tsx'
import { Button } from './button.tsx'
import { CharacterCount } from './characterCount.tsx'
import { Checkboxes } from './checkboxes.tsx'
import { DateInput } from './dateInput.tsx'
import { Details } from './details.tsx'
import { ErrorMessage } from './errorMessage.tsx'
import { ErrorSummary } from './errorSummary.tsx'
import { ExitThisPage } from './exitThisPage.tsx'
import { Fieldset } from './fieldset.tsx'
import { FileUpload } from './fileUpload.tsx'
import { Hint } from './hint.tsx'
import { Input } from './input.tsx'
import { InsetText } from './insetText.tsx'
import { Label } from './label.tsx'
import { normalisedHtml } from './normalisedHtml.ts'
import { NotificationBanner } from './notificationBanner.tsx'
import { Pagination } from './pagination.tsx'
import { Panel } from './panel.tsx'
import { PhaseBanner } from './phaseBanner.tsx'
import { Radios } from './radios.tsx'
import { Select } from './select.tsx'
import { SkipLink } from './skipLink.tsx'
import { SummaryList } from './summaryList.tsx'
import { Table } from './table.tsx'
import { Tabs } from './tabs.tsx'
import { Tag } from './tag.tsx'
import { TaskList } from './taskList.tsx'
import { Textarea } from './textarea.tsx'
import { WarningText } from './warningText.tsx'

const components = {
  'back-link': BackLink, breadcrumbs: Breadcrumbs, button: Button, 'character-count': CharacterCount,
  checkboxes: Checkboxes, 'date-input': DateInput, details: Details, 'error-message': ErrorMessage,
  'error-summary': ErrorSummary, 'exit-this-page': ExitThisPage, fieldset: Fieldset, 'file-upload': FileUpload,
  hint: Hint, input: Input, 'inset-text': InsetText, label: Label, 'notification-banner': NotificationBanner,
  pagination: Pagination, panel: Panel, 'phase-banner': PhaseBanner, radios: Radios, select: Select,
  'skip-link': SkipLink, 'summary-list': SummaryList, table: Table, tabs: Tabs, tag: Tag, 'task-list': TaskList,
  textarea: Textarea, 'warning-text': WarningText,
} as const

/** Cases that our components leave out on purpose, each with its reason. */
const excluded: Readonly<Record<string, string>> = {}

/** What our props require and some cases leave out. */
const required: Readonly<Record<string, Options>> = {
  'phase-banner': { tag: {} }, select: { items: [] }, tabs: { items: [] },
}

const comparedFixtures = 586

type Options = Readonly<Record<string, unknown>>
type Fixture = { name: string; options: Options; html: string }

const folder = new URL('../../node_modules/govuk-frontend/dist/govuk/components/', import.meta.url)

function listFixtures(component: string): Fixture[] {
  const { fixtures }: { fixtures: Fixture[] } = JSON.parse(
    readFileSync(new URL(`${component}/fixtures.json`, folder), 'utf8'),
  )
  return fixtures.filter(({ name }) => !(`${component}: ${name}` in excluded))
}

function isOptions(value: unknown): value is Options {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const wordsBeside = new Set(['conditional', 'beforeInput', 'beforeInputs', 'afterInput', 'afterInputs'])
const asChildren = new Set(['', 'panel'])

/** The macros' options in our props: strings of HTML become JSX here, and only here. */
function propsOf(options: Options, place = ''): Record<string, unknown> {
  const props: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(options)) {
    if (name.toLowerCase().endsWith('html')) continue
    if (name === 'attributes' && isOptions(value)) props[name] = attributesOf(value)
    else if (wordsBeside.has(name) && isOptions(value)) props[name] = wordsOf(value)
    else props[name] = adapted(value, name)
  }
  for (const [name, value] of Object.entries(options)) {
    if (!value) continue
    if (name === 'html') props[asChildren.has(place) ? 'children' : 'text'] = markup(value)
    else if (name.endsWith('Html')) props[name.replace('Html', 'Text')] = markup(value)
  }
  return props
}

function adapted(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map(item => adapted(item, name))
  return isOptions(value) ? propsOf(value, name) : value
}

function wordsOf({ html, text }: Options): unknown {
  return html ? markup(html) : text
}

function markup(html: unknown) {
  return raw(String(html).trim())
}

function attributesOf(attributes: Options): Options {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => {
    if (!isOptions(value)) return [name, value ?? '']
    const absent = value['value'] === undefined || value['value'] === null || value['value'] === false
    if (value['optional'] !== true) return [name, value['value'] ?? '']
    return [name, absent ? undefined : value['value'] === true ? '' : value['value']]
  }))
}

describe.each(Object.entries(components))('%s', (name, component) => {
  test.each(listFixtures(name))('$name', ({ options, html }) => {
    const ours = String(jsx(component, { ...required[name], ...propsOf(options) }))
    // Our tables say beside each cell which column it stands in, for phones: our own addition.
    expect(normalisedHtml(ours.replaceAll(/ data-label="[^"]*"/g, ''))).toEqual(normalisedHtml(html))
  })
})

test('every case of the package is compared, save those excluded by name', () => {
  const names = Object.keys(components).flatMap(name => listFixtures(name).map(({ name: fixture }) => fixture))
  expect(names.length).toBe(comparedFixtures)
})
