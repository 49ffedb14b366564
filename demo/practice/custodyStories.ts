import { minutesBefore } from './story.ts'
import type { Happening, Story } from './story.ts'

type Arrival = { offence: string; account: string; communicates: string; needs: readonly string[]; adjustments: string }

const arrival = ({ offence, account, communicates, needs, adjustments }: Arrival): Story['begin'] => at => ({
  age_known_from: 'record', communicates, needs, adjustments, injured: 'no', unwell: 'no', exploited: 'not_asked',
  cared_for_by: 'parent', school: 'yes', reason: 'arrested', offence, account, relevant_at: minutesBefore(at, 15),
})
const authorise = (offence: string): Happening => ({
  after: 0.4, by: 'custody_sergeant', step: 'authorise', answers: at => ({
    adjusted: 'Short sentences, time to answer, a drawing of what happens next.', alternatives: ['voluntary_attendance', 'taken_home'],
    why_detained: 'A second person has to be found and spoken to before he is, or what both say cannot be tested.', ground: 'both',
    gravity_offence: offence, gravity: 3, gravity_why: 'Nobody was hurt, and it was not planned.', authorised_at: minutesBefore(at, 3),
  }),
})
const adult: Happening = {
  after: 0.6, by: 'custody_sergeant', step: 'ask_adult', answers: at => ({ whom: 'scheme', where: 'Wexmere custody suite', asked_at: minutesBefore(at, 2) }),
}
const offerMade: readonly Happening[] = [
  { after: 5, of: 'liaison_offer', by: 'liaison_practitioner', step: 'attempt', answers: at => ({ tried_who: 'His mother', tried_how: 'phone', tried_result: 'spoke', tried_at: minutesBefore(at, 10) }) },
  { after: 5.2, of: 'liaison_offer', by: 'liaison_practitioner', step: 'offer', answers: at => ({ offered_to: ['child', 'parent'], offered_what: 'A visit at home, and help with sleep and school.', offered_at: minutesBefore(at, 5) }) },
]

/** One child who is in custody now, two who went home, one of whose families nobody has reached yet. */
export const custodyStories: readonly Story[] = [
  { child: 3, kind: 'detention', hoursAgo: 2, by: 'custody_sergeant',
    begin: arrival({ offence: 'vehicle', account: 'Stopped in a car that was taken the night before.', communicates: 'Speaks well, but takes words literally and needs time.',
      needs: ['autism'], adjustments: 'One question at a time; a quiet room; tell him before anybody touches him.' }),
    happens: [authorise('vehicle'), adult] },
  { child: 4, kind: 'detention', hoursAgo: 60, by: 'custody_sergeant',
    begin: arrival({ offence: 'assault', account: 'A fight outside the bus station; both boys say that the other began it.', communicates: 'English; prefers to write when upset.',
      needs: ['none_found'], adjustments: 'Pen and paper.' }),
    happens: [authorise('assault'), adult,
      { after: 4, by: 'custody_sergeant', step: 'leave', answers: at => ({ outcome: 'outcome_22', with_whom: 'His mother', safe_now: 'Home with his mother; the other boy lives elsewhere.', left_at: minutesBefore(at, 5) }) },
      ...offerMade] },
  { child: 5, kind: 'detention', hoursAgo: 30, by: 'custody_sergeant',
    begin: arrival({ offence: 'theft', account: 'Sweets and a drink from a shop.', communicates: 'English.', needs: ['none_found'], adjustments: 'None asked for.' }),
    happens: [
      { after: 0.5, by: 'custody_sergeant', step: 'divert', answers: at => ({ instead: 'taken_home', why: 'First time, and it can be put right with the shop.',
        with_whom: 'Her father', safe_now: 'At home with her father.', left_at: minutesBefore(at, 5) }) },
    ] },
]
