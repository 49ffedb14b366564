/** Words of the Cedar policies, and what a fault makes of them. */
export const cedarFaults: readonly Readonly<{ fault: string; replace: string; by: string }>[] = [
  {
    fault: 'Cedar forgets that links end',
    replace: '&& context.link.from <= context.at && context.at < context.link.until',
    by: '',
  },
  { fault: 'Cedar forgets the purpose of links', replace: '&& context.link.purpose == context.purpose', by: '' },
  {
    fault: 'Cedar lets a clause open every tier',
    replace: `context.grant.categories.contains(resource.category)
  && resource.tier <= context.grant.highestTier`,
    by: 'context.grant.categories.contains(resource.category)',
  },
  {
    fault: 'Cedar forgets that clauses begin and end',
    replace: '&& context.grant.from <= context.at && context.at < context.grant.until',
    by: '',
  },
  { fault: 'Cedar lets whoever may deposit read', replace: ' && context.grant.access == "read"', by: '' },
  { fault: 'Cedar seals nothing', replace: 'context.block.person == resource.person', by: 'false' },
  { fault: 'Cedar lets everybody be a party', replace: 'resource has party && resource.party == principal.agency', by: 'true' },
  {
    fault: 'Cedar lets the desk open what only a link opens',
    replace: '&& (context.lens == "linked" || context.grant.reach == "hub")',
    by: '',
  },
  {
    fault: 'Cedar lets a narrow clause open everything',
    replace: 'context.at - resource.occurredAt > context.grant.oldest',
    by: 'false',
  },
]
