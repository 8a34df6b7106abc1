import { useEffect, useState } from 'react'
import { keep, recall } from '#web/kit/account/kept.ts'
import { isUnreached } from '#web/kit/query/unreached.ts'
import { forgetProfiles } from '#web/kit/sync/forget-profiles.ts'
import { type Session, useSession } from './session.ts'

/** What every page shows of the session; only this much is kept for the time without a network. */
export type Who = Pick<Session, 'accountId' | 'activeProfileId' | 'profiles'>

const NAME = 'who'

/** Who works here: the server's word, or what it said last while it cannot be reached. */
export function useWho() {
  const query = useSession()
  const { data } = query
  const [kept] = useState(recallWho)
  useEffect(() => {
    if (data !== undefined) keepWho(data)
  }, [data])
  const who: Who | null = data ?? (isUnreached(query) ? kept : null)
  return { query, who }
}

export function recallWho(): Who | null {
  return recall<Who>(NAME)
}

function keepWho({ accountId, activeProfileId, profiles }: Session): void {
  if (activeProfileId === null) return
  const before = recallWho()
  keep(NAME, { accountId, activeProfileId, profiles } satisfies Who)
  // Somebody else has signed in after a session that ended while nobody looked.
  if (before !== null && before.accountId !== accountId) void forgetProfiles(profiles.map(({ id }) => id))
}
