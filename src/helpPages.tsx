import { Hono } from 'hono'
import type { Env } from './kernel/web.ts'

/** What is the same for every room: how to work by keyboard, whom to ask, how accessible this is. */
export const helpPages = () => new Hono<Env>()
  .get('/help', c => c.var.render({ title: 'Help' }, <Help />))
  .get('/accessibility', c => c.var.render({ title: 'Accessibility statement' }, <Accessibility />))

const shortcuts = [
  ['/', 'Search for a person'], ['g then m', 'My work'], ['j and k', 'Next and previous row of a list'],
  ['Enter', 'Open the row'], ['e', 'Edit'], ['Esc twice', 'Hide the page at once; any key brings it back'],
  ['?', 'This list, and the switch that turns single keys off'],
] as const

function Help() {
  return (
    <>
      <h1 class="govuk-heading-l">Help</h1>
      <h2 class="govuk-heading-m">If a child is in danger now</h2>
      <p class="govuk-body">Ring 999. Kith does not replace the call; make the notification afterwards.</p>
      <p class="govuk-body"><a class="govuk-link" href="/break-glass">I need to see somebody in an emergency</a></p>
      <h2 class="govuk-heading-m">Why you see what you see</h2>
      <p class="govuk-body">Every page about a person says for which piece of work it is open. <b>Why can I see this?</b> names the
        agreement and the clause. You can read every <a class="govuk-link" href="/agreements">agreement</a> yourself. Whatever no
        clause covers is not there.</p>
      <p class="govuk-body">You know somebody privately? <a class="govuk-link" href="/conflicts">Declare a conflict of interest</a>.</p>
      <p class="govuk-body">
        Readings that work does not explain are noticed. <a class="govuk-link" href="/misuse/particulars">Say what concerns yourself and
        your family</a>, and <a class="govuk-link" href="/misuse/questions">answer questions about what you read</a>.
      </p>
      <p class="govuk-body">Data was lost or seen by the wrong person? <a class="govuk-link" href="/breaches/new">Report a breach</a> at once.</p>
      <p class="govuk-body">Files that were made for you are under <a class="govuk-link" href="/exports">Files</a>.</p>
      <p class="govuk-body">Whatever you open about a person is written to the record of disclosures, with the purpose.</p>
      <h2 class="govuk-heading-m">What you type is kept</h2>
      <p class="govuk-body">Forms save each field as you go. After a time-out, a crash or on another device, find your draft under
        Notifications.</p>
      <h2 class="govuk-heading-m">Keyboard</h2>
      <dl class="govuk-summary-list">
        {shortcuts.map(([key, what]) => (
          <div class="govuk-summary-list__row">
            <dt class="govuk-summary-list__key"><kbd class="kith-key">{key}</kbd></dt>
            <dd class="govuk-summary-list__value">{what}</dd>
          </div>
        ))}
      </dl>
      <p class="govuk-body">Something is wrong or missing? Tell your partnership administrator.</p>
    </>
  )
}

function Accessibility() {
  return (
    <>
      <h1 class="govuk-heading-l">Accessibility statement</h1>
      <p class="govuk-body">Kith aims at the Web Content Accessibility Guidelines 2.2, level AA. Every page works without a mouse and
        without scripts, at 400% zoom, with forced colours and with a screen reader.</p>
      <h2 class="govuk-heading-m">How we know</h2>
      <p class="govuk-body">Pages are checked automatically each time Kith changes, at phone and desktop width. Automatic checks find
        only part of what can go wrong; Kith has not yet been tested by people who use assistive technology every day.</p>
      <h2 class="govuk-heading-m">What is not accessible</h2>
      <p class="govuk-body">A map cannot be read by a screen reader. The table beside it says the same.</p>
      <p class="govuk-body">Tell your partnership administrator about any barrier you meet.</p>
    </>
  )
}
