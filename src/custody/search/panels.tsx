import { Badge } from '../../design/badge.tsx'
import { InsetText } from '../../design/insetText.tsx'
import { disclose } from '../../kernel/disclosure.ts'
import { dateTimeText } from '../../language/format.ts'
import type { Episode } from '../../practice/episode.ts'
import type { EpisodePanel } from '../../practice/room.ts'
import { listEpisodesOf } from '../../practice/store/episodes.ts'
import { findEntry, flagsOf, goesToPanel, neededRank, rankWords } from './authority.ts'
import { custodyTeam } from './life.ts'
import { searchRules } from './settings.ts'
import { stripSearch } from './stripSearch.ts'

/** Who may decide, and afterwards what was not as it should be. */
const rulePanel: EpisodePanel = {
  kinds: ['strip_search'], place: 'before_steps',
  show: async ({ facts }) => {
    const rules = facts.settings.valueOf(searchRules)
    const { state } = facts.episode
    if (state === 'requested' || state === 'authorised') return (
      <InsetText>
        At least a {rankWords[neededRank(rules)]} authorises this, before it begins: the stricter of the force’s rule
        ({rankWords[rules.forceFloor]}) and the national floor ({rankWords[rules.nationalFloor]}
        {rules.nationalFloorIsInForce ? '' : ', pending, not verified'}). An appropriate adult is beside the child.
      </InsetText>
    )
    const flags = flagsOf(facts, rules)
    if (flags.length === 0 && !goesToPanel(facts, rules)) return undefined
    return (
      <section aria-label="To be looked at">
        <h2 class="govuk-heading-m">To be looked at</h2>
        <ul class="govuk-list">
          {flags.map(({ text }) => <li><Badge colour="red" text="Flag" /> {text}</li>)}
          <li>
            {findEntry(facts, 'scrutinise') ? 'The scrutiny panel has looked at it.'
              : flags.length > 0 ? 'The scrutiny panel sees every search with a flag.' : 'Chosen at random for the scrutiny panel.'}
          </li>
        </ul>
      </section>
    )
  },
}

/** Every search of a child is told to the front door, whatever was found. */
const referralPanel: EpisodePanel = {
  kinds: ['strip_search'], place: 'after_steps',
  show: async ({ facts }) => {
    const isSearched = facts.episode.state === 'searched' || facts.episode.state === 'looked_after'
    if (!isSearched || findEntry(facts, 'refer')) return undefined
    return (
      <p class="govuk-body">
        The front door is told of every search of a child, whatever was found. <a class="govuk-link" href="/notifications/make">Make a notification</a>,
        then record its number here.
      </p>
    )
  },
}

/** Searches of the child while they were detained. */
const detentionPanel: EpisodePanel = {
  kinds: ['detention'], place: 'after_steps',
  show: async ({ tx, kernel, scope, facts: { episode, viewer } }) => {
    if (!custodyTeam.includes(viewer.role)) return undefined
    const searches = (await listEpisodesOf(tx, kernel, [episode.personId], ['strip_search'])).filter(one => within(one, episode))
    if (searches.length > 0)
      await disclose(tx, kernel, scope, { page: 'custody/searches', people: [{ personId: episode.personId, categories: ['custody'] }] })
    const mayAsk = !episode.closedAt && stripSearch.begin.who.includes(viewer.role)
    if (searches.length === 0 && !mayAsk) return undefined
    return (
      <section aria-label="Strip searches">
        <h2 class="govuk-heading-m">Strip searches</h2>
        {searches.length === 0 ? <p class="govuk-body">None was asked for.</p> : (
          <ul class="govuk-list">
            {searches.map(one => (
              <li>
                <a class="govuk-link" href={`/custody/searches/${one.id}`}>{one.reference}</a>, {dateTimeText(one.openedAt)}:{' '}
                {Object.entries(stripSearch.words.states).find(([state]) => state === one.state)?.[1] ?? one.state}
              </li>
            ))}
          </ul>
        )}
        {mayAsk ? <p class="govuk-body"><a class="govuk-link" href="/custody/searches/begin">Ask for a strip search</a></p> : undefined}
      </section>
    )
  },
}

const within = (search: Episode, detention: Episode) => search.openedAt >= detention.openedAt
  && (detention.closedAt === undefined || search.openedAt <= detention.closedAt)

export const searchPanels: readonly EpisodePanel[] = [rulePanel, referralPanel, detentionPanel]
