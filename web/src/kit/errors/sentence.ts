import type { ErrorDetails } from '#contract/kit/errors.ts'

/** A sentence, or one that needs the facts that came with the refusal. */
export type Sentence = string | ((details: ErrorDetails) => string)

/** A whole number among the facts, or null. */
export function whole(details: ErrorDetails, name: string): number | null {
  const value = details[name]
  return typeof value === 'number' ? value : null
}

/** A text among the facts as a whole sentence with a space after it, or nothing. */
export function sentenceIn(details: ErrorDetails, name: string): string {
  const value = details[name]
  return typeof value === 'string' && value !== '' ? `${value.replace(/[^.!?…]$/u, '$&.')} ` : ''
}

/** Seconds after which a repeat makes sense. */
export function seconds(details: ErrorDetails): number {
  return whole(details, 'retryAfterSeconds') ?? 60
}

/** A word among the facts behind a colon, or nothing. */
export function wordIn(details: ErrorDetails, name: string): string {
  const value = details[name]
  return typeof value === 'string' && value !== '' ? `: ${value}` : ''
}
