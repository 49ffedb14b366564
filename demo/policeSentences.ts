import type { Sentences } from './sentence.ts'
import { sentences } from './sentence.ts'
import type { EventRole, PoliceKind } from './types.ts'

/** What happened, whoever it happened to. */
export const openings: Record<PoliceKind, Sentences> = {
  assault: sentences([
    'Officers were called to {place} after a fight between young people.',
    'A member of the public rang to say that somebody was being hit at {place}.',
    'Staff nearby reported that a young person had been pushed to the ground at {place}.',
    'An argument that began online carried on at {place} and somebody was hurt.',
    'Two groups met at {place}; one young person was struck several times.',
  ]),
  robbery: sentences([
    'A phone and a coat were taken by force at {place}.',
    'A young person was surrounded at {place} and told to hand over {detail}.',
    'Officers were stopped at {place} by a young person whose bank card and bicycle had been taken.',
    'A report came in of a robbery at {place} by three or four young people.',
  ]),
  knife_possession: sentences([
    'Officers on patrol at {place} found {detail}.',
    'A call reported a young person with a blade at {place}; officers attended and found {detail}.',
    'During a search at {place} {detail} was found.',
    'A knife arch at {place} led to a search in which {detail} was found.',
  ]),
  drugs_possession: sentences([
    'A small amount of cannabis was found during a search at {place}.',
    'Officers at {place} smelled cannabis and spoke to a group of young people.',
    'School staff handed over a bag with a green herbal substance found near {place}.',
    'A vape said to hold THC was taken at {place}.',
  ]),
  drugs_supply: sentences([
    'Several wrapped packages and two phones were found at {place}.',
    'A car was stopped at {place}; packages and {detail} were found under a seat.',
    'Neighbours at {place} reported young people coming and going from a flat at all hours.',
    'Officers attended an address near {place} where a tenant said that strangers had moved in.',
  ]),
  theft: sentences([
    'Goods worth {detail} were taken from a shop at {place}.',
    'A bicycle was taken from the racks at {place}.',
    'Security staff at {place} stopped a young person who had not paid.',
    'A moped was taken from outside a home near {place} and left a mile away.',
  ]),
  criminal_damage: sentences([
    'A window was broken at {place}.', 'Bins were set alight at {place}; nobody was hurt.',
    'Two parked cars at {place} were damaged.', 'A bus shelter at {place} was damaged during the evening.',
  ]),
  antisocial_behaviour: sentences([
    'Residents near {place} reported shouting and fireworks.',
    'A group riding electric bikes at {place} was asked to leave.',
    'Shop staff at {place} asked for help with a group that would not leave.',
    'Neighbours at {place} complained of noise late in the evening.',
  ]),
  domestic_incident: sentences([
    'Officers were called to a home after a neighbour heard shouting.',
    'A parent rang 999 during an argument between the adults at home.',
    'A call from the address was cut off; officers attended and found two adults arguing.',
    'A family member reported that an adult at home had broken a door.',
  ]),
  exploitation_concern: sentences([
    'Information was received about adults giving {detail} to children near {place}.',
    'A worried relative reported that a car waits for young people at {place}.',
    'A hotel near {place} reported a young person arriving with a much older adult.',
    'Train staff at {place} spoke to a young person travelling alone late with {detail}.',
  ]),
  stop_and_search: sentences([
    'A search was carried out at {place} under section 1 of PACE.',
    'Officers stopped and searched a young person at {place}.',
    'After a description of a suspect was circulated, a search took place at {place}.',
  ]),
}

/** What the person did or had done to them in this event. */
export const factsByRole: Record<EventRole, Sentences> = {
  victim: sentences([
    '{name} ({age}) was hurt: bruises to the face and arms were seen.',
    '{name} ({age}) was shaken and wanted to go home.',
    '{name}, aged {age}, lost property and had a cut to the hand.',
    '{name} ({age}) was spoken to with an adult present and gave a first account.',
  ]),
  witness: sentences([
    '{name} ({age}) saw what happened from across the road.',
    '{name}, aged {age}, was standing nearby and called for help.',
    '{name} ({age}) filmed part of it on a phone and has shown it to officers.',
  ]),
  suspected: sentences([
    '{name} ({age}) was named by another young person as having taken part.',
    '{name}, aged {age}, was seen leaving and was spoken to later at home.',
    'CCTV shows a young person who is thought to be {name} ({age}).',
    '{name} ({age}) was invited to a voluntary interview with a parent.',
  ]),
  arrested: sentences([
    '{name} ({age}) was arrested; an appropriate adult was asked for at once.',
    '{name}, aged {age}, was taken to custody and later bailed to return.',
    '{name} ({age}) was arrested nearby and said little; {their} parent was told within the hour.',
  ]),
  subject_of_concern: sentences([
    '{name} ({age}) was at home and had heard it.', '{name}, aged {age}, was with the group and seemed frightened.',
    '{name} ({age}) was out late without a coat or money.',
    '{name} ({age}) was upset and did not want to speak in front of others.',
  ]),
  exploited: sentences([
    '{name} ({age}) had two phones and new clothes that the family did not buy.',
    '{name}, aged {age}, was found far from home and owes money to adults.',
    '{name} ({age}) had been told by adults to carry the items.',
    '{name} ({age}) would not name the adults and asked who would be told.',
  ]),
  reporting_person: sentences(['{name} made the call.', '{name} rang 101 and gave a clear account.']),
  parent_or_carer: sentences([
    '{name} is the parent and was told.', '{name} came to collect the child.',
    '{name}, the parent, was present and spoke to officers.',
  ]),
  other: sentences(['{name} ({age}) was present.', '{name} ({age}) was spoken to and left.']),
}

/** At home the role in the event matters less than how old the child is. */
export const factsAtHome: Sentences = sentences([
  '{name} ({age}) was upstairs and had heard it.', '{name}, aged {age}, stood between the adults and was pushed aside.',
  '{name} ({age}) was with a younger child in another room.', '{name}, aged {age}, opened the door to officers.',
])
export const factsOfSmallChildren: Sentences = sentences([
  '{name} ({age}) was asleep in a cot and was seen to be well.', '{name}, aged {age}, was in the arms of a parent.',
  '{name} ({age}) was crying and was comforted by a relative.',
])

export const opinions: Record<PoliceKind, Sentences> = {
  assault: sentences([
    'I think that this will not be the last time unless somebody brings the two groups together.',
    'In my view {name} was frightened of what would happen if {they} spoke to us.',
    'I believe that it started over something said online.',
  ]),
  robbery: sentences([
    'I think that older young people planned this and sent younger ones.',
    'In my view the same group is responsible for two earlier reports.',
    'I believe that {name} would give a statement with the right support.',
  ]),
  knife_possession: sentences([
    'I think that {name} carries it because {they} does not feel safe on the way home.',
    'In my view fear, not intent, is behind this.',
    'I believe that {name} was holding it for somebody else.',
  ]),
  drugs_possession: sentences([
    'I think that this is personal use and that {name} would accept help.',
    'In my view a talk with the school nurse would help more than we can.',
  ]),
  drugs_supply: sentences([
    'I believe that adults are using {name} and that {they} is in debt to them.',
    'In my view {name} is a victim of criminal exploitation.',
    'I think that the flat is being used by people from outside the area.',
  ]),
  theft: sentences([
    'I think that {name} was hungry.', 'In my view {name} was sent in by others.',
    'I believe that restorative work with the shop would be accepted.',
  ]),
  criminal_damage: sentences([
    'I think that boredom played a part.', 'In my view {name} was following older friends.',
  ]),
  antisocial_behaviour: sentences([
    'I think that there is nowhere else for them to go since the hall closed.',
    'In my view most of the group would use a youth club.',
  ]),
  domestic_incident: sentences([
    'I think that {name} has seen this before.', 'In my view the home is calm today but will not stay so.',
    'I believe that {name} tries to protect a younger child at home.',
  ]),
  exploitation_concern: sentences([
    'I believe that {name} is being groomed.',
    'In my view the adults chose {name} because nobody was looking out for {them}.',
    'I think that {name} is controlled through a debt.',
  ]),
  stop_and_search: sentences([
    'I think that {name} was stopped because of the company {they} was in.',
    'In my view the search was handled calmly.',
  ]),
}

export const voices: Record<'hurt' | 'suspected' | 'worried', Sentences> = {
  hurt: sentences([
    'I just want to walk home without looking behind me.', 'Please don’t make me say who it was.',
    'I kept thinking nobody is coming.',
    'It’s not the first time but I didn’t tell anyone.', 'I don’t want to go back to that bus stop.',
  ]),
  suspected: sentences([
    'I didn’t hit him first.', 'I was only there because my friends were there.',
    'Nobody asked me what happened before.',
    'I carry it because they said they would get me.', 'I know I messed up. I want to say sorry.',
  ]),
  worried: sentences([
    'I’m all right when I’m at my nan’s.', 'They buy me things and then they say I owe them.',
    'I can hear it from my room.',
    'If I stop going they know where I live.', 'I don’t know who to talk to.',
    'I look after my little brother when it kicks off.',
  ]),
}
