import { z } from 'zod'
import type { Option, Question } from '../../practice/question.ts'
import { defineSetting } from '../../practice/settings.ts'
import type { Settings } from '../../practice/settings.ts'

/** Part 1 is written in advance; part 2 only while the child is missing, for that episode. */
export type PlanSection = Readonly<{
  code: string; part: 1 | 2; title: string; hint?: string
  /** Medical sections lie higher: a carer by link writes none, whoever searches reads them. */
  tier: 1 | 2
  questions: readonly Question[]
}>

/** How risky a place is, in the partnership's own words; the order of the list is the order on the page. */
export const placeRisks = defineSetting({
  code: 'trigger_plan_place_risks', title: 'How risky a place is', source: 'Local practice after Cleveland’s risk-assessed locations form',
  about: 'The words with which a carer says how risky a place is where the child goes.',
  schema: z.array(z.object({ value: z.string().regex(/^[a-z_]{1,30}$/v), text: z.string().min(1).max(80) })).min(2).max(8),
  starter: [
    { value: 'danger', text: 'Dangerous: look there first' }, { value: 'some', text: 'Some risk' },
    { value: 'safe', text: 'Safe: the child goes there to be safe' }, { value: 'unknown', text: 'Not known' },
  ],
})

/** From how many days before its review a plan stands among those to look through. */
export const reviewSoonDays = defineSetting({
  code: 'trigger_plan_review_soon_days', title: 'Days before a review of a plan', source: 'Local practice',
  about: 'From how many days before the review a plan is listed as due soon.',
  schema: z.number().int().min(0).max(60), starter: 7,
})

export const planSettings = [placeRisks, reviewSoonDays] as const

const text = (id: string, label: string, hint?: string): Question =>
  ({ id, kind: 'textarea', rows: 3, label, longest: 4000, checksWording: true, ...(hint && { hint }) })
const line = (id: string, label: string, hint?: string): Question => ({ id, kind: 'text', label, ...(hint && { hint }) })

const placesAsked = 6

/** Places where the child goes, each with its risk. */
function placeQuestions(risks: readonly Option[]): Question[] {
  return Array.from({ length: placesAsked }, (_, at) => at + 1).flatMap((n): Question[] => [
    line(`place_${n}`, `Place ${n}`, n === 1 ? 'An address, or how to find it' : undefined),
    { id: `place_${n}_risk`, kind: 'select', label: `How risky is place ${n}?`, options: risks },
    line(`place_${n}_why`, `What happens at place ${n}, and with whom?`),
  ])
}

const inAdvance: readonly PlanSection[] = [
  { code: 'details', part: 1, tier: 1, title: 'Who the child is', questions: [
    line('known_as', 'Names and nicknames they use'),
    text('looks', 'What they look like', 'Height, build, hair, skin, marks, glasses, what they usually wear and carry'),
    text('languages', 'Languages, and help that they need to understand and to be understood'),
    text('talk_how', 'How best to talk with them', 'What calms them, what to avoid, whom they trust; in their own words where they said so'),
  ] },
  { code: 'photo', part: 1, tier: 1, title: 'Photo', questions: [line('photo_of', 'What the photo shows, and when it was taken')] },
  { code: 'vulnerabilities', part: 1, tier: 1, title: 'What puts them at risk', questions: [
    text('risks', 'What could happen to them, and who or what they need protecting from'),
    text('triggers', 'What has led to their going before'),
    text('before', 'When they were missing before, and where they were found'),
  ] },
  { code: 'associates', part: 1, tier: 1, title: 'People', questions: [
    text('friends', 'Friends and family they may be with', 'Name, how to reach them, where they live'),
    text('of_concern', 'People of concern to you, and why'),
  ] },
  { code: 'addresses', part: 1, tier: 1, title: 'Addresses', questions: [text('addresses', 'Where they live and have lived, and addresses they go to')] },
  { code: 'medical', part: 1, tier: 2, title: 'Health and medicine', questions: [
    text('conditions', 'Conditions and allergies'),
    text('medicine', 'Medicine: what, how often, and how long they can be without it'),
    text('mental_health', 'Self-harm, thoughts of suicide, drugs or alcohol'),
  ] },
  { code: 'money', part: 1, tier: 1, title: 'Money', questions: [text('money', 'Money they can get at: cards, accounts, who gives them money')] },
  { code: 'social_media', part: 1, tier: 1, title: 'Social media', questions: [text('accounts', 'Accounts and names they use, and who follows them there')] },
  { code: 'phone', part: 1, tier: 1, title: 'Phone', questions: [
    line('numbers', 'Phone numbers and network'), text('devices', 'Devices, location sharing, who knows the passcode'),
  ] },
  { code: 'transport', part: 1, tier: 1, title: 'How they get about', questions: [text('transport', 'Bus and train passes, bicycle, lifts, lines they use')] },
]

const whenMissing: readonly PlanSection[] = [
  { code: 'now', part: 2, tier: 1, title: 'What has happened now', questions: [
    text('circumstances', 'What happened before they left, and what they said'),
    text('mood', 'How they were: mood, worries, anything unlike them'),
    text('clothing', 'What they are wearing and carrying'),
    line('money_now', 'How much money they have with them'),
    { id: 'phone_on', kind: 'radios', label: 'Is their phone with them and on?', options: [
      { value: 'on', text: 'With them and on' }, { value: 'off', text: 'With them, but off or not answered' },
      { value: 'left', text: 'Left behind' }, { value: 'unknown', text: 'Not known' }] },
    text('with_whom', 'Whom they may be with, and where they may be going'),
  ] },
  { code: 'health_now', part: 2, tier: 2, title: 'Health now', questions: [
    text('medicine_now', 'Medicine taken today, medicine with them, and when the next is due'),
    text('injuries', 'Hurt, ill, or anything taken'),
  ] },
]

/** Every section in the order of the page; places are asked with the partnership's own scale. */
export function sectionsOf(settings: Settings): PlanSection[] {
  const at = inAdvance.findIndex(({ code }) => code === 'medical')
  return [...inAdvance.slice(0, at), {
    code: 'places', part: 1, tier: 1, title: 'Places where they go',
    hint: 'Where they go when they are not where they should be, and how risky each place is.',
    questions: placeQuestions(settings.valueOf(placeRisks)),
  }, ...inAdvance.slice(at), ...whenMissing]
}

/** What a role may write: a carer by link everything that is not medical. */
export const mayWriteSection = (role: string, { tier }: Pick<PlanSection, 'tier'>): boolean => role !== 'carer' || tier === 1

export const planKeepers: readonly string[] = ['residential_carer', 'social_worker', 'front_door_worker', 'front_door_manager']
/** Those of the keepers' agencies, and whoever keeps one by a personal link. */
export const mayKeep = (role: string): boolean => role === 'carer' || planKeepers.includes(role)
