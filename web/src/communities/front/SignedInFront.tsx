import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Failed } from '#web/kit/ui/States.tsx'
import { useMemberships } from '../current-community.ts'

/** Opens the organisation in which the person works, or the applications of somebody who is in none. */
export function SignedInFront() {
  const router = useRouter()
  const { query, chosen } = useMemberships()
  const path = query.isSuccess ? (chosen === null ? '/applications' : `/o/${chosen.communityId}`) : null
  useEffect(() => {
    if (path !== null) router.history.replace(path)
  }, [path, router])
  return query.error === null ? null : <Failed error={query.error} onRetry={() => void query.refetch()} />
}
