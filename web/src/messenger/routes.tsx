import { type AnyRoute, createRoute } from '@tanstack/react-router'
import { lazyPage } from '#web/kit/frame/lazy-page.tsx'

/** The invitation link of a chat. */
export function chatLinkRoute<Parent extends AnyRoute>(parent: Parent) {
  return createRoute({
    getParentRoute: () => parent,
    path: '/chat/$token',
    component: lazyPage(() => import('./invitations/ChatLinkPage.tsx'), 'ChatLinkPage'),
  })
}

/** Addresses of the messenger, below the shell: the list, the feed of a family, and every chat (`?m=` points at a message). */
export function messengerRoutes<Parent extends AnyRoute>(parent: Parent) {
  const messenger = createRoute({
    getParentRoute: () => parent,
    path: '/im',
    component: lazyPage(async () => {
      // The frame starts the engine; its code comes together with the page and not after it.
      const [page] = await Promise.all([import('./MessengerPage.tsx'), import('./boot/EngineHost.tsx')])
      return page
    }, 'MessengerPage'),
  })
  const list = createRoute({ getParentRoute: () => messenger, path: '/' })
  const feed = createRoute({ getParentRoute: () => messenger, path: '/feed' })
  const chat = createRoute({ getParentRoute: () => messenger, path: '/$chatId' })
  return messenger.addChildren([list, feed, chat])
}
