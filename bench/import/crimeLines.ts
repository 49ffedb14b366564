const types = ['Violence and sexual offences', 'Anti-social behaviour', 'Shoplifting', 'Criminal damage and arson',
  'Burglary', 'Vehicle crime', 'Public order', 'Other theft', 'Robbery', 'Possession of weapons', 'Drugs', 'Other crime']
const outcomes = ['Under investigation', 'Unable to prosecute suspect', 'Investigation complete; no suspect identified', '']

/** Street crime as data.police.uk writes it, without ids; some rows are equal, as in the published files. */
export function* crimeLines(rows: number): Generator<string, void, void> {
  yield 'Month,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category\r\n'
  for (let row = 0; row < rows; row++) {
    const anchor = row * 7919 % 20_011
    const area = anchor % 1_200
    const month = String(1 + Math.floor(row * 12 / rows)).padStart(2, '0')
    const point = `${(-1.9 + anchor * 0.00006).toFixed(6)},${(50.7 + anchor % 997 * 0.0006).toFixed(6)}`
    const name = `Made-up District ${area % 14} ${String(1 + area % 97).padStart(3, '0')}${'ABCDE'[area % 5]}`
    yield `2025-${month},${point},On or near Street ${anchor},E0102${String(area).padStart(4, '0')},${name},`
      + `${types[row * 31 % types.length]},${outcomes[row % outcomes.length]}\r\n`
  }
}
