import { dateText } from '../../language/format.ts'
import { londonInstant } from '../fields.ts'
import type { Fields } from '../fields.ts'
import { importKind } from '../importKind.ts'
import { storeRecords } from '../storeRecords.ts'
import type { ImportedRecord } from '../storeRecords.ts'
import { safeguardingSource } from './safeguardingPersons.ts'

const kindWords = { M: 'Missing', A: 'Away without authorisation', '': 'Missing' } as const
const answers = ['Y', 'N', ''] as const

/** Standard Safeguarding Dataset, table of missing episodes. */
export const safeguardingMissing = importKind<ImportedRecord>({
  code: 'safeguarding-missing',
  title: 'Standard Safeguarding Dataset: missing episodes',
  about: 'When a child was missing and whether a return interview was offered. Import the persons first.',
  agencyKinds: ['council'],
  purpose: 'safeguard_child',
  columns: [
    { name: 'miss_table_id' }, { name: 'miss_la_person_id' }, { name: 'miss_mis_epi_start' },
    { name: 'miss_mis_epi_type' },
    { name: 'miss_mis_epi_end' }, { name: 'miss_mis_epi_rhi_offered' }, { name: 'miss_mis_epi_rhi_accepted' },
  ],
  begin: () => readEpisode,
  store: (store, episodes) => storeRecords(
    store, { records: `${safeguardingSource} missing`, people: safeguardingSource }, episodes.map(episode => [episode])),
})

function readEpisode(fields: Fields): ImportedRecord {
  const from = fields.neededDay('miss_mis_epi_start')
  const until = fields.day('miss_mis_epi_end')
  const kind = kindWords[fields.oneOf('miss_mis_epi_type', ['M', 'A', ''], 'M')]
  if (until !== undefined && until < from) fields.wrong('miss_mis_epi_end', 'is before the start')
  return {
    sourceId: fields.needed('miss_table_id'),
    personSourceId: fields.needed('miss_la_person_id'),
    kind: 'missing_episode', category: 'missing',
    occurredAt: londonInstant(`${from}T12:00:00`),
    precision: 'day', assertion: 'fact',
    headline: until === undefined ? `${kind}, not yet returned` : `${kind} until ${dateText(until)}`,
    detail: {
      until: until ?? '',
      interviewOffered: fields.oneOf('miss_mis_epi_rhi_offered', answers, ''),
      interviewAccepted: fields.oneOf('miss_mis_epi_rhi_accepted', answers, ''),
    },
  }
}
