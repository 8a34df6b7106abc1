import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

/** Addresses of the messenger, below the shell: the list, and every chat (`?m=` points at a message). */
export function messengerRoutes<Parent extends AnyRoute>(parent: Parent) {
  const messenger = createRoute({
    getParentRoute: () => parent,
    path: '/im',
    component: lazyRouteComponent(() => import('./MessengerPage.tsx'), 'MessengerPage'),
  })
  const list = createRoute({ getParentRoute: () => messenger, path: '/' })
  const chat = createRoute({ getParentRoute: () => messenger, path: '/$chatId' })
  return messenger.addChildren([list, chat])
}
