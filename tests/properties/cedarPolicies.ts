/**
 * The wall once more, in Cedar, written from reference trust.md 1.1 and not from the code: each lock is an action, and
 * the context brings one fact as a witness. What no policy permits is denied; a forbid wins over every permit.
 */
export const cedarPolicies = `
// Lock 1, person: a live account of this agency, vetted, trained, appointed to the role that is worn.
permit (principal, action == Action::"serve", resource) when {
  principal.agency == context.agency
  && principal.activeFrom <= context.at && context.at < principal.activeUntil
  && context.at < principal.vettingUntil && context.at < principal.trainingUntil
  && context.appointment.staff == principal && context.appointment.role == context.role
  && context.appointment.from <= context.at && context.at < context.appointment.until
};

// Lock 3, link: a desk needs none; else one for this purpose, one's own or of one's team.
permit (principal, action == Action::"know", resource) when { context.lens == "hub" && context.link.kind == "desk" };
permit (principal, action == Action::"know", resource) when {
  context.lens == "linked" && context.link.kind != "desk"
  && context.link.person == resource.person && context.link.purpose == context.purpose
  && context.link.from <= context.at && context.at < context.link.until
  && (if context.link has staff then context.link.staff == principal
      else context.link.agency == principal.agency && context.link.role == context.role)
};

// Locks 2 and 4, purpose and gateway: what one's own agency holds, for a purpose of the role.
permit (principal, action in [Action::"open", Action::"write"], resource) when {
  context.grant.kind == "own" && resource.owner == principal.agency
  && context.grant.role == context.role && context.rolePurposes.contains(context.openFor)
  && context.grant.category == resource.category && resource.tier <= context.grant.highestTier
  && (context.lens == "linked" || context.grant.reach == "hub")
};
forbid (principal, action == Action::"write", resource) unless { context.grant.mayWrite && context.openFor == context.purpose };

// A clause of an agreement in force, to this agency and role, for this purpose, of this owner, category and tier.
permit (principal, action == Action::"open", resource) when {
  context.grant.kind == "clause" && resource.owner != principal.agency
  && context.grant.state == "active" && context.grant.access == "read" && context.grant.precision == "full"
  && context.grant.from <= context.at && context.at < context.grant.until
  && context.grant.toAgencies.contains(principal.agency) && context.grant.toRoles.contains(context.role)
  && context.grant.purpose == context.openFor
  && context.grant.fromAgencies.contains(resource.owner) && context.grant.categories.contains(resource.category)
  && resource.tier <= context.grant.highestTier
  && (context.lens == "linked" || context.grant.reach == "hub")
};
// Of an entry of a chronology it opens what is recent enough, and only one role of the event; an emergency asks neither.
forbid (principal, action == Action::"open", resource) when {
  context.grant.kind == "clause" && context.openFor == context.purpose && resource has occurredAt
  && (context.at - resource.occurredAt > context.grant.oldest
      || (context.grant.subjectClass != "any"
          && !(resource has eventRole && resource.eventRole == context.grant.subjectClass)))
};

// A loan: what one share lends, of one person, to whoever it names.
permit (principal, action == Action::"open", resource) when {
  context.grant.kind == "loan" && context.lens == "linked" && context.grant.role == context.role
  && context.grant.cells.contains({ owner: resource.owner, category: resource.category, tier: resource.tier })
};

// An emergency: what the role sees for safeguarding, and a short list of every agency; for one hour.
permit (principal, action == Action::"open", resource) when {
  context.grant.kind == "emergency" && context.purpose == "vital_interests" && context.lens == "linked"
  && context.grant.category == resource.category && resource.tier <= context.grant.highestTier
};
forbid (principal, action == Action::"open", resource) when { context.purpose == "vital_interests" } unless {
  context.lens == "linked" && context.emergency.staff == principal && context.emergency.role == context.role
  && context.emergency.from <= context.at && context.at < context.emergency.until
};

// Which way in fits which reason: a share reaches what it names and what one's own agency holds, and lends to itself.
permit (principal, action == Action::"fit", resource) when {
  context.link.kind != "share" && context.grant.kind != "loan"
};
permit (principal, action == Action::"fit", resource) when {
  context.link.kind == "share" && context.grant.kind != "loan" && resource.owner == principal.agency
};
permit (principal, action == Action::"fit", resource) when {
  context.link.kind == "share" && (context.grant.kind != "loan" || context.grant.share == context.link.share)
  && (context.link.records.contains(resource)
      || context.link.cells.contains({ owner: resource.owner, category: resource.category, tier: resource.tier }))
};

// A notification or a request is between its parties, for everybody but a desk.
permit (principal, action == Action::"takePart", resource) when { !(resource has party) || context.lens == "hub" };
permit (principal, action == Action::"takePart", resource) when { resource has party && resource.party == principal.agency };

// Lock 5, no block: a seal or a conflict wins over everything.
permit (principal, action == Action::"pass", resource);
forbid (principal, action == Action::"pass", resource) when {
  context.block.person == resource.person
  && context.block.from <= context.at && context.at < context.block.until
  && (context.block.covers == "person" || resource.isContact)
  && (if context.block has against then context.block.against == principal else true)
} unless { context.block.exempt.contains(principal) };
`
