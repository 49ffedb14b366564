import { InsetText } from '../design/insetText.tsx'
import { disclose } from '../kernel/disclosure.ts'
import { dateText, dateTimeText } from '../language/format.ts'
import type { EpisodePanel } from '../practice/room.ts'
import { carrierCriteria, promptFrom } from './carrier.ts'
import type { Prompt } from './carrier.ts'
import { latest } from './knifeReferral.ts'
import { youthJustice } from './roles.ts'
import { listKnifeFacts } from './store.ts'

/** A question about this one child, with all that it rests on, for whoever works with them; it ends by itself. */
const promptPanel: EpisodePanel = {
  kinds: ['knife_referral'], place: 'before_steps',
  show: async ({ tx, kernel, scope, facts }) => {
    if (!youthJustice.includes(facts.viewer.role) || facts.episode.closedAt) return undefined
    const { personId } = facts.episode
    const known = await listKnifeFacts(tx, personId)
    const prompt = promptFrom(facts.settings.valueOf(carrierCriteria), known, {
      now: facts.now, decidedAt: latest(facts, 'decide_prompt')?.recordedAt,
    })
    if (!prompt) return undefined
    await disclose(tx, kernel, scope, { page: 'knife/prompt', people: [{ personId, categories: ['police'] }] })
    return <PromptView prompt={prompt} version={facts.settings.versionOf(carrierCriteria)} />
  },
}

function PromptView({ prompt: { criterion, facts, endsAt }, version }: { prompt: Prompt; version: number }) {
  return (
    <section aria-label="Does this child need more help?">
      <h2 class="govuk-heading-m">Does this child need more help?</h2>
      <p class="govuk-body">
        Asked because of one published criterion: {criterion.title.toLowerCase()}{' '}
        (<a class="govuk-link" href="/knife/criteria">{version === 0 ? 'starter values' : `version ${version}`}</a>). It rests on this and nothing else:
      </p>
      <ul class="govuk-list govuk-list--bullet">
        {facts.map(({ title, occurredAt, agency }) => <li>{dateTimeText(occurredAt)}: {title}, {agency}</li>)}
      </ul>
      <InsetText>
        Support first: <a class="govuk-link" href="/programmes?need=need_violence">programmes about violence and carrying a knife</a>, and{' '}
        <a class="govuk-link" href="/programmes?kind=mentoring">a mentor</a>. You decide below. The question ends by itself on {dateText(endsAt)}.
      </InsetText>
    </section>
  )
}

export const knifePanels: readonly EpisodePanel[] = [promptPanel]
