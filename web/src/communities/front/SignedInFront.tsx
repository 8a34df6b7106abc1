import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { isFailure } from '#web/kit/api/api-failure.ts'
import { Failed } from '#web/kit/ui/States.tsx'
import { useMemberships } from '../current-community.ts'

/** Opens the organisation in which the person works, or the applications of somebody who is in none. */
export function SignedInFront() {
  const router = useRouter()
  const { query, chosen } = useMemberships()
  const own = chosen === null ? '/applications' : `/o/${chosen.communityId}`
  // Every page of the frame says to a child under 14 what is missing, and to whoever has asked for his deletion how it stands.
  const isClosed = isFailure(query.error, 'consent.required') || isFailure(query.error, 'account.leaving')
  const path = query.isSuccess ? own : isClosed ? '/applications' : null
  useEffect(() => {
    if (path !== null) router.history.replace(path)
  }, [path, router])
  return query.error === null || path !== null ? null : (
    <Failed error={query.error} onRetry={() => void query.refetch()} />
  )
}
