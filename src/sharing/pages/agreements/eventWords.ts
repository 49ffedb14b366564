import type { AgreementEvent } from '../../store/agreements.ts'
import type { Words } from '../../store/words.ts'

const titles: Record<AgreementEvent['what'], string> = {
  drafted: 'A draft was begun',
  facts_changed: 'The draft was changed',
  clause_saved: 'A clause was written',
  clause_removed: 'A clause was taken out',
  proposed: 'It was proposed for signature',
  signed: 'It was signed',
  complete: 'All parties have signed',
  sent_back: 'It was sent back',
  withdrawn: 'It was withdrawn',
  activated: 'It came into force',
  superseded: 'A newer version replaced it',
  clause_ended: 'A clause was ended',
  agreement_ended: 'The agreement was ended',
}
const byOfficers: readonly AgreementEvent['what'][] = ['signed', 'sent_back']

export function eventTitle({ what, number, agencyId }: AgreementEvent, words: Words): string {
  if (what === 'clause_ended') return `Clause ${number ?? ''} was ended`
  return byOfficers.includes(what) && agencyId !== null
    ? `${titles[what]} for ${words.agency(agencyId)}`
    : titles[what]
}

/** Changes of one draft in a row are one line: who wrote when is kept, but nobody reads fifty lines of it. */
export function withoutRepeats(events: readonly AgreementEvent[]): AgreementEvent[] {
  const writing: readonly AgreementEvent['what'][] = ['facts_changed', 'clause_saved', 'clause_removed']
  return events.filter((event, index) => {
    const before = events[index - 1]
    return !(before && writing.includes(event.what) && writing.includes(before.what) && event.by === before.by)
  })
}
