import type { Life, Taken } from '../../practice/life.ts'

export type SearchState = 'requested' | 'authorised' | 'refused' | 'withdrawn' | 'searched' | 'looked_after' | 'closed'
export type SearchStep = 'authorise' | 'refuse' | 'withdraw' | 'adult_here' | 'adult_declined' | 'conduct' | 'urgent' | 'breach'
  | 'outcome' | 'parent_told' | 'parent_tried' | 'parent_not_told' | 'refer' | 'review' | 'scrutinise' | 'close'

export const custodyTeam = ['custody_sergeant', 'inspector', 'superintendent']
const sergeant = ['custody_sergeant', 'inspector']
const supervisors = ['inspector', 'superintendent']

type Row = Partial<Record<SearchStep, Taken<SearchState>>>
const afterwards = ['strip_search_parent', 'strip_search_referral', 'strip_search_review']

const before = (to: SearchState): Row => ({
  adult_here: { to, who: sergeant, needs: ['no_adult_yet', 'times_in_order'] },
  adult_declined: { to, who: sergeant, needs: ['adult_is_here', 'declined_rightly', 'times_in_order'] },
  urgent: {
    to: 'searched', who: sergeant, needs: ['urgent_rank', 'serious_harm', 'times_in_order'], stops: ['strip_search_decide'], starts: afterwards,
  },
  breach: { to: 'searched', who: custodyTeam, needs: ['times_in_order'], stops: ['strip_search_decide'], starts: afterwards },
  withdraw: { to: 'withdrawn', who: sergeant, stops: 'all' },
})

const owed = (to: SearchState): Row => ({
  parent_told: { to, who: sergeant, needs: ['times_in_order'], stops: ['strip_search_parent'] },
  parent_tried: { to, who: sergeant, needs: ['times_in_order'] },
  parent_not_told: { to, who: supervisors, stops: ['strip_search_parent'] },
  refer: { to, who: sergeant, stops: ['strip_search_referral'] },
  review: { to, who: supervisors, needs: ['is_flagged', 'review_rank', 'not_involved'], stops: ['strip_search_review'] },
})

/** Asked for, authorised in advance, an adult beside the child, done, told about, and looked at by others. */
export const lifeOfASearch: Life<SearchState, SearchStep> = {
  requested: {
    authorise: {
      to: 'authorised', who: custodyTeam, needs: ['right_rank', 'not_requester', 'times_in_order'], stops: ['strip_search_decide'],
    },
    refuse: { to: 'refused', who: custodyTeam, needs: ['right_rank', 'not_requester'], stops: 'all' },
    ...before('requested'),
  },
  authorised: {
    conduct: {
      to: 'searched', who: sergeant, needs: ['times_in_order', 'authority_in_advance', 'adult_beside', 'decently'], starts: afterwards,
    },
    ...before('authorised'),
  },
  searched: {
    outcome: { to: 'looked_after', who: sergeant, starts: ['strip_search_scrutiny'] },
    ...owed('searched'),
  },
  looked_after: {
    ...owed('looked_after'),
    scrutinise: { to: 'looked_after', who: supervisors, needs: ['in_sample', 'not_involved'], stops: ['strip_search_scrutiny'] },
    close: {
      to: 'closed', who: supervisors, needs: ['parent_settled', 'referral_made', 'review_done', 'scrutiny_done'], stops: 'all',
    },
  },
  refused: {}, withdrawn: {}, closed: {},
}
