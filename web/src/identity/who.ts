import { useEffect, useState } from 'react'
import { forgetKept, keep, recall } from '#web/kit/account/kept.ts'
import { isUnreached } from '#web/kit/query/unreached.ts'
import { forgetProfiles } from '#web/kit/sync/forget-profiles.ts'
import { type Session, useSession } from './session.ts'

/** What every page shows of the session; only this much is kept for the time without a network. */
export type Who = Pick<Session, 'accountId' | 'activeProfileId' | 'profiles'>

const NAME = 'who'

/** Whose page this is, from the first answer on. */
let shownAccount: string | null = null

/** Who works here: the server's word, or what it said last while it cannot be reached. */
export function useWho() {
  const query = useSession()
  const { data } = query
  const [kept] = useState(recallWho)
  const foreign = data !== undefined && shownAccount !== null && shownAccount !== data.accountId
  useEffect(() => {
    // Somebody else has signed in in another tab, and everything that this page holds is not his.
    if (foreign) location.reload()
    else if (data !== undefined) keepWho(data)
  }, [data, foreign])
  const who: Who | null = foreign ? null : (data ?? (isUnreached(query) ? kept : null))
  return { query, who }
}

export function recallWho(): Who | null {
  return recall<Who>(NAME)
}

function keepWho({ accountId, activeProfileId, profiles }: Session): void {
  shownAccount = accountId
  if (activeProfileId === null) return
  if (recallWho()?.accountId !== accountId) {
    // Somebody else has signed in after a session that ended while nobody looked.
    forgetKept()
    void forgetProfiles(profiles.map(({ id }) => id))
  }
  keep(NAME, { accountId, activeProfileId, profiles } satisfies Who)
}
