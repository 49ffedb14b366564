import { Badge } from '../design/badge.tsx'
import { SummaryList } from '../design/summaryList.tsx'
import { dateText } from '../language/format.ts'
import type { EpisodePanel } from '../practice/room.ts'
import { BandTag } from './pages/band.tsx'
import { placesText } from './pages/words.ts'
import { findProgramme } from './store/programmes.ts'
import { findReferral, waitingPlace } from './store/referrals.ts'

/** On the page of a referral: the programme with what is known of it, the place in the queue, and sessions so far. */
export const referralPanel: EpisodePanel = {
  kinds: ['programme_referral'], place: 'before_steps',
  show: async ({ tx, facts }) => {
    const referral = await findReferral(tx, facts.episode.id)
    if (!referral) return undefined
    const programme = referral.programmeId ? await findProgramme(tx, referral.programmeId) : undefined
    const place = referral.waitingSince ? await waitingPlace(tx, facts.episode.id) : undefined
    const sessions = `${referral.attended} attended, ${referral.notBrought} not brought or missed, ${referral.cancelled} called off`
    return (
      <section aria-labelledby="the-programme">
        <h2 class="govuk-heading-m" id="the-programme">Programme</h2>
        <SummaryList rows={[
          { key: { text: 'Programme' }, value: { text: programme
            ? <a class="govuk-link" href={`/programmes/${programme.id}`}>{programme.name}</a> : 'Not chosen yet' } },
          programme && { key: { text: 'What is known of it' }, value: { text: <BandTag evidence={programme.evidence} /> } },
          programme && { key: { text: 'Places' }, value: { text: placesText(programme) } },
          referral.waitingSince ? { key: { text: 'Waiting list' }, value: { text: <>
            <Badge colour="amber">{place === undefined ? 'Waiting' : `Number ${place}`}</Badge> since {dateText(referral.waitingSince)}
            {referral.expectedOn ? `; a place is expected on ${dateText(referral.expectedOn)}` : ''}
          </> } } : undefined,
          referral.startedAt ? { key: { text: 'Sessions' }, value: { text: sessions } } : undefined,
        ]} />
      </section>
    )
  },
}
