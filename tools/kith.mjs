#!/usr/bin/env node
// npx kith <command> …: the same hand-over as npm start, then src/command.ts. It stays in the caller's folder,
// so that `npx kith import occurrences june.csv` means the caller's file.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Failed, findNode, install, isInstalled, root, toolsFirst, visibly } from './launch.mjs'

try {
  if (!isInstalled()) {
    console.error('Installing…')
    await install()
  }
  const tsx = pathToFileURL(join(root, 'tools/tsx.mjs')).href
  const args = ['--import', tsx, join(root, 'src/command.ts'), ...process.argv.slice(2)]
  process.exit(await visibly(findNode(), args, { env: toolsFirst(), cwd: process.cwd(), group: false }))
} catch (error) {
  if (!(error instanceof Failed)) throw error
  console.error(error.message)
  process.exit(error.code)
}
