// Finds the browser of the page tests, and says how to get one. Plain JavaScript: see launch.mjs.
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const usual = [
  '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium', '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The path of a Chromium or Chrome: $CHROMIUM, a usual place, or one that Playwright downloaded. */
export function findChromium() {
  const chosen = process.env.CHROMIUM
  if (chosen) return existsSync(chosen) ? chosen : undefined
  return usual.find(path => existsSync(path)) ?? findDownloaded()
}

function findDownloaded() {
  const cache = process.platform === 'darwin' ? 'Library/Caches/ms-playwright' : '.cache/ms-playwright'
  const folder = join(homedir(), cache)
  if (!existsSync(folder)) return undefined
  const inside = ['chrome-linux/chrome', 'chrome-linux64/chrome', 'chrome-mac/Chromium.app/Contents/MacOS/Chromium']
  const buildOf = name => Number(/^chromium-(\d+)$/.exec(name)?.[1] ?? 0)
  return readdirSync(folder).filter(buildOf).sort((one, other) => buildOf(other) - buildOf(one))
    .flatMap(name => inside.map(path => join(folder, name, path))).find(path => existsSync(path))
}

/** Root on a system with apt-get: nobody needs to be asked. */
export const mayInstallChromium = () =>
  process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && !process.env.CHROMIUM

const chosenPlace = process.env.CHROMIUM ? ` at ${process.env.CHROMIUM} (CHROMIUM)` : ''

export const howToInstallChromium = `
The page tests need a Chromium or Chrome, and there is none${chosenPlace}. One of these brings it:
  Debian:            sudo apt-get install chromium
  Ubuntu, Fedora:    npx playwright-core install --with-deps chromium
  macOS:             npx playwright-core install chromium
or set CHROMIUM to the path of one, or KITH_SKIP_BROWSER=1 to leave the page tests out.`
