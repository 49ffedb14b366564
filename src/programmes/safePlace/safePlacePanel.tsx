import { dateText } from '../../language/format.ts'
import type { EpisodePanel } from '../../practice/room.ts'
import { listStays, mayKeepPlace } from './store.ts'
import type { SafeStay } from './store.ts'

/** On a referral: that there is a safe place and who knows where it is. The address has a page of its own. */
export const safePlacePanel: EpisodePanel = {
  kinds: ['programme_referral'], place: 'before_steps',
  show: async ({ tx, kernel, scope, facts: { episode, viewer } }) => {
    const stays = await listStays(tx, episode.id)
    const keeps = viewer.agencyId === episode.agencyId && await mayKeepPlace(tx, kernel, scope)
    if (stays.length === 0 && !keeps) return undefined
    return (
      <section aria-labelledby="safe-place">
        <h2 class="govuk-heading-m" id="safe-place">Safe accommodation</h2>
        <div data-live="safe-place">
          {stays.map(stay => <p class="govuk-body" data-key={stay.id}>{stayText(stay)}</p>)}
          {stays.length === 0 ? <p class="govuk-body" data-key="none">No place to stay is recorded.</p> : undefined}
        </div>
        {keeps
          ? <p class="govuk-body"><a class="govuk-link" href={`/safe-places/${episode.id}`}>Open the address, or record a place</a></p> : undefined}
      </section>
    )
  },
}

export const stayText = ({ agencyName, begunOn, endedOn }: SafeStay): string => endedOn
  ? `Safe accommodation from ${dateText(begunOn)} to ${dateText(endedOn)}.`
  : `Safe accommodation since ${dateText(begunOn)}, address held by ${agencyName}.`
