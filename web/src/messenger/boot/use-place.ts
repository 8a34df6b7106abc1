import { useRouter, useRouterState } from '@tanstack/react-router'
import { useCallback } from 'react'
import { hrefOf, placeOf } from '../place.ts'

/** The chat that the address shows, and how to go elsewhere. */
export function usePlace() {
  const router = useRouter()
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
  const search = useRouterState({ select: ({ location }) => location.search as Record<string, unknown> })
  const go = useCallback(
    (chatId: string | null, more: { info?: boolean; replace?: boolean } = {}) => {
      const href = hrefOf(chatId, more)
      if (more.replace === true) router.history.replace(href)
      else router.history.push(href)
    },
    [router],
  )
  const back = useCallback(() => router.history.back(), [router])
  return { ...placeOf(pathname, search), go, back }
}
