import type { WrittenFormKind } from '../formKind.ts'

type Section = WrittenFormKind['sections'][number]
type Page = Section['pages'][number]
type Question = Page['questions'][number]

/** Questions that every starter form asks in the same words. */
export const needsPage: Page = {
  id: 'needs', title: 'How does the child communicate?',
  hint: 'This is the first thing that the next person reads, so that nobody meets the child unprepared.',
  questions: [
    {
      id: 'needs', kind: 'checkboxes', label: 'Communication needs and adjustments', becomes: { to: 'need' },
      required: 'Select what you know about how the child communicates, or that you do not know',
      options: [
        { value: 'speech_and_language', text: 'Speech, language or communication need' },
        { value: 'autism', text: 'Autistic' },
        { value: 'adhd', text: 'ADHD' },
        { value: 'learning_disability', text: 'Learning disability' },
        { value: 'deaf', text: 'Deaf or hard of hearing' },
        {
          value: 'english_as_additional_language', text: 'English is an additional language',
          hint: 'Say below whether an interpreter is needed',
        },
        { value: 'other', text: 'Something else' },
        { value: 'none', text: 'None known: I asked' },
        { value: 'not_known', text: 'I do not know' },
      ],
    },
    {
      id: 'needs-how', kind: 'textarea', rows: 3, longest: 2000, becomes: { to: 'need' },
      label: 'What helps?',
      hint: 'For example short sentences, time to answer, a quiet room, an interpreter and the language',
    },
  ],
}

export const urgencyQuestion: Question = {
  id: 'urgency', kind: 'radios', label: 'How soon should somebody look at this?', becomes: { to: 'urgency' },
  required: 'Select how soon somebody should look at this',
  options: [
    {
      value: 'immediate', text: 'At once',
      hint: 'The child is in danger now. Call 999 or the front door as well: a form does not replace a call.',
    },
    { value: 'today', text: 'Today' },
    { value: 'routine', text: 'By the next working day' },
  ],
}

export const safeNowQuestions: Question[] = [
  {
    id: 'safe-now', kind: 'radios', label: 'Is the child safe now?', required: 'Select whether the child is safe now',
    becomes: { to: 'record', kind: 'immediate_safety', assertion: 'fact' },
    options: [
      { value: 'safe', text: 'Yes, safe for now' }, { value: 'not_safe', text: 'No' }, {
        value: 'not_known', text: 'I do not know',
      },
    ],
  },
  {
    id: 'safety-done', kind: 'textarea', rows: 3, longest: 4000,
    label: 'What has been done to keep the child safe, and where is the child now?',
    hint: 'Do not write the address of a home or a placement here',
    required: 'Say what has been done to keep the child safe',
    becomes: { to: 'record', kind: 'immediate_safety', assertion: 'fact' },
  },
]

export const weaponQuestions: Question[] = [
  {
    id: 'weapon', kind: 'radios', label: 'Was there a weapon?', required: 'Select whether there was a weapon',
    becomes: { to: 'record', kind: 'weapon', assertion: 'fact', unless: ['none', 'not_known'] },
    options: [
      { value: 'none', text: 'No' },
      { value: 'knife_carried', text: 'A knife or blade, carried' },
      { value: 'knife_used', text: 'A knife or blade, used or threatened with' },
      { value: 'other_carried', text: 'Another weapon, carried' },
      { value: 'other_used', text: 'Another weapon, used or threatened with' },
      { value: 'not_known', text: 'I do not know' },
    ],
  },
  {
    id: 'weapon-what', kind: 'text', label: 'If there was a weapon: what was it, who had it, and where is it now?',
    longest: 500,
    showIf: { question: 'weapon', is: ['knife_carried', 'knife_used', 'other_carried', 'other_used'] },
    becomes: { to: 'record', kind: 'weapon', assertion: 'fact' },
  },
]

export const voicePage: Page = {
  id: 'voice', title: 'What does the child say?',
  hint: 'In the child’s own words where you can. These words are never corrected.',
  questions: [
    {
      id: 'voice-heard', kind: 'radios', label: 'Have you been able to ask the child?', becomes: { to: 'form' },
      required: 'Select whether you have been able to ask the child',
      options: [
        { value: 'yes', text: 'Yes' },
        { value: 'observed', text: 'The child does not speak, or not yet; I watched' }, { value: 'no', text: 'No' },
      ],
    },
    {
      id: 'voice-words', kind: 'textarea', rows: 5, label: 'The child’s own words', showIf: {
        question: 'voice-heard', is: ['yes'],
      },
      required: 'Write what the child said', becomes: { to: 'record', kind: 'childs_voice', assertion: 'own_words' },
    },
    {
      id: 'voice-seen', kind: 'textarea', rows: 5, label: 'What you saw of how the child is', showIf: {
        question: 'voice-heard', is: ['observed'],
      },
      required: 'Write what you saw', becomes: { to: 'record', kind: 'childs_voice', assertion: 'fact' },
    },
    {
      id: 'voice-why-not', kind: 'textarea', rows: 3, longest: 2000, label: 'Why not, and who could ask?',
      showIf: { question: 'voice-heard', is: ['no'] }, required: 'Say why the child has not been asked',
      becomes: { to: 'record', kind: 'childs_voice', assertion: 'fact' },
    },
  ],
}

export const opinionPage: Page = {
  id: 'opinion', title: 'What do you think?',
  hint: 'Your professional opinion, kept apart from the facts: '
    + 'what worries you, why, and what you think should happen.',
  questions: [{
    id: 'opinion', kind: 'textarea', rows: 8, label: 'Your professional opinion', checksWording: true,
    required: 'Write what you think and why', becomes: { to: 'record', kind: 'opinion', assertion: 'opinion' },
  }],
}

export const whereAndWhenPage: Page = {
  id: 'where-and-when', title: 'Where and when was it?',
  questions: [
    { id: 'when', kind: 'date_time', label: 'When did it happen?', required: 'Enter the day on which it happened',
      becomes: { to: 'form' },
      hint: 'For example 23 11 2026 and 17:30. Leave the time empty if you do not know it.' },
    { id: 'place', kind: 'place', label: 'Where did it happen?', required: 'Enter a postcode or describe the place',
      hint: 'A postcode, or a place in words such as “the skate park in Alder Lane”',
      becomes: { to: 'record', kind: 'event_place', assertion: 'fact' } },
  ],
}

export const familyPage: Page = {
  id: 'family', title: 'Does the family know?',
  hint: 'You do not need consent to share when a child may be at risk. '
    + 'Where it is safe, tell the family what you share and why.',
  questions: [
    {
      id: 'family-informed', kind: 'radios', label: 'Have you told the family about this notification?',
      required: 'Select whether you have told the family', becomes: {
        to: 'record', kind: 'family_informed', assertion: 'fact',
      },
      options: [
        { value: 'yes', text: 'Yes, the family knows' }, { value: 'partly', text: 'Some of the family know' },
        { value: 'no', text: 'No, the family does not know' },
      ],
    },
    {
      id: 'family-view', kind: 'textarea', rows: 3, longest: 4000,
      label: 'If all or some of the family know: who, and what do they say?',
      showIf: { question: 'family-informed', is: ['yes', 'partly'] }, becomes: {
        to: 'record', kind: 'family_informed', assertion: 'fact',
      },
    },
    {
      id: 'family-why-not', kind: 'textarea', rows: 3, longest: 4000, label: 'If some or all do not know: why not?',
      hint: 'For example because telling them could put somebody in danger, or they could not be reached',
      showIf: {
        question: 'family-informed', is: ['partly', 'no'],
      }, required: 'Say why the family, or some of it, has not been told',
      becomes: { to: 'record', kind: 'family_informed', assertion: 'fact' },
    },
  ],
}

export const evidencePage: Page = {
  id: 'evidence', title: 'Add photos or documents', aside: true,
  questions: [{
    id: 'files', kind: 'files', label: 'Photos or documents',
    hint: 'PDF, Word, JPEG, PNG, WebP, HEIC or plain text, up to 10 MB each', becomes: { to: 'form' },
  }],
}
