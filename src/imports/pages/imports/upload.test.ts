import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { world } from '../../../../tests/world.ts'
import type { World } from '../../../../tests/world.ts'

const header = 'pers_person_id,pers_upn,pers_forename,pers_surname,pers_sex,pers_ethnicity,pers_dob,pers_common_child_id\n'
const kind = '/imports/safeguarding-persons'

let w: World
let origin: string
beforeAll(async () => {
  w = await world()
  origin = await w.listen()
})
afterAll(() => w.end())

type Upload = { csrf?: string; length?: number; send?: AsyncIterable<string> | Iterable<string> }

/** Posts over a real connection, as slowly as the pieces come. */
async function upload({ csrf, length, send = [] }: Upload): Promise<{ status: number; text: string }> {
  const session = await w.sessionOf('frontDoorManager')
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}${kind}?csrf=${encodeURIComponent(csrf ?? session.csrf)}`, {
      method: 'POST',
      headers: {
        cookie: session.cookie, 'sec-fetch-site': 'same-origin', accept: 'text/html', 'content-type': 'text/csv',
        ...(length === undefined ? {} : { 'content-length': length }),
      },
    }, answer => {
      let text = ''
      answer.setEncoding('utf8').on('data', (piece: string) => { text += piece }).once('end', () => {
        resolve({ status: answer.statusCode ?? 0, text: text || String(answer.headers.location) })
        sent.destroy()
      })
    })
    sent.on('error', reject)
    void (async () => {
      for await (const piece of send) sent.write(piece)
      if (length === undefined) sent.end()
      else sent.flushHeaders()
    })()
  })
}

describe('a file over a real connection', () => {
  test('is taken through all the guards, and only with the token of the page', async () => {
    const rows = [header, '1,,Ada,Larkin,F,WBRI,2012-03-04,\n']
    const good = await upload({ send: rows })
    expect([good.status, good.text]).toEqual([303, expect.stringMatching(/^\/imports\/runs\/[0-9a-f-]{36}$/)])
    expect((await upload({ csrf: 'guessed', send: rows })).status).toBe(403)
    expect((await w.request('frontDoorManager', good.text)).status).toBe(200)
  })

  test('that claims two gigabytes gets its answer at once, and the server lives', async () => {
    const answer = await upload({ length: 2 * 1024 ** 3 })
    expect([answer.status, answer.text]).toEqual([413, expect.stringContaining('larger than 1024 MB')])
    expect((await w.request('frontDoorManager', '/imports')).status).toBe(200)
  })

  test('that stops half-way leaves a run that says so', async () => {
    const { cookie, csrf } = await w.sessionOf('frontDoorManager')
    const form = '--x\r\ncontent-disposition: form-data; name="file"; filename="half.csv"\r\n\r\n'
    const sent = request(`${origin}${kind}?csrf=${encodeURIComponent(csrf)}`, {
      method: 'POST',
      headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'multipart/form-data; boundary=x' },
    })
    sent.on('error', () => undefined)
    sent.write(`${form}${header}2,,Bea,Larkin,F,WBRI,2012-03-04,\n3,,Cl`)
    await sleep(300)
    sent.destroy()
    await expect.poll(async () => {
      const { rows } = await w.owner.query<{ state: string }>(`select state from import_run where file_name = 'half.csv'`)
      return rows[0]?.state
    }, { timeout: 5_000 }).toBe('interrupted')
  })
})
