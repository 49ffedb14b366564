export function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** Names, codes and places in our source: a message or a value could carry a child's name. */
export function harmless(error: Error) {
  const lines = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line))
  const stack = lines.slice(0, 20).map(line => line.trim())
  const causes: string[] = []
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause) causes.push(codeOf(cause) ?? cause.name)
  return { error: error.name, code: codeOf(error), stack, causes }
}
