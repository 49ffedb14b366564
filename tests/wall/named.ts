/** Faults under their whole names: a title made from a property is cut short. */
export const named = <T extends { fault: string }>(faults: readonly T[]): (readonly [fault: string, T])[] =>
  faults.map(fault => [fault.fault, fault])
