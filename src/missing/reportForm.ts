import type { Option, StepForm } from '../practice/question.ts'

export const relationships: readonly Option[] = [
  { value: 'parent', text: 'Parent or relative' }, { value: 'foster_carer', text: 'Foster carer' },
  { value: 'home', text: 'Children’s home' }, { value: 'social_worker', text: 'Social worker' },
  { value: 'school', text: 'School' }, { value: 'friend', text: 'Friend or member of the public' },
  { value: 'other', text: 'Somebody else' },
]
/** Whoever looks after a child tries to find them before, or while, they ring. */
export const responsibleReporters = ['parent', 'foster_carer', 'home', 'social_worker'] as const

export const absences: readonly Option[] = [
  { value: 'home', text: 'Missing from home', hint: 'Lives with family or by themselves; nobody knows where they are' },
  { value: 'care', text: 'Missing from care',
    hint: 'Looked after by a council, not where they should be, and nobody knows where they are' },
  { value: 'placement', text: 'Away from placement without authorisation',
    hint: 'Looked after by a council; it is known where they are, but they should not be there' },
]
const inCare = { question: 'absence', is: ['care', 'placement'] }

const yesNo: readonly Option[] = [{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }]

/** In the order in which a call taker asks. */
export const reportForm: StepForm = {
  intro: 'Ask in this order. Record what is said, in the words in which it is said, and who said it.',
  happenedAt: 'reported_at',
  pages: [
    { title: 'Who is reporting',
      questions: ['reported_at', 'reporter_relationship', 'reporter_name', 'reporter_contact'] },
    { title: 'When and where last seen', questions: ['last_seen_at', 'last_seen_where', 'last_seen_with', 'clothing'] },
    { title: 'What has been tried', questions: ['tried', 'tried_detail', 'not_tried_why'] },
    { title: 'Why you are worried', questions: ['immediate_danger', 'worry', 'risks'] },
    { title: 'Health and means', questions: ['medical', 'phone', 'money', 'vehicle'] },
    { title: 'People and places', questions: ['friends', 'places'] },
    { title: 'Where the child lives', questions: ['absence', 'placement', 'home_authority', 'host_authority'] },
  ],
  questions: [
    { id: 'reported_at', kind: 'date_time', past: true, label: 'When was this reported?', hint: 'Leave empty for now' },
    { id: 'reporter_relationship', kind: 'radios', label: 'Who is reporting?', options: relationships,
      required: 'Choose who is reporting' },
    { id: 'reporter_name', kind: 'text', label: 'Their name', required: 'Enter the name of whoever reports' },
    { id: 'reporter_contact', kind: 'text', label: 'How can they be reached?',
      required: 'Enter how they can be reached' },
    { id: 'last_seen_at', kind: 'date_time', past: true, label: 'When was the child last seen?',
      required: 'Enter when the child was last seen' },
    { id: 'last_seen_where', kind: 'textarea', rows: 2, label: 'Where was that?',
      required: 'Enter where the child was last seen' },
    { id: 'last_seen_with', kind: 'text', label: 'Who was with them?' },
    { id: 'clothing', kind: 'textarea', rows: 2, label: 'What were they wearing and carrying?' },
    { id: 'tried', kind: 'checkboxes', label: 'What has been tried to find them?',
      required: 'Choose what has been tried', options: [
      { value: 'phone', text: 'Rang or messaged the child' }, { value: 'friends', text: 'Asked friends and family' },
      { value: 'home', text: 'Looked through the home' }, { value: 'places', text: 'Looked where they usually go' },
      { value: 'online', text: 'Looked at their social media' }, { value: 'hospital', text: 'Rang hospitals' },
      { value: 'nothing', text: 'Nothing yet' },
    ] },
    { id: 'tried_detail', kind: 'textarea', label: 'What came of it?',
      showIf: { question: 'tried', is: ['phone', 'friends', 'home', 'places', 'online', 'hospital'] } },
    { id: 'not_tried_why', kind: 'textarea', rows: 2, label: 'Why has nothing been tried yet?',
      showIf: { question: 'tried', is: ['nothing'] } },
    { id: 'immediate_danger', kind: 'radios', label: 'Is the child in danger now?', options: yesNo,
      hint: 'If so, the search begins at once, whatever else is still to be asked',
      required: 'Choose whether the child is in danger now' },
    { id: 'worry', kind: 'textarea', label: 'Why are you worried?', checksWording: true,
      required: 'Enter why there is worry' },
    { id: 'risks', kind: 'checkboxes', label: 'Is any of this known?', options: [
      { value: 'criminal_exploitation', text: 'Criminally exploited by others' },
      { value: 'sexual_exploitation', text: 'Sexually exploited by others' },
      { value: 'trafficking', text: 'Trafficked, or taken away before' },
      { value: 'violence', text: 'Threatened or hurt by others' },
      { value: 'self_harm', text: 'Self-harm or thoughts of suicide' },
      { value: 'weapon', text: 'Carries a weapon, or fears one' },
      { value: 'substances', text: 'Drugs or alcohol' }, { value: 'unlike_them', text: 'Unlike them to be away' },
    ] },
    { id: 'medical', kind: 'textarea', rows: 2, label: 'Health conditions, and medicine they need' },
    { id: 'phone', kind: 'text', label: 'Phone numbers and accounts they use' },
    { id: 'money', kind: 'text', label: 'Money, bank card, travel card' },
    { id: 'vehicle', kind: 'text', label: 'Vehicle, bicycle or scooter' },
    { id: 'friends', kind: 'textarea', rows: 3, label: 'Friends, family and others they may be with' },
    { id: 'places', kind: 'textarea', rows: 3, label: 'Places where they may be' },
    { id: 'absence', kind: 'radios', label: 'Which is it?', options: absences, required: 'Choose which it is' },
    { id: 'placement', kind: 'text', label: 'Home or placement', showIf: inCare },
    { id: 'home_authority', kind: 'text', label: 'Home authority', hint: 'The council that looks after the child',
      showIf: inCare,
      required: 'Enter the council that looks after the child' },
    { id: 'host_authority', kind: 'text', label: 'Host authority',
      hint: 'The council in whose area the child lives, if another', showIf: inCare },
  ],
}
