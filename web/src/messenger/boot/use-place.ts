import { useRouter, useRouterState } from '@tanstack/react-router'
import { useCallback } from 'react'
import { hrefOf, placeOf } from '../place.ts'

/** The chat that the address shows, and how to go elsewhere. */
export function usePlace() {
  const router = useRouter()
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
  const search = useRouterState({ select: ({ location }) => location.search as Record<string, unknown> })
  const go = useCallback(
    (chatId: string | null, more: { info?: boolean; seq?: number; replace?: boolean } = {}) => {
      const href = hrefOf(chatId, more)
      if (more.replace === true) router.history.replace(href)
      else router.history.push(href)
    },
    [router],
  )
  const place = placeOf(pathname, search)
  const { chatId } = place
  // Whoever has come by a link to the column has nothing of this chat behind him.
  const closeInfo = useCallback(() => {
    if (router.history.canGoBack()) router.history.back()
    else go(chatId, { replace: true })
  }, [router, go, chatId])
  return { ...place, go, closeInfo }
}
