import { writeFormKind } from '../formKind.ts'
import {
  evidencePage, familyPage, needsPage, opinionPage, safeNowQuestions, urgencyQuestion, voicePage, weaponQuestions,
  whereAndWhenPage,
} from './questions.ts'

/** What a police officer sends: elsewhere called PPN, PVP, VPN, VPRF or Merlin PAC. */
export const ppn1 = writeFormKind({
  code: 'ppn1', version: 1, title: 'Safeguarding notification (PPN1)',
  about: 'Tell the front door about a child whom you worry about.', subject: 'the child',
  sections: [
    {
      id: 'child', title: 'The child', audience: 'Your agency and the front door', welfare: true, pages: [needsPage],
    },
    {
      id: 'worry', title: 'The worry', audience: 'Your agency and the front door', welfare: true,
      pages: [
        {
          id: 'concern', title: 'What are you worried about?',
          questions: [
            {
              id: 'concern-type', kind: 'radios', label: 'The main worry',
              required: 'Select what you are most worried about',
              becomes: { to: 'headline', kind: 'concern', assertion: 'fact' },
              options: [
                { value: 'criminal_exploitation', text: 'Criminal exploitation' },
                { value: 'sexual_exploitation', text: 'Sexual exploitation' },
                { value: 'serious_violence', text: 'Serious violence or weapons' },
                { value: 'missing', text: 'Going missing' },
                { value: 'domestic_abuse', text: 'Domestic abuse in the home' },
                { value: 'neglect', text: 'Neglect' },
                { value: 'physical_abuse', text: 'Physical abuse' },
                { value: 'sexual_abuse', text: 'Sexual abuse' },
                { value: 'emotional_abuse', text: 'Emotional abuse' },
                { value: 'self_harm', text: 'Self-harm or suicidal thoughts' },
                { value: 'substances', text: 'Drugs or alcohol' },
                { value: 'other', text: 'Something else' },
              ],
            },
            urgencyQuestion,
          ],
        },
        { id: 'safety', title: 'Is the child safe now?', questions: [...safeNowQuestions, ...weaponQuestions] },
      ],
    },
    {
      id: 'account', title: 'What happened and what you think',
      audience: 'Your agency and the front door. A school that is asked for information does not see it',
      pages: [
        {
          id: 'account', title: 'What happened?',
          hint: 'Only what you saw, heard or were told, and by whom. What you think comes on the next page.',
          questions: [{
            id: 'account', kind: 'textarea', rows: 12, label: 'The facts', checksWording: true,
            required: 'Write what happened',
            becomes: { to: 'record', kind: 'account', assertion: 'fact' },
          }],
        },
        opinionPage,
      ],
    },
    {
      id: 'voice', title: 'The child’s voice', audience: 'Your agency and the front door', welfare: true,
      pages: [voicePage],
    },
    {
      id: 'event', title: 'The event', audience: 'Your agency and the front door',
      pages: [
        {
          id: 'people', title: 'Who was there?',
          hint: 'A role belongs to this event, not to the person. '
            + 'The same child can be a victim today and a suspect tomorrow.',
          questions: [{
            id: 'people', kind: 'people', label: 'The child’s own role in this event',
            required: 'Select the child’s own role in this event',
            becomes: { to: 'form' },
            roles: [
              'victim', 'exploited', 'witness', 'subject_of_concern', 'suspected', 'arrested', 'reporting_person',
              'parent_or_carer', 'professional', 'other',
            ],
          }],
        },
        whereAndWhenPage,
      ],
    },
    {
      id: 'family', title: 'The family', audience: 'Your agency and the front door', welfare: true,
      pages: [familyPage],
    },
    {
      id: 'evidence', title: 'Photos and documents', audience: 'Your agency and the front door',
      pages: [evidencePage],
    },
  ],
})
