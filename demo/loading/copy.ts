import type { Client, Connection, Submittable } from 'pg'
import type { Filled } from './rows.ts'

/** The part of a connection that the types of `pg` leave out. */
type CopyWay = { sendCopyFromChunk: (chunk: Buffer) => void; endCopyFrom: () => void }

const pieceBytes = 65_536

/** Sends rows through COPY, which the server reads at about half the cost of inserting them. */
export function copyInto(owner: Client, filled: Filled): Promise<void> {
  return new Promise((resolve, reject) => {
    owner.query(new Copying(filled, error => { if (error) reject(error); else resolve() }))
  })
}

/** `pg` calls these methods by their names as the server answers. */
class Copying implements Submittable {
  private readonly filled: Filled
  private readonly end: (error?: Error) => void

  constructor(filled: Filled, end: (error?: Error) => void) {
    this.filled = filled
    this.end = end
  }

  submit(connection: Connection): void {
    connection.query(`copy ${this.filled.table} (${this.filled.columns}) from stdin`)
  }

  handleCopyInResponse(connection: CopyWay): void {
    const { buffer, byteOffset, byteLength } = this.filled.text
    const text = Buffer.from(buffer, byteOffset, byteLength)
    for (let from = 0; from < text.length; from += pieceBytes)
      connection.sendCopyFromChunk(text.subarray(from, from + pieceBytes))
    connection.endCopyFrom()
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.end()
  }

  handleError(error: Error): void {
    this.end(error)
  }
}
