import { integer, assert, asyncProperty, uint8Array } from 'fast-check'
import { expect, test } from 'vitest'
import { findPostedFile } from './multipartFile.ts'

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function bodyOf(file: File, size: number) {
  const form = new FormData()
  form.set('csrf', 'a token\r\n--not a boundary')
  form.set('file', file)
  const request = new Request('http://localhost/', { method: 'POST', body: form })
  const whole = new Uint8Array(await request.arrayBuffer())
  return { type: request.headers.get('content-type') ?? '', whole, body: inPieces(whole, size) }
}

async function contentOf(bytes: AsyncIterable<Uint8Array>) {
  const pieces: Uint8Array[] = []
  for await (const piece of bytes) pieces.push(Uint8Array.from(piece))
  return Buffer.concat(pieces)
}

test('the file of a form comes out as it went in, in pieces of any size', async () => {
  await assert(asyncProperty(uint8Array({ maxLength: 400 }), integer({ min: 1, max: 300 }), async (content, size) => {
    const { type, body } = await bodyOf(new File([Uint8Array.from(content)], 'a b.csv'), size)
    const posted = await findPostedFile(body, type)
    expect(posted?.name).toBe('a b.csv')
    expect(await contentOf(posted?.bytes ?? body)).toEqual(Buffer.from(content))
  }))
})

test('a file that holds line breaks and dashes is not taken for the end of the form', async () => {
  const text = '\r\n--\r\n----WebKitFormBoundary\r\n\r\n--'
  const { type, body } = await bodyOf(new File([text], 'x.csv'), 3)
  expect((await contentOf((await findPostedFile(body, type))?.bytes ?? body)).toString()).toBe(text)
})

test('a form without a file, or with none chosen, has no file', async () => {
  const { type, body } = await bodyOf(new File([], ''), 10)
  expect(await findPostedFile(body, type)).toBeUndefined()
  expect(await findPostedFile(inPieces(Buffer.from('a,b'), 2), 'text/csv')).toBeUndefined()
})

test('a form that breaks off inside its file says so while the file is read', async () => {
  const { type, whole } = await bodyOf(new File(['a,b\n1,2\n'.repeat(50)], 'x.csv'), 10)
  const posted = await findPostedFile(inPieces(whole.subarray(0, whole.length - 100), 50), type)
  await expect(contentOf(posted?.bytes ?? inPieces(whole, 1))).rejects.toThrow('broke off')
})

test('the name of a file loses its path', async () => {
  const type = 'multipart/form-data; boundary=x'
  const body = '--x\r\nContent-Disposition: form-data; name="file"; filename="C:\\\\Users\\\\june.csv"\r\n\r\na\r\n--x--\r\n'
  expect((await findPostedFile(inPieces(Buffer.from(body), 4), type))?.name).toBe('june.csv')
})
