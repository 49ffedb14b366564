export const grades = ['good', 'enough', 'missing'] as const
export type Grade = typeof grades[number]
export const gradeWords: Record<Grade, string> = { good: 'Good', enough: 'Enough', missing: 'Missing' }

export type Criterion = Readonly<{ code: string; title: string; about: string }>

/** What makes a notification useful; `version` is kept with each feedback, so that old grades stay readable. */
export const qualityRubric = {
  version: 1,
  criteria: [
    { code: 'clear_concern', title: 'Clear concern', about: 'It says what the worry for the child is' },
    {
      code: 'facts_apart', title: 'Facts apart from opinion',
      about: 'What happened stands apart from what somebody thinks',
    },
    { code: 'childs_voice', title: 'The child’s voice', about: 'It says what the child said, wished or showed' },
    { code: 'family', title: 'Family', about: 'It says who cares for the child and whether they know' },
    { code: 'language', title: 'Language', about: 'The words treat the child as a child and blame nobody' },
    { code: 'timeliness', title: 'Timeliness', about: 'It came soon enough to act on' },
  ],
} as const satisfies { version: number; criteria: readonly Criterion[] }

export type Grades = Record<string, Grade>
