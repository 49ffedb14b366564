import type { Bytes } from './fileLines.ts'

export type PostedFile = { name: string; bytes: Bytes }

const mostOfFields = 1024 * 1024
const headEnd = Buffer.from('\r\n\r\n')

/**
 * The first file of a form (RFC 7578), as it arrives: nothing is kept, whatever its size. Fields before it are passed
 * over. A form that breaks off inside the file throws while the file is being read.
 */
export async function findPostedFile(body: Bytes, contentType: string): Promise<PostedFile | undefined> {
  const [, quoted, plain] = /^multipart\/form-data;.*?\bboundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain
  if (boundary === undefined) return undefined
  const pieces = new Pieces(body, Buffer.from(`\r\n--${boundary}`))
  while (await pieces.enterPart()) {
    const name = fileNameIn(await pieces.head())
    if (name === '') return undefined
    if (name !== undefined) return { name, bytes: pieces.content() }
    let passed = 0
    for await (const piece of pieces.content()) {
      passed += piece.length
      if (passed > mostOfFields) return undefined
    }
  }
  return undefined
}

/** Browsers write the name as UTF-8 and escape only what would break the line; a path before it is dropped. */
function fileNameIn(head: string): string | undefined {
  const disposition = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? ''
  const name = /\bfilename="([^"]*)"/.exec(disposition)?.[1]
  return name?.replaceAll('%22', '"').replace(/^.*[/\\]/, '').replace(/\p{Cc}/gu, '').slice(0, 200)
}

class BrokenForm extends Error {}

/** The body of a form, cut at its delimiters. A line break put before it makes the first delimiter like the others. */
class Pieces {
  readonly #source: AsyncIterator<Uint8Array>
  readonly #delimiter: Buffer
  #held: Buffer = Buffer.from('\r\n')

  constructor(body: Bytes, delimiter: Buffer) {
    this.#source = body[Symbol.asyncIterator]()
    this.#delimiter = delimiter
  }

  /** Goes behind the next delimiter; false at the last one. */
  async enterPart(): Promise<boolean> {
    await this.#gather(held => held.length >= this.#delimiter.length + 2)
    const at = this.#held.indexOf(this.#delimiter)
    if (at === -1) throw new BrokenForm('no delimiter')
    const rest = this.#held.subarray(at + this.#delimiter.length)
    this.#held = rest.subarray(2)
    return rest.subarray(0, 2).toString('latin1') === '\r\n'
  }

  async head(): Promise<string> {
    await this.#gather(held => held.includes(headEnd) || held.length > 16_384)
    const end = this.#held.indexOf(headEnd)
    if (end === -1) throw new BrokenForm('no end of head')
    const head = this.#held.subarray(0, end).toString('utf8')
    this.#held = this.#held.subarray(end + headEnd.length)
    return head
  }

  /** What lies before the next delimiter, which stays for `enterPart`. */
  async *content(): Bytes {
    for (;;) {
      const end = this.#held.indexOf(this.#delimiter)
      if (end !== -1) {
        if (end > 0) yield this.#held.subarray(0, end)
        this.#held = this.#held.subarray(end)
        return
      }
      const sure = this.#held.length - this.#delimiter.length
      if (sure > 0) {
        yield this.#held.subarray(0, sure)
        this.#held = this.#held.subarray(sure)
      }
      await this.#more()
    }
  }

  async #gather(enough: (held: Buffer) => boolean): Promise<void> {
    while (!enough(this.#held)) await this.#more()
  }

  async #more(): Promise<void> {
    const next = await this.#source.next()
    if (next.done === true) throw new BrokenForm('the form broke off')
    this.#held = Buffer.concat([this.#held, next.value])
  }
}
