type Place = { start: number; found: string }

/** The text with the finding's words replaced; nothing else of it changes. */
export function replaceFinding(text: string, finding: Place & { end: number }, alternative: string): string {
  return text.slice(0, finding.start) + inTheManner(text, finding, alternative) + text.slice(finding.end)
}

/** Keeps the capital that begins a sentence, and the capitals of a text written in capitals. */
export function inTheManner(text: string, { start, found }: Place, alternative: string): string {
  const isInCapitals = found === found.toUpperCase() && found !== found.toLowerCase()
  if (isInCapitals && /\s/.test(found)) return alternative.toUpperCase()
  const isCapital = /^\p{Lu}/u.test(found) && (!isInCapitals || beginsSentence(text, start))
  return isCapital ? alternative.replace(/^\p{Ll}/u, first => first.toUpperCase()) : alternative
}

const nearEnough = 20

function beginsSentence(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - nearEnough), start)
  return start === 0 || /(?:^|[.!?:]|\n)[\s"“‘(•*-]*$/.test(before) && !/^\s*$/.test(before) || /\n\s*$/.test(before)
}
