import type { RuleSet, RunningRule } from './ruleSets.ts'
import type { RuleFacts } from './store.ts'

export const standard = 'Algorithmic Transparency Recording Standard, version 3.0'
type Answers = Readonly<Record<string, string | readonly string[]>>

/** The fields of the standard: metadata, one public part, and five sections of the second part. */
export type TransparencyRecord = Readonly<{
  standard: string
  code: string
  metadata: Answers
  tier1: Answers
  tier2: Readonly<
    Record<
      | 'ownerAndResponsibility'
      | 'descriptionAndRationale'
      | 'decisionMakingProcess'
      | 'toolSpecification'
      | 'risksAndMitigations',
      Answers
    >
  >
  runningRules: readonly RunningRule[]
}>

export const noScore =
  'It gives no score to any person, makes no prediction about anybody and decides nothing about anybody.'

/** Made anew from the running rules each time it is read, so that it cannot differ from them. */
export function transparencyRecord(set: RuleSet, facts: RuleFacts, madeAt: Date): TransparencyRecord {
  const leads = facts.contacts.filter(({ role }) => role === 'information_governance_lead').map(({ name }) => name)
  const contact = leads.length > 0 ? leads : ['The partnership has nobody yet']
  const rules = set.rules(facts)
  return {
    standard,
    code: set.code,
    metadata: {
      name: set.name,
      version: set.version(facts),
      madeAt: madeAt.toISOString(),
      phase: 'Production',
      organisation: facts.partnership,
      region: 'England',
    },
    tier1: {
      name: set.name,
      description: set.summary,
      howItWorks: set.how,
      whyItIsUsed: set.why,
      contact,
      score: noScore,
    },
    tier2: tierTwo({ set, facts, contact, rules }),
    runningRules: rules,
  }
}

type Made = { set: RuleSet; facts: RuleFacts; contact: readonly string[]; rules: readonly RunningRule[] }

function tierTwo({ set, facts, contact, rules }: Made): TransparencyRecord['tier2'] {
  return {
    ownerAndResponsibility: {
      organisation: facts.partnership,
      function: 'Safeguarding and prevention of violence',
      seniorResponsibleOwner: contact,
      supplier: 'None: the software is self-hosted',
      companiesHouseNumber: 'Not applicable',
      supplierRole: 'Not applicable',
      procurement: 'Not applicable',
      supplierAccessToData: 'None',
    },
    descriptionAndRationale: {
      detailedDescription: set.how,
      scope: set.summary,
      benefit: set.benefit,
      previousProcess: set.before,
      alternativesConsidered: set.alternatives,
    },
    decisionMakingProcess: {
      processIntegration: set.how,
      providedInformation: set.shows,
      frequencyAndScale: 'Whenever the work that it belongs to is done',
      humanDecisionsAndReview: set.human,
      requiredTraining: 'The training without which nobody signs in',
      appealsAndContestability: set.appeals,
    },
    toolSpecification: {
      systemArchitecture: 'Fixed rules in the product and in its reference data; no learning',
      dataSources: set.data,
      dataSharing: 'Only under the agreements in force',
      dataQuality: set.quality,
      storageAndSecurity: 'In the partnership’s own database, behind row-level security',
      rules: String(rules.length),
      rulesNotYetChecked: String(rules.filter(({ verified }) => verified === false).length),
    },
    risksAndMitigations: {
      risks: set.risks.map(([risk, answer]) => `${risk}: ${answer}`),
      dataProtectionImpactAssessment: 'See the agreements in force',
      equalityImpactAssessment: 'See the agreements in force',
      humanRights: 'Article 8 of the Convention: reading is limited to purpose, link and law',
    },
  }
}
