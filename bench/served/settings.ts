import { readSettings, type Settings } from '../../src/kernel/settings.ts'

/** The demo's settings with limits out of the way: a benchmark is one address that asks for everybody. */
export function readBenchSettings(): Settings {
  const plenty = '1000000'
  return readSettings({
    KITH_LIMIT_SIGN_IN: plenty, KITH_LIMIT_SEARCH: plenty, KITH_LIMIT_WRITE: plenty, KITH_LIMIT_TOKEN: plenty,
    KITH_IDLE_MINUTES: '60',
  })
}
