const shape = /^(?<outward>[A-Z]{1,2}\d[A-Z\d]?|GIR)(?<inward>\d[ABD-HJLNP-UW-Z]{2})$/

/** "PO1 3AX" from whatever was typed, or nothing when it has not the shape of a postcode. */
export function postcodeOf(text: string): string | undefined {
  const found = shape.exec(text.normalize('NFKC').toUpperCase().replace(/\s/g, ''))?.groups
  return found && `${found['outward']} ${found['inward']}`
}

/** "PO1 3": enough to place an event, too little to find a home. */
export function postcodeSector(postcode: string): string {
  return postcode.slice(0, -2)
}
