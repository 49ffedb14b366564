const longest = 1_000

/** What is wrong with a reason that everybody will be able to read, or nothing. */
export function reasonProblem(why: string, missing: string): string | undefined {
  if (why === '') return missing
  return why.length > longest ? `Use ${longest} characters or fewer` : undefined
}
