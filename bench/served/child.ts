import { spawn, type ChildProcess } from 'node:child_process'
import { serverFlags } from '../../tools/serverFlags.mjs'

/** One of our files as a process of its own, which goes when we go. */
export type Child = {
  process: ChildProcess
  /** The next message that has this field. */
  next: (has: string, patienceSeconds?: number) => Promise<Record<string, unknown>>
  kill: () => Promise<void>
}

const usualPatienceSeconds = 60

/** The server is started as `npm start` starts it; whoever writes and measures has Node’s usual heap. */
export function startChild(file: string, env: Record<string, string>): Child {
  const flags = file === 'bench/served/server.ts' ? serverFlags : ['--import', './tools/tsx.mjs']
  const child = spawn(process.execPath, [...flags, file], {
    env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const gone = new Promise<void>(ended => { child.once('exit', () => { ended() }) })
  const end = () => { child.kill('SIGKILL') }
  process.once('exit', end)
  void gone.then(() => process.off('exit', end))
  return {
    process: child,
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
    next: (has, patienceSeconds = usualPatienceSeconds) => new Promise((told, refused) => {
      const timer = setTimeout(() => { refused(new Error(`${file} said no "${has}"`)) }, patienceSeconds * 1000)
      const hear = (message: unknown) => {
        if (!isMessage(message) || !(has in message)) return
        clearTimeout(timer)
        child.off('message', hear)
        told(message)
      }
      child.on('message', hear)
      child.once('exit', () => {
        clearTimeout(timer)
        refused(new Error(`${file} ended before it said "${has}"`))
      })
    }),
  }
}

export const isMessage = (message: unknown): message is Record<string, unknown> =>
  typeof message === 'object' && message !== null

/** Milliseconds of the machine's monotonic clock: the same in all processes. */
export const clockNow = () => Number(process.hrtime.bigint()) / 1e6
