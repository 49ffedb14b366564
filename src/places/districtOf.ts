/** "Basingstoke and Deane" from the name of one of its small areas, "Basingstoke and Deane 001A". */
export function districtOf(areaName: string): string | undefined {
  return areaName.replace(/ \d{3}[A-Z]?$/, '') || undefined
}
