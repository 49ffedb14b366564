import { writeFormKind } from '../formKind.ts'
import {
  evidencePage, familyPage, needsPage, opinionPage, safeNowQuestions, urgencyQuestion, voicePage, whereAndWhenPage,
} from './questions.ts'

/** What a school, a hospital, youth justice or a community organisation sends. */
export const interAgencyReferral = writeFormKind({
  code: 'inter-agency-referral', version: 1, title: 'Inter-agency referral',
  about: 'Ask the front door for help for a child whom you work with.', subject: 'the child',
  sections: [
    { id: 'child', title: 'The child', audience: 'Your agency and the front door', welfare: true, pages: [needsPage] },
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
                { value: 'change', text: 'A change in how the child is or behaves' },
                { value: 'injury', text: 'An injury' },
                { value: 'exploitation', text: 'Exploitation by others' },
                { value: 'violence', text: 'Violence between young people' },
                { value: 'neglect', text: 'Neglect' },
                { value: 'abuse', text: 'Abuse' },
                { value: 'attendance', text: 'Not attending, or missing from education' },
                { value: 'home', text: 'What happens at home' },
                { value: 'mental_health', text: 'Mental health, self-harm' },
                { value: 'other', text: 'Something else' },
              ],
            },
            urgencyQuestion,
          ],
        },
        { id: 'safety', title: 'Is the child safe now?', questions: safeNowQuestions },
      ],
    },
    {
      id: 'account', title: 'What happened and what you think', audience: 'Your agency and the front door',
      pages: [
        {
          id: 'account', title: 'What have you seen or been told?',
          hint: 'The facts, and who told you. What you think comes on the next page.',
          questions: [
            {
              id: 'account', kind: 'textarea', rows: 10, label: 'The facts', checksWording: true,
              required: 'Write what you have seen or been told',
              becomes: { to: 'record', kind: 'account', assertion: 'fact' },
            },
            {
              id: 'tried', kind: 'textarea', rows: 4, label: 'What help have the child and the family had so far?',
              becomes: { to: 'record', kind: 'concern', assertion: 'fact' },
            },
          ],
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
          id: 'people', title: 'Who else is part of this?', hint: 'A role belongs to this event, not to the person.',
          questions: [{
            id: 'people', kind: 'people', label: 'The child’s own role in this event',
            required: 'Select the child’s own role in this event',
            becomes: { to: 'form' },
            roles: [
              'victim', 'exploited', 'witness', 'subject_of_concern', 'suspected', 'reporting_person',
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
