export const referrers = ['neighbourhood_officer', 'exploitation_detective', 'custody_sergeant', 'safeguarding_lead',
  'front_door_worker', 'front_door_manager', 'social_worker']
export const youthJustice = ['youth_justice_worker']
/** Those of each agency who are told of what was not referred, beside whoever recorded it. */
export const supervisors = ['inspector', 'safeguarding_lead', 'front_door_manager', 'youth_justice_worker']
