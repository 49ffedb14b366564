import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importWorld, pagesApp, wordsIn } from '../../importWorld.tsx'
import type { ImportWorld } from '../../importWorld.tsx'
import { peopleKinds } from '../../peopleKinds.ts'
import { importPages } from './page.tsx'

const header = 'pers_person_id,pers_upn,pers_forename,pers_surname,pers_sex,pers_ethnicity,pers_dob,pers_common_child_id\n'
const address = '/imports/safeguarding-persons?csrf=x'

let w: ImportWorld
beforeAll(async () => { w = await importWorld() })
afterAll(() => w.end())

const appOf = (persona: Parameters<typeof pagesApp>[1], mostBytes = 100_000) =>
  pagesApp(w.kernel, persona, importPages({ kinds: peopleKinds, options: { mostBytes } }))

function formOf(text: string, name = 'persons.csv') {
  const body = new FormData()
  body.set('csrf', 'x')
  body.set('file', new File([text], name))
  return { method: 'POST', body }
}

describe('the import page', () => {
  test('offers each agency its own kinds of file, and nothing to those who import none', async () => {
    const council = wordsIn(await (await appOf('frontDoorManager').request('/imports')).text())
    expect(council).toContain('Standard Safeguarding Dataset: missing episodes')
    expect(council).not.toContain('Police occurrences')
    expect(wordsIn(await (await appOf('schoolLeadA').request('/imports')).text())).toContain('School suspensions')
    expect((await appOf('mentor').request('/imports')).status).toBe(404)
    expect((await appOf('officer').request('/imports/safeguarding-persons')).status).toBe(404)
    expect((await appOf('officer').request(address, formOf(header))).status).toBe(404)
  })

  test('takes a file from a form, says what came of each row, and gives the bad ones back', async () => {
    const app = appOf('frontDoorManager')
    const sent = await app.request(address, formOf(`${header}1,,Ada,Larkin,F,WBRI,2012-03-04,\n2,,Bo\n3,,Cy,Larkin,M,WBRI,2011-02-30,\n`))
    expect(sent.status).toBe(303)
    const at = sent.headers.get('location') ?? ''
    const words = wordsIn(await (await app.request(at)).text())
    expect(words).toContain('Finished')
    expect(words).toMatch(/Rows read 3 Accepted 1 Unchanged, already there 0 Rejected 2/)
    const file = await app.request(`${at}/rejected.csv`)
    expect(file.headers.get('content-disposition')).toContain('attachment')
    const text = await file.text()
    expect(text.split('\r\n')[0]).toBe(`${header.trim()},import_line,import_reason`)
    expect(text).toContain('2,,Bo,,,,,,3,3 cells where the file has 8 columns')
    const corrected = text.replace('2011-02-30', '2011-02-28').replace('2,,Bo,,', '2,,Bo,Larkin,')
    const again = await app.request(address, formOf(corrected))
    expect(wordsIn(await (await app.request(again.headers.get('location') ?? '')).text())).toMatch(/Rows read 2 Accepted 2/)
  })

  test('says beside the field why a file is refused', async () => {
    const app = appOf('frontDoorManager')
    const wrong = await app.request(address, formOf('name,age\nAda,12\n'))
    expect(wrong.status).toBe(422)
    expect(wordsIn(await wrong.text())).toMatch(/There is a problem.*Missing: pers_person_id/)
    const none = await app.request(address, formOf('', ''))
    expect([none.status, wordsIn(await none.text())]).toEqual([422, expect.stringContaining('Choose a file')])
  })

  test('refuses two gigabytes by what the browser says of it, without reading', async () => {
    let read = 0
    const body = new ReadableStream({ pull: controller => { read += 1; controller.enqueue(new Uint8Array(1000)) } }, { highWaterMark: 0 })
    const headers = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': String(2 * 1024 ** 3) }
    const init = { method: 'POST', body, headers, duplex: 'half' }
    const answer = await appOf('frontDoorManager').request(new Request(`http://localhost${address}`, init))
    expect(answer.status).toBe(413)
    expect(wordsIn(await answer.text())).toContain('larger than')
    expect(read).toBeLessThan(3)
  })

  test('takes a bare CSV body as well, for another system', async () => {
    const headers = { 'content-type': 'text/csv' }
    const answer = await appOf('frontDoorManager').request(address, { method: 'POST', headers, body: `${header}9,,Di,Larkin,F,WBRI,,\n` })
    expect(answer.status).toBe(303)
  })

  test('shows a run to nobody else, and to nobody what is not a run', async () => {
    const sent = await appOf('frontDoorManager').request(address, formOf(`${header}5,,Ed\n`))
    const at = sent.headers.get('location') ?? ''
    for (const path of [at, `${at}/rejected.csv`, `${at}/progress`, '/imports/runs/1']) {
      expect((await appOf('frontDoor').request(path)).status).toBe(404)
    }
    expect((await appOf('frontDoor').request(`${at}/cancel?csrf=x`, { method: 'POST' })).status).toBe(404)
  })
})

test('a run in progress can be cancelled, is followed, and can simply be loaded again', async () => {
  const app = appOf('frontDoorManager')
  await w.admin.query(`insert into import_run (partnership_id, staff_id, agency_id, kind, file_name, bytes_read, bytes_expected)
    select partnership_id, staff_id, agency_id, kind, 'running.csv', 40, 100 from import_run limit 1`)
  const [run] = await w.all<{ id: string }>(`select id from import_run where file_name = 'running.csv'`)
  const at = `/imports/runs/${run?.id}`
  const html = await (await app.request(at)).text()
  expect(html).toContain(`<live-region src="${at}/progress"`)
  expect(html).toContain('data-live="progress"')
  expect(wordsIn(html)).toMatch(/40 % of the file read.*Cancel import/)
  const progress = await app.request(`${at}/progress`)
  const reader = progress.body?.getReader()
  expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('event: changed')
  await reader?.cancel()
  expect((await app.request(`${at}/cancel?csrf=x`, { method: 'POST' })).status).toBe(303)
  expect(wordsIn(await (await app.request(at)).text())).toContain('Stopping')
})
