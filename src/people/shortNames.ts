/** Short and full forms that families and registers use for one another; a starter list, English first. */
const groups: readonly (readonly string[])[] = [
  ['alexander', 'alex', 'alec', 'sandy', 'xander'], ['alexandra', 'alex', 'lexi', 'sandra'], ['andrew', 'andy', 'drew'],
  ['anthony', 'antony', 'tony'], ['benjamin', 'ben', 'benji'],
  ['catherine', 'katherine', 'kathryn', 'kate', 'katie', 'cathy', 'kathy'],
  ['charles', 'charlie', 'chas'], ['charlotte', 'charlie', 'lottie'], ['christopher', 'chris', 'kit'],
  ['daniel', 'dan', 'danny'],
  ['david', 'dave', 'davey'], ['edward', 'ed', 'eddie', 'ted', 'teddy', 'ned'], ['eleanor', 'ellie', 'nell'],
  ['elizabeth', 'elisabeth', 'liz', 'lizzie', 'beth', 'betty', 'eliza', 'libby', 'ellie'],
  ['frederick', 'fred', 'freddie'],
  ['gabriel', 'gabe'], ['gregory', 'greg'], ['isabella', 'isabelle', 'bella', 'izzy', 'issy'], ['jacob', 'jake'],
  ['james', 'jim', 'jimmy', 'jamie'], ['jennifer', 'jen', 'jenny'], ['jessica', 'jess', 'jessie'],
  ['john', 'jack', 'johnny', 'jon'],
  ['jonathan', 'jon', 'jonny'], ['joseph', 'joe', 'joey'], ['joshua', 'josh'], ['leonard', 'leo', 'len', 'lenny'],
  ['margaret', 'maggie', 'meg', 'peggy', 'daisy'], ['matthew', 'matt', 'matty'], ['michael', 'mike', 'mick', 'micky'],
  ['mohammed', 'mohammad', 'muhammad', 'mohamed', 'muhammed', 'mohd', 'md', 'mo'],
  ['nathaniel', 'nathan', 'nate', 'nat'],
  ['nicholas', 'nick', 'nicky'], ['oliver', 'ollie', 'olly'], ['oluwaseun', 'seun'], ['patrick', 'pat', 'paddy'],
  ['rebecca', 'becky', 'bex'],
  ['richard', 'rich', 'rick', 'ricky', 'dick'], ['robert', 'rob', 'robbie', 'bob', 'bobby', 'bert'],
  ['samantha', 'sam', 'sammy'],
  ['samuel', 'sam', 'sammy'], ['stephen', 'steven', 'steve', 'stevie'], ['theodore', 'theo', 'ted', 'teddy'],
  ['thomas', 'tom', 'tommy'], ['timothy', 'tim'], ['victoria', 'vicky', 'tori'],
  ['william', 'will', 'bill', 'billy', 'liam', 'willy'],
  ['yusuf', 'yousef', 'joseph'], ['zachary', 'zach', 'zac', 'zak'],
]

const byName = new Map<string, Set<string>>()
for (const group of groups)
  for (const name of group) byName.set(name, (byName.get(name) ?? new Set()).union(new Set(group)))

/** The other forms of a plain given name, without itself. */
export function otherFormsOf(plain: string): string[] {
  return [...(byName.get(plain) ?? [])].filter(form => form !== plain)
}
