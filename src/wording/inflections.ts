/** Lists that patterns name in braces. Lists used together as `{abscond:goMissing}` keep the same order. */
export const inflections = {
  be: ['is', 'was', 'are', 'were', 'be', 'been', 'being', 'am'],
  have: ['has', 'had', 'have', 'having'],
  reflexive: ['herself', 'himself', 'themselves', 'themself', 'myself', 'yourself', 'yourselves', 'ourselves'],
  possessive: ['her', 'his', 'their', 'their', 'my', 'your', 'your', 'our'],
  article: ['a', 'an', 'the', 'her', 'his', 'their'],
  pronoun: ['she', 'he', 'they'],
  child: [
    'child', 'children', 'boy', 'boys', 'girl', 'girls', 'teenager', 'teenagers', 'youth', 'youths', 'youngster',
    'pupil', 'pupils', 'student', 'students', 'sibling', 'brother', 'sister', 'classmate', 'peer',
  ],
  relative: [
    'mother', 'mum', 'father', 'dad', 'parent', 'carer', 'aunt', 'uncle', 'grandmother', 'grandfather', 'parents',
    'stepmother', 'stepfather',
  ],
  relatives: ['mother\'s', 'mum\'s', 'father\'s', 'dad\'s', 'carer\'s', 'aunt\'s', 'parent\'s', 'grandmother\'s'],
  older: ['older', 'adult', 'grown'],
  person: ['man', 'men', 'male', 'males', 'woman', 'women', 'female', 'females', 'adult', 'adults', 'person', 'people'],
  exploiter: [
    'gang', 'gangs', 'abuser', 'abusers', 'exploiter', 'exploiters', 'perpetrator', 'perpetrators', 'groomer',
    'groomers', 'dealer', 'dealers', 'trafficker', 'traffickers', 'elder', 'elders', 'olders', 'ocg', 'adults',
  ],
  drugs: ['drugs', 'drug', 'cannabis', 'cocaine', 'crack', 'heroin', 'wraps', 'weed', 'ketamine', 'packages'],
  goods: ['drugs', 'cannabis', 'cocaine', 'weed', 'alcohol', 'money', 'cash', 'gifts', 'cigarettes', 'vapes', 'food'],
  picture: ['picture', 'pictures', 'image', 'images', 'photo', 'photos', 'photographs', 'video', 'videos'],
  explicit: ['explicit', 'indecent', 'nude', 'naked', 'sexual', 'intimate'],
  medium: [
    'phone', 'telephone', 'internet', 'snapchat', 'instagram', 'facebook', 'whatsapp', 'tiktok', 'text', 'apps',
    'app', 'telegram', 'computer',
  ],
  abscond: ['abscond', 'absconds', 'absconded', 'absconding'],
  goMissing: ['go missing', 'goes missing', 'went missing', 'going missing'],
  leave: ['leave', 'leaves', 'left', 'leaving'],
  look: ['looks', 'looked', 'looking', 'appears', 'appeared', 'acts', 'acted', 'acting', 'presents', 'presented'],
  lookBe: ['is', 'was', 'being', 'is', 'was', 'is', 'was', 'being', 'is', 'was'],
  youngAdult: [
    'man', 'woman', 'men', 'women', 'lady', 'ladies', 'gentleman', 'gentlemen', 'male', 'female',
    'males', 'females',
  ],
  youngChild: [
    'boy', 'girl', 'boys', 'girls', 'girl', 'girls', 'boy', 'boys', 'boy', 'girl', 'boys', 'girls',
  ],
  repeatedly: ['frequent', 'regular', 'persistent', 'repeat', 'habitual', 'prolific', 'serial'],
  missingPerson: ['misper', 'mispers', 'absconder', 'absconders', 'runaway', 'runaways', 'mfh'],
  offender: [
    'offender', 'offenders', 'nominal', 'nominals', 'thief', 'thieves', 'shoplifter', 'shoplifters', 'robber',
    'burglar', 'youth', 'youths',
  ],
} as const
