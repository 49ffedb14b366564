import { Button } from '../design/button.tsx'
import { InsetText } from '../design/insetText.tsx'
import { Select } from '../design/select.tsx'
import { checkWording } from './check.ts'
import type { Finding } from './check.ts'
import { keepReasons, withoutKept, withPlainLineBreaks, writeKept } from './choice.ts'
import type { KeptWording } from './choice.ts'
import { contextOf } from './contextOf.ts'
import type { Lexicon } from './lexicon.ts'
import { panelWords, phrasesToLookAt } from './words.ts'

export type WordingPanelProps = {
  /** The id of the text field; it keeps the ids of two panels on a page apart. */
  field?: string | undefined
  text: string
  lexicon: Lexicon
  kept?: readonly KeptWording[] | undefined
}

/**
 * The phrases of a text with what to say instead, as buttons of the form around it. Works without JavaScript:
 * `replace` and `keep` go to `applyWordingChoice`, `kept` to `readKept`. Nothing is shown when all is well.
 * A form with one-line fields needs its own button before this one: Enter presses a form's first button.
 */
export function WordingPanel({ field = 'text', text, lexicon, kept = [] }: WordingPanelProps) {
  const plain = withPlainLineBreaks(text)
  const findings = withoutKept(checkWording(plain, lexicon), kept)
  return (
    <>
      {kept.map(one => <input type="hidden" name="kept" value={writeKept(one)} />)}
      {findings.length > 0 && (
        <section class="kith-wording" aria-labelledby={`${field}-wording`}>
          <h2 class="govuk-heading-m" id={`${field}-wording`}>{phrasesToLookAt(findings.length)}</h2>
          <p class="govuk-body">{panelWords.introduction}</p>
          <ol class="govuk-list govuk-list--spaced">
            {findings.map(finding => <li><FoundPhrase field={field} text={plain} finding={finding} /></li>)}
          </ol>
        </section>
      )}
    </>
  )
}

function FoundPhrase({ field, text, finding }: { field: string; text: string; finding: Finding }) {
  const { before, after } = contextOf(text, finding)
  const place = `${finding.entryId}:${finding.start}`
  return (
    <InsetText>
      <p class="govuk-body">{before}<mark>{finding.found}</mark>{after}</p>
      <p class="govuk-body">{finding.why}</p>
      <div class="govuk-button-group">
        {finding.alternatives.map((alternative, index) => (
          <Button name="replace" value={`${place}:${index}`} classes="govuk-button--secondary">
            <span class="govuk-visually-hidden">{panelWords.replaceWith(finding.found)} </span>{alternative}
          </Button>
        ))}
      </div>
      <KeepAsItIs id={`${field}-keep-${finding.start}`} finding={finding} place={place} />
    </InsetText>
  )
}

function KeepAsItIs({ id, finding, place }: { id: string; finding: Finding; place: string }) {
  const reasons = Object.entries(keepReasons).map(([reason, text]) => ({ value: `${place}:${reason}`, text }))
  return (
    <>
      <Select
        id={id}
        name="keep"
        label={{ text: <>{panelWords.keepWhy}<Hidden text={`: ${finding.found}`} /></> }}
        items={[{ value: '', text: panelWords.chooseReason }, ...reasons]}
      />
      <Button name="wording" value="keep" classes="govuk-button--secondary">
        {panelWords.keep}<Hidden text={`: ${finding.found}`} />
      </Button>
    </>
  )
}

const Hidden = ({ text }: { text: string }) => <span class="govuk-visually-hidden">{text}</span>
