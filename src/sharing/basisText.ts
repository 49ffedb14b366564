import { basisKinds } from './agreement.ts'
import type { Basis, Clause } from './agreement.ts'

/** The lawful bases of both ends as one sentence: once where they are the same. */
export function basisText(
  { senderBasis, receiverBasis }: Pick<Clause, 'senderBasis' | 'receiverBasis'>,
  title: (code: string) => string,
): string {
  const words = (basis: Basis) =>
    basisKinds
      .flatMap(kind => {
        const code = basis[kind]
        return code === undefined ? [] : [title(code)]
      })
      .join('; ')
  const [sender, receiver] = [words(senderBasis), words(receiverBasis)]
  if (sender === receiver) return sender
  return `Who tells: ${sender || 'none'}. Who is told: ${receiver || 'none'}`
}
