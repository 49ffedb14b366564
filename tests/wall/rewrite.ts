import type { Client } from 'pg'

/** Puts other words into the text of a function of the database, as a fault would. */
export async function rewrite(owner: Client, name: string, replace: string, by: string): Promise<void> {
  const { rows } = await owner.query<{ text: string }>('select pg_get_functiondef($1::regprocedure) as text', [name])
  const text = rows[0]?.text ?? ''
  if (!text.includes(replace)) throw new Error(`${name} no longer says: ${replace}`)
  await owner.query(text.replaceAll(replace, by))
}
