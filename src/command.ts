import { argv } from 'node:process'

const usage = `Usage:
  npx kith import <kind> <file> --as <agency> [--staff <id or e-mail>]   import a file into Kith
  npx kith import                                                      list the kinds of file
  npx kith verify [--database <address>] [--log <verifier key>] [--witness "<verifier key> <address>"]…
                                                                       check the record of disclosures against its log
  npx kith verify --receipt <file> --log <verifier key> [--witness <verifier key>]… [--at-least N]
                                                                       check one receipt, without any database
  npx kith witness --state <file> --key <file> --log <verifier key>… --port N [--host H] [--name <name>]
                                                                       co-sign a partnership’s log, as a partner agency`

const [name = '', ...args] = argv.slice(2)
const voice = { say: (line: string) => { console.log(line) }, complain: (line: string) => { console.error(line) } }

/** Each brings its own libraries: a witness needs neither the database nor the importers. */
async function run(): Promise<number> {
  if (name === 'import') return (await import('./importCommand.ts')).importCommand(args, voice)
  if (name === 'verify') return (await import('./verifyCommand.ts')).verifyCommand(args, voice)
  if (name === 'witness') return (await import('./witnessCommand.ts')).witnessCommand(args, voice)
  voice.complain(usage)
  return 2
}

process.exitCode = await run()
