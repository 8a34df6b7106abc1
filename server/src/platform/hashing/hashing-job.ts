/** What a thread is asked: a hash of a password, or, beside a kept hash, whether the password fits it. */
export interface HashingJob {
  password: string
  kept: string | null
}

export type HashingAnswer = { done: string | boolean } | { failed: string }
