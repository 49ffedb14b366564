import { disclose } from '../../kernel/disclosure.ts'
import type { EpisodePanel } from '../../practice/room.ts'
import { ScalesView } from './scalesView.tsx'
import { listScales, mayRecordScale, readScaleBook } from './store.ts'

export const kindsWithScales = ['programme_referral', 'early_help_plan'] as const

/** How the child is by published scales, for those who give the help. */
export const scalesPanel: EpisodePanel = {
  kinds: kindsWithScales, place: 'after_steps',
  show: async ({ tx, kernel, scope, facts: { episode } }) => {
    const filled = await listScales(tx, kernel, episode.personId, episode.id)
    const records = await mayRecordScale(tx, kernel, scope)
    if (filled.length === 0 && !records) return undefined
    if (filled.length > 0)
      await disclose(tx, kernel, scope, { page: 'outcome-scales', people: [{ personId: episode.personId, categories: ['support'] }] })
    return (
      <section aria-labelledby="scales">
        <h2 class="govuk-heading-m" id="scales">How things are, by questionnaire</h2>
        <div data-live="scales"><ScalesView book={await readScaleBook(tx)} filled={filled} /></div>
        {records
          ? <p class="govuk-body"><a class="govuk-link" href={`/outcome-scales/${episode.id}`}>Enter a filled-in questionnaire</a></p> : undefined}
      </section>
    )
  },
}
