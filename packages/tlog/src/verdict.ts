/** A refusal that a verifier gives instead of throwing. `why` is a short fixed sentence and quotes no input. */
export type Refusal = { ok: false; why: string }

/** What a check answers when there is nothing to hand back but yes or no. */
export type Verdict = { ok: true } | Refusal

/** What a check answers when it also hands back what it read. */
export type Result<T> = { ok: true; value: T } | Refusal

export const holds: Verdict = { ok: true }

export function refused(why: string): Refusal {
  return { ok: false, why }
}

export function accepted<T>(value: T): Result<T> {
  return { ok: true, value }
}
