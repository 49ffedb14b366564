// npm run bench -- tlog: the free-standing library of the log, in memory.
export const figures = await import('../packages/tlog/bench.ts')
