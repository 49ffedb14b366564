import type { ActHead } from './audience.ts'
import type { Subscriber } from './subscriber.ts'

/** `work:<id>`, `person:<id>` or `verb:<beginning of a verb>`. */
const topicShape = /^(?:(?:work|person):[0-9a-f-]{36}|verb:[a-z_.]{3,40})$/

const mostTopics = 12

export const topicsIn = (text: string): string[] => text.split(',').filter(topic => topicShape.test(topic)).slice(0, mostTopics)

/** Subscribers by topic, so that an act is judged only for pages that could show it. */
export class Directory {
  readonly all = new Set<Subscriber>()
  readonly #byTopic = new Map<string, Set<Subscriber>>()

  add(subscriber: Subscriber): void {
    this.all.add(subscriber)
    for (const topic of subscriber.topics) {
      const set = this.#byTopic.get(topic) ?? new Set()
      set.add(subscriber)
      this.#byTopic.set(topic, set)
    }
  }

  remove(subscriber: Subscriber): void {
    this.all.delete(subscriber)
    for (const topic of subscriber.topics) {
      const set = this.#byTopic.get(topic)
      set?.delete(subscriber)
      if (set?.size === 0) this.#byTopic.delete(topic)
    }
  }

  on(topic: string): Iterable<Subscriber> {
    return this.#byTopic.get(topic) ?? []
  }

  /** Everybody who has a topic of this act, each once. */
  concernedBy(act: ActHead): Set<Subscriber> {
    const found = new Set<Subscriber>()
    for (const [topic, subscribers] of this.#byTopic)
      if (matches(topic, act)) for (const subscriber of subscribers) found.add(subscriber)
    return found
  }
}

export function matches(topic: string, act: ActHead): boolean {
  if (topic.startsWith('verb:')) return act.verb.startsWith(topic.slice(5))
  return topic === `person:${act.person_id}` || (act.work_id !== null && topic === `work:${act.work_id}`)
}
