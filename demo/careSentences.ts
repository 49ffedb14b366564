import type { Sentences } from './sentence.ts'
import { sentences } from './sentence.ts'
import type { EventKind, PoliceKind } from './types.ts'

type CareKind = Exclude<EventKind, PoliceKind>
type Told = { facts: Sentences; opinions: Sentences; voices: Sentences }

export const careSentences: Record<CareKind, Told> = {
  missing_episode: {
    facts: sentences([
      '{name} ({age}) did not come home from school and {their} phone was off.',
      '{name}, aged {age}, left in the evening and was not where {they} said.',
      '{name} ({age}) was last seen at {place} with two older people.',
      '{name} ({age}) left the house through a window after an argument.',
      '{name}, aged {age}, got on a train near {place} and did not arrive at {their} aunt’s.',
    ]),
    opinions: sentences([
      'I think that {name} goes to see people who give {them} somewhere to sleep.',
      'In my view arguments at home come before each time.',
      'I believe that somebody collects {name} by car.',
    ]),
    voices: sentences([
      'I needed to get out, that’s all.', 'I was with people who listen to me.',
      'I came back because I was cold.', 'I didn’t know anyone was looking for me.',
    ]),
  },
  emergency_attendance: {
    facts: sentences([
      '{name} ({age}) arrived with an injury said to be from {detail}.',
      '{name}, aged {age}, was brought in by a friend; the wound was cleaned and closed.',
      '{name} ({age}) was seen after an assault; X-ray showed no break.',
      '{name} ({age}) was observed for four hours after a blow to the head.',
    ]),
    opinions: sentences([
      'The account does not quite fit the injury.',
      'I think that {name} is afraid of who may be waiting outside.',
      'I am worried that {name} will be hurt again.',
    ]),
    voices: sentences([
      'Can you not tell my mum how it happened?', 'It was a fall, I promise.',
      'They’ll be waiting for me on Friday.', 'I feel safe in here.',
    ]),
  },
  suspension: {
    facts: sentences([
      '{name} ({age}) was suspended for {detail}.',
      'After an incident at lunch {name}, aged {age}, was suspended for {detail}.',
      '{name} ({age}) was sent home for {detail}; work was provided.',
    ]),
    opinions: sentences([
      'I think that the noise of the corridor is hard for {name}.',
      'In our view behaviour changed after the summer.',
      'I believe that {name} is being pushed by others to react.',
    ]),
    voices: sentences([
      'School is the only place I eat.', 'They wind me up on purpose.', 'I can’t sit still that long.',
      'Miss listens, the rest don’t.',
    ]),
  },
  attendance: {
    facts: sentences([
      'Attendance of {name} ({age}) was {detail} this half-term.',
      '{name}, aged {age}, attended {detail} of sessions this half-term.',
      'Register: {name} ({age}), {detail} present over the half-term.',
    ]),
    opinions: sentences([
      'I think that {name} stays at home to look after somebody.',
      'In our view the walk to school has become frightening for {name}.', 'Mornings seem hardest.',
    ]),
    voices: sentences([
      'I get a stomach ache every Monday.', 'I have to take my sister first.',
      'There’s no point when I’m in isolation anyway.',
    ]),
  },
  safeguarding_contact: {
    facts: sentences([
      'A contact was received from {detail} about {name} ({age}).',
      'The front door was told by {detail} of a worry about {name}, aged {age}.',
      '{name} ({age}): contact from {detail}; parents were spoken to by telephone.',
    ]),
    opinions: sentences([
      'The family would welcome help with routines.', 'I think that earlier worries were closed too soon.',
      'In my view the parent is worn out and honest about it.',
    ]),
    voices: sentences([
      'I want somebody to help my mum.', 'I wish it was quiet at home.', 'You lot always ask and then you go.',
    ]),
  },
  youth_justice_contact: {
    facts: sentences([
      '{name} ({age}) came to the session and planned next steps.',
      'Home visit: {name}, aged {age}, and a parent were both in.',
      '{name} ({age}) wrote a letter to the person who was harmed.',
      'Speech and language screening was offered to {name} ({age}).',
    ]),
    opinions: sentences([
      'I think that {name} understands more than {they} shows.',
      'In my view a place at the garage project would make the difference.', 'Progress is real but fragile.',
    ]),
    voices: sentences([
      'I want to do mechanics.', 'I’m not that person any more.', 'My mates don’t know I come here.',
    ]),
  },
  mentoring_session: {
    facts: sentences([
      '{name} ({age}) and the mentor met at the café near {place}.',
      '{name}, aged {age}, cooked and talked about college.',
      'Walk with {name} ({age}); talked about sleep, music and plans.',
      '{name} ({age}) brought a friend and played table tennis.',
    ]),
    opinions: sentences([
      '{name} seemed lighter than last week.', 'I think that trust is growing.',
      '{name} was quiet today; something is on {their} mind.',
    ]),
    voices: sentences([
      'This is the best bit of my week.', 'Can we do the boxing gym next time?',
      'You’re the only one who turns up.',
    ]),
  },
  youth_club_note: {
    facts: sentences([
      '{name} ({age}) came to the open session.', '{name}, aged {age}, helped to run the tuck shop.',
      '{name} ({age}) left early after a phone call.',
    ]),
    opinions: sentences([
      '{name} avoided one of the older groups tonight.', 'I think that {name} would make a good young leader.',
    ]),
    voices: sentences(['Can you open on Sundays too?', 'I feel safe here.']),
  },
  health_contact: {
    facts: sentences([
      '{name} ({age}) was seen by the school nurse.',
      'Assessment of {name} ({age}) continued; school sent its part.',
      'Duty call about {name} ({age}): sleep and worry.',
      'Immunisation and height and weight recorded for {name} ({age}).',
    ]),
    opinions: sentences([
      'The wait for assessment is affecting school.', 'I think that {name} needs a quieter place to be seen.',
      'Mood was lower than last time.',
    ]),
    voices: sentences(['I can’t sleep.', 'My head is loud.', 'I like drawing it better than saying it.']),
  },
  housing_contact: {
    facts: sentences([
      'The household of {name} ({age}) is two months behind with rent.',
      'Repair visit: damp in the room of {name} ({age}).',
      'The family of {name} ({age}) asked to move away from the estate.',
    ]),
    opinions: sentences([
      'I think that the family is afraid of somebody nearby.', 'The home is cared for but too small.',
    ]),
    voices: sentences(['I share a bed with my brother.', 'I don’t go out at night here.']),
  },
  probation_contact: {
    facts: sentences([
      '{name} ({age}) reported as agreed.', '{name}, aged {age}, missed the appointment and rang the next day.',
      'Planned the move from youth justice with {name} ({age}).',
    ]),
    opinions: sentences([
      'I think that work would steady things.', 'In my view the change of worker was hard for {name}.',
    ]),
    voices: sentences(['I’ve got an interview on Tuesday.', 'I had to start my story all over again.']),
  },
}

/** A meeting that did not happen, without blame. */
export const notThere: Sentences = sentences([
  '{name} ({age}) was not there; a message was left and a new time offered.',
  '{name}, aged {age}, has not yet been able to come; the next try is at school.',
  'Nobody answered at home; {name} ({age}) rang back later to say sorry.',
])

/** Opinions as they are too often written; the language check should offer better words for each. */
export const blamingOpinions: Sentences = sentences([
  '{name} is putting themselves at risk.', '{name} is streetwise and mature for {their} age.',
  'It is a lifestyle choice for {name}.',
  '{name} refuses to engage with services.', '{name} has absconded again.', 'The family is hard to reach.',
  '{name} is known to services.',
  '{name} is attention seeking.', '{name} is associating with a gang.',
  '{name} is thought to be running county lines.', '{name} is non-compliant at school.',
])

/** The same words in the child’s own mouth, which the check must leave alone. */
export const voicesWithBlamingWords: Sentences = sentences([
  'They keep saying it’s a lifestyle choice but I never chose it.', 'Everyone thinks I’m streetwise. I’m scared.',
  'They call me a gang member and I’m not.', 'I’m not attention seeking.',
])

/** Words that every blaming opinion contains one of. */
export const blamingPhrases = [
  'putting themselves at risk', 'streetwise', 'lifestyle choice', 'refuses to engage', 'absconded',
  'hard to reach', 'known to services',
  'attention seeking', 'associating with', 'running county lines', 'non-compliant',
] as const

export const safetyNow: Sentences = sentences([
  '{name} is at home with a parent and safe tonight.', '{name} is with {their} grandmother until tomorrow.',
  'A parent has agreed to collect {name} from school.',
  '{name} is in hospital and will not be discharged before a call.', 'Not known where {name} is staying tonight.',
])
export const whyNotInformed: Sentences = sentences([
  'Telling the family now could put {name} in danger.', '{name} asked us to speak to {them} first.',
  'No parent could be reached by telephone.',
])
export const rationales: Sentences = sentences([
  'Several agencies have seen the same worry in three months, and it is growing.',
  'The family accepts help and a worker is in place.',
  'One event, well handled at home; advice was given to the sender.',
  'Injury with an account that does not fit; police and health are needed today.',
  'Needs are met by the school’s plan; the front door will look again if anything changes.',
  'Adults appear to control {name}; a strategy discussion is needed.',
])
export const feedbacks: Sentences = sentences([
  'Thank you: the facts and your view were kept apart, which helped us to decide within the hour.',
  'Please add what the child said in their own words.',
  'Please say who else was at home; we had to ring back to find out.', 'Clear, complete and timely.',
])
export const requestReasons: Sentences = sentences([
  'To understand how {name} has been at school since the event.', 'To know whether {name} has been hurt before.',
  'To find who already works with the family.', 'To learn whether anybody else at home may not be safe.',
])
export const answers: Sentences = sentences([
  'Attendance has fallen since the start of term; {name} has a trusted adult here.',
  'Seen twice this year for injuries; both accounts were noted.',
  'A worker meets {name} every week; the last session was calm.', 'No worries recorded in the last twelve months.',
  'The family was offered help in spring and accepted it.',
])
export const refusals: Sentences = sentences([
  'The agreement does not cover this for advice; please ask again if the level rises.',
  'We hold this for treatment only and the young person has not agreed.',
])
