import type { Practice } from './practice.ts'

/** The topics that a list of these practices follows: the beginnings of their verbs, and of clocks that fall due. */
export function topicsOf(practices: Iterable<Practice>, role?: string): string[] {
  const followed = [...practices].filter(({ team }) => role === undefined || team.includes(role))
  const beginnings = followed.flatMap(({ kind, verbs }) => [kind, ...Object.values(verbs).map(verb => verb.split('.')[0] ?? kind)])
  return ['clock', ...new Set(beginnings)].map(beginning => `verb:${beginning}.`)
}
