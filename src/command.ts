import { importCommand } from './importCommand.ts'

const usage = `Usage:
  npx kith import <kind> <file> --as <agency> [--staff <id or e-mail>]   import a file into Kith
  npx kith import                                                      list the kinds of file`

const [name, ...args] = process.argv.slice(2)
if (name === 'import') {
  process.exitCode = await importCommand(args, { say: line => { console.log(line) }, complain: line => { console.error(line) } })
} else {
  console.error(usage)
  process.exitCode = 2
}
