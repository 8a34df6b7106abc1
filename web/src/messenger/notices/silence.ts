import { getQuiet, type MyQuiet } from '#contract/communities/quiet.ts'
import { silentUntil } from '#contract/communities/quiet-now.ts'
import { api } from '#web/kit/api/api.ts'

/** What was changed elsewhere is heard of so late at most. */
const KEPT_MS = 5 * 60_000

let told: { quiet: MyQuiet; at: number } | null = null

/**
 * Until when a chat makes no sound for the reader (P-04), in milliseconds since 1970; null when it may sound. Without a network
 * what was told last holds; whoever was never told anything hears everything.
 */
export async function silence(communityId: string | null): Promise<number | null> {
  const now = Date.now()
  if (told === null || now - told.at > KEPT_MS) {
    const quiet = await api.call(getQuiet, {}).catch(() => null)
    if (quiet !== null) told = { quiet, at: now }
  }
  return told === null ? null : silentUntil(told.quiet, communityId, now)
}
