import type { Adapter, AdapterPayload } from 'oidc-provider'

type Kept = { payload: AdapterPayload; until: number }

const most = 5000

/** What the provider remembers, in this process only: a demo may forget everything when it stops. */
export function memoryAdapters(): (name: string) => Adapter {
  const kept = new Map<string, Kept>()
  const find = (key: string) => {
    const found = kept.get(key)
    if (found && found.until > Date.now()) return found.payload
    kept.delete(key)
    return undefined
  }
  return name => ({
    upsert: async (id, payload, seconds = 3600) => {
      kept.delete(`${name} ${id}`)
      kept.set(`${name} ${id}`, { payload, until: Date.now() + seconds * 1000 })
      for (const oldest of kept.keys()) if (kept.size > most) kept.delete(oldest)
    },
    find: async id => find(`${name} ${id}`),
    findByUid: async uid =>
      [...kept].find(([key, { payload }]) => key.startsWith(`${name} `) && payload.uid === uid)?.[1].payload,
    findByUserCode: async () => undefined,
    consume: async (id) => {
      const payload = find(`${name} ${id}`)
      if (payload) payload.consumed = Math.floor(Date.now() / 1000)
    },
    destroy: async (id) => { kept.delete(`${name} ${id}`) },
    revokeByGrantId: async (grantId) => {
      for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key)
    },
  })
}
