const held = 'KT429' // the state that authz.keep_pace raises
const longestSeconds = 86_400

/** For how many seconds whoever reads is held because they read too fast; nothing if the error is another one. */
export function secondsHeld(error: unknown): number | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (!('code' in cause) || cause.code !== held) continue
    const seconds = Number('hint' in cause ? cause.hint : '')
    return seconds > 0 ? Math.min(seconds, longestSeconds) : 60
  }
  return undefined
}
