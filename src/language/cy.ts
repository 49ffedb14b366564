import type { Translation } from './catalogue.ts'

/** Welsh. What is missing here is shown in English, and counted by a test. */
export const cy = {
  frame: {
    skip: 'Neidio i\u2019r prif gynnwys',
    searchButton: 'Chwilio',
    signOut: 'Allgofnodi',
    help: 'Cymorth',
    accessibility: 'Datganiad hygyrchedd',
  },
  govuk: {
    back: 'Yn \u00f4l',
    error: 'Gwall',
    thereIsAProblem: 'Mae yna broblem',
    warning: 'Rhybudd',
    contents: 'Cynnwys',
    day: 'Diwrnod',
    month: 'Mis',
    year: 'Blwyddyn',
  },
  person: { age: 'Oed' },
  level: { red: 'Coch', amber: 'Oren', green: 'Gwyrdd', blue: 'Glas' },
  hidden: { title: 'Calendr', back: 'Yn \u00f4l' },
  time: { today: 'heddiw', yesterday: 'ddoe', tomorrow: 'yfory', midnight: 'hanner nos', midday: 'hanner dydd' },
} as const satisfies Translation
