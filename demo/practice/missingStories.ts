import { minutesBefore } from './story.ts'
import type { Happening, Story } from './story.ts'

type Report = { seen: string; clothing: string; tried: string; worry: string; risks?: readonly string[]; danger?: boolean; from?: 'home' | 'care' }

const report = ({ seen, clothing, tried, worry, risks = [], danger = false, from = 'home' }: Report): Story['begin'] => at => ({
  reported_at: at.toISOString(), reporter_relationship: from === 'care' ? 'home' : 'parent', reporter_name: 'The person who looks after the child',
  reporter_contact: 'The number on the child’s record', last_seen_at: minutesBefore(at, 150), last_seen_where: seen, clothing,
  tried: ['phone', 'friends', 'home'], tried_detail: tried, immediate_danger: danger ? 'yes' : 'no', worry, risks, absence: from,
  ...(from === 'care' && { placement: 'Rowan House', home_authority: 'Wexmere', host_authority: 'Wexmere' }),
})

const grade = (after: number, how: 'high' | 'medium', reasons: string): Happening => ({
  after, by: 'locate_officer', step: 'grade', answers: () => ({ grade: how, reasons, actions: 'Patrols told; the family is rung every two hours.' }),
})
const found = (after: number, place: string, where: string, condition = 'well'): Happening => ({
  after, by: 'locate_officer', step: 'find',
  answers: at => ({ found_at: minutesBefore(at, 20), found_how: 'police', found_place: place, found_where: where, condition }),
})

/** Children who were or are missing: one search that is going on, one that waits for its grade, and several that ended. */
export const missingStories: readonly Story[] = [
  { child: 0, kind: 'missing_episode', hoursAgo: 5, by: 'residential_carer',
    begin: report({ seen: 'Left through the garden gate after tea', clothing: 'Black coat, grey joggers, white trainers', from: 'care',
      tried: 'Phone rings out. Her two closest friends have not heard from her. Staff walked to the park and the shops.',
      worry: 'An older man has been waiting in a car near the home this week.', risks: ['sexual_exploitation'] }),
    happens: [
      grade(0.5, 'high', 'Thirteen, and an adult nobody knows has been seen with her; she takes tablets that she has not got with her.'),
      { after: 1, by: 'locate_officer', step: 'search_place', answers: at => ({ place: 'The park shelter and the skate ramp', searched_at: minutesBefore(at, 10),
        searched_by: 'Locate team', result: 'nothing', parts: 'Shelter, toilets, ramp' }) },
      { after: 2, by: 'social_worker', step: 'inform', answers: at => ({ about: 'person', what: 'She has named a cousin who lives by the harbour as somebody she trusts.',
        source: 'The child’s social worker, from a talk last month', learned_at: minutesBefore(at, 5) }) },
      { after: 3, by: 'locate_officer', step: 'contact_attempt', answers: at => ({ tried_at: minutesBefore(at, 2), how: 'message', answer: 'none' }) },
    ] },
  { child: 1, kind: 'missing_episode', hoursAgo: 0.6, by: 'neighbourhood_officer',
    begin: report({ seen: 'Bus stop outside school', clothing: 'School uniform, green rucksack',
      tried: 'Phone is off. School says that he left at three. His grandmother has not seen him.', worry: 'He has never been late before.', risks: ['unlike_them'] }),
    happens: [] },
  ...[30, 52, 75].map((days, n): Story => ({ child: 0, kind: 'missing_episode', hoursAgo: days * 24 - n * 3, by: 'residential_carer',
    begin: report({ seen: 'The front door, late in the evening', clothing: 'Black coat, jeans', from: 'care',
      tried: 'Phone off; friends asked; staff drove to the harbour.', worry: 'She was upset after a call.' }),
    happens: [
      grade(0.4, 'medium', 'She has come back by herself before; nothing else is known that makes harm likely now.'),
      found(6 + n, 'public', 'Near the harbour, with two older young people'),
      { after: 9 + n, of: 'safe_and_well_check', by: 'locate_officer', step: 'check', answers: at => ({ seen_at: minutesBefore(at, 15), seen_by: 'Locate team',
        alone: 'yes', well: 'well', harm: ['not_said'], own_words: 'I just wanted to be somewhere else for a bit.', safe_where: 'yes' }) },
      ...(n === 0 ? [] : [
        { after: 30, of: 'return_interview', by: 'social_worker', step: 'offer', answers: (at: Date) => ({ offered_at: minutesBefore(at, 5), offered_to: 'child', how: 'visit', answer: 'yes' }) },
        { after: 50, of: 'return_interview', by: 'return_interviewer', step: 'interview', answers: (at: Date) => ({ held_at: minutesBefore(at, 30), held_by: 'Harbour Advocacy',
          is_independent: 'yes', alone: 'yes', push: ['unhappy_placement'], pull: ['friends', 'older'], asked_child: 'yes',
          own_words: 'They listen to me there.', account: 'Talked for an hour about the harbour and who is there.',
          share_back: 'The harbour steps, most Thursdays, from nine.', worry_now: 'no' }) },
      ] satisfies Happening[]),
    ] })),
  { child: 2, kind: 'missing_episode', hoursAgo: 96, by: 'neighbourhood_officer',
    begin: report({ seen: 'At home, after an argument', clothing: 'Blue hoodie', tried: 'Friends and an aunt were rung.', worry: 'Left without a coat.' }),
    happens: [grade(0.3, 'medium', 'Fourteen, cold night, an argument at home.'), found(3, 'family', 'With an aunt, across town')] },
]
