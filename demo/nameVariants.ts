import type { Chance } from './chance.ts'

/** How one given name is written or said in different places: short forms and other spellings. */
const groups = [
  'Elizabeth Lizzie Beth Eliza', 'Katherine Kate Katie Kathryn', 'Charlotte Lottie Charlie',
  'Abigail Abi Abbie', 'Rebecca Becky Bex',
  'Hannah Hanna', 'Megan Meg', 'Isla Ayla', 'Bethany Beth', 'Imogen Immy', 'Jessica Jess Jessie',
  'Sophie Sophia', 'Caitlin Kaitlyn',
  'Alexandra Alex Sasha', 'Aleksandra Ola Alexandra', 'Katarzyna Kasia Catherine', 'Agnieszka Aga',
  'Magdalena Magda', 'Zuzanna Zuzia Susanna',
  'Wiktoria Victoria', 'Oliwia Olivia', 'William Will Billy Bill', 'Thomas Tom Tommy', 'Samuel Sam Sammy',
  'Joseph Joe Joey',
  'Benjamin Ben Benji', 'Alexander Alex Xander', 'Edward Eddie Ted', 'Joshua Josh', 'Daniel Dan Danny',
  'Matthew Matt Mathew',
  'Christopher Chris Kris', 'Robert Rob Bobby', 'Michael Mike Mikey', 'James Jamie Jim', 'Nathan Nate',
  'Jakub Kuba Jacob', 'Szymon Simon',
  'Krzysztof Krzys Christopher', 'Tomasz Tomek Thomas', 'Michal Michael', 'Mateusz Matthew', 'Bartosz Bartek',
  'Wojciech Wojtek',
  'Alexandru Alex', 'Stefan Stephan', 'Mohammed Muhammad Mohamed Mohammad', 'Aisha Ayesha Aysha',
  'Fatima Fatimah Fathima',
  'Zainab Zaynab Zeinab', 'Maryam Mariam Miriam', 'Khadija Khadeeja', 'Yusuf Yousuf Yousef',
  'Youssef Yusuf Yousef', 'Hassan Hasan',
  'Usman Uthman Osman', 'Ibrahim Ebrahim', 'Faisal Faysal', 'Rahim Raheem', 'Tanvir Tanveer', 'Shahid Shaheed',
  'Sumaiya Sumayyah',
  'Gurpreet Gurprit Guri', 'Harpreet Harprit', 'Jaspreet Jas', 'Manpreet Mani', 'Oleksandr Alexander Sasha',
  'Dmytro Dmitri Dima',
  'Yuliia Julia Yulia', 'Anastasiia Anastasia Nastya', 'Sofiia Sofia Sophia', 'Kateryna Katerina Katya',
  'Oluwaseun Seun', 'Ayodele Ayo',
  'Temitope Temi', 'Damilola Dami', 'Kelechi Kele', 'Abdi Abdirahman', 'Omar Umar Omer', 'Karim Kareem',
  'Layla Leila Laila',
  'Zahra Zara', 'Ahmad Ahmed Ahmet', 'Goncalo Gonzalo', 'Beatriz Bea Beatrice', 'Elena Helena Lena',
  'Cristian Christian',
  'Aaliyah Aliyah Alia', 'Jermaine Jermain', 'Isaiah Izzy', 'Saoirse Sorcha', 'Niamh Neve', 'Sinead Shinade',
  'Conor Connor', 'Eoin Owen',
]

const variants = new Map(groups.map((group) => {
  const [name = '', ...others] = group.split(' ')
  return [name, others] as const
}))

const familyVariants: Readonly<Record<string, readonly string[]>> = {
  Hussain: ['Hussein', 'Husain'], Ahmed: ['Ahmad', 'Ahmet'], Mahmood: ['Mehmood', 'Mahmud'],
  Choudhury: ['Chowdhury', 'Chaudhury'],
  Rahman: ['Rehman', 'Rahmaan'], Hossain: ['Hussain'], Uddin: ['Udin'], Qureshi: ['Quraishi'],
  Chaudhry: ['Chaudhary'],
  Clarke: ['Clark'], Davies: ['Davis'], Thompson: ['Thomson'], Philips: ['Phillips'], Stewart: ['Stuart'],
  Reid: ['Reed', 'Read'],
  'O’Brien': ['OBrien', 'O Brien'], 'O’Connor': ['OConnor', 'O Connor'],
  'O’Sullivan': ['Sullivan', 'OSullivan'], McCarthy: ['Mc Carthy'],
  Nguyen: ['Nguyên'], Mohamud: ['Mahmoud', 'Mohamoud'], Goncalves: ['Gonçalves'],
  Wisniewski: ['Wisniewska', 'Wiśniewski'],
  Kaminski: ['Kamiński'], Zielinski: ['Zieliński'], Dabrowski: ['Dąbrowski'], Khan: ['Kahn'], Islam: ['Eslam'],
  Gill: ['Ghill'],
}

const noNames: readonly string[] = []

export function listGivenNameVariants(name: string): readonly string[] {
  return variants.get(name) ?? noNames
}

export function listFamilyNameVariants(name: string): readonly string[] {
  return familyVariants[name] ?? noNames
}

const neighbours: Readonly<Record<string, string>> = {
  a: 's', e: 'r', i: 'o', o: 'i', u: 'y', n: 'm', m: 'n', r: 't', t: 'r', s: 'a', l: 'k', d: 'f', h: 'j',
  y: 't', c: 'v', k: 'l', b: 'v',
}

/** A slip of the keyboard: two letters swapped, one dropped, doubled, or its neighbour struck. */
export function mistype(chance: Chance, name: string): string {
  if (name.length < 4) return name
  const at = chance.between(1, name.length - 2)
  const [before, letter, next, after] = [name.slice(0, at), name.charAt(at), name.charAt(at + 1), name.slice(at + 2)]
  switch (chance.below(4)) {
    case 0: return before + next + letter + after
    case 1: return before + next + after
    case 2: return before + letter + letter + next + after
    default: return before + (neighbours[letter] ?? letter) + next + after
  }
}

/** Polish and similar surnames take a woman's ending; Sikh women are often registered as Kaur. */
export function familyNameOf(name: string, isFemale: boolean): string {
  if (!isFemale) return name === 'Kaur' ? 'Singh' : name.replace(/([sc]k)a$/, '$1i')
  if (name === 'Singh') return 'Kaur'
  return /(ski|cki|dzki)$/.test(name) ? `${name.slice(0, -1)}a` : name
}
