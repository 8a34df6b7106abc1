import './tokens.css'
import { useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useWithoutBottomBar } from '#web/kit/frame/bottom-bar.ts'
import { useConnection } from '#web/kit/frame/connection.ts'
import { useFrame } from '#web/kit/frame/frame-context.ts'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { EngineContext } from './boot/engine-context.ts'
import { useHostedEngine } from './boot/hosted-engine.ts'
import { usePlace } from './boot/use-place.ts'
import { ChatPlace } from './ChatPlace.tsx'
import { ChatList } from './list/ChatList.tsx'
import { ListSkeleton } from './list/ListSkeleton.tsx'
import styles from './messenger.module.css'
import { t } from './messenger.texts.ts'
import { useUnread } from './unread.ts'

// Opened by a press only, so that the list and the chat do not wait for it.
const NewChat = lazy(async () => ({ default: (await import('./newchat/NewChat.tsx')).NewChat }))
const WriteTo = lazy(async () => ({ default: (await import('./newchat/WriteTo.tsx')).WriteTo }))

/** The messenger of the active profile. */
export function MessengerPage() {
  const { profile } = useFrame()
  const engine = useHostedEngine(profile.id)
  const phone = usePhone()
  const root = useFullHeight()
  return (
    <main className={styles.messenger} ref={root} id="content">
      <h1 className="vh">{t.title}</h1>
      {engine === null ? (
        <ListSkeleton pictureSize={phone ? 52 : 48} />
      ) : (
        <EngineContext.Provider value={engine} key={profile.id}>
          <Columns />
        </EngineContext.Provider>
      )}
    </main>
  )
}

function Columns() {
  const phone = usePhone()
  const { chatId, go } = usePlace()
  const [newChat, setNewChat] = useState<string | null>(null)
  const person = useRouterState({ select: ({ location }) => (location.search as { with?: unknown }).with })
  useTitle()
  useWithoutBottomBar(phone && chatId !== null)
  useLeaveByEsc(chatId, go)
  return (
    <>
      {(!phone || chatId === null) && <ChatList openId={chatId} onNewChat={setNewChat} />}
      {(!phone || chatId !== null) && <ChatPlace onNewChat={() => setNewChat('')} />}
      {newChat !== null && (
        <Suspense>
          <NewChat search={newChat} onClose={() => setNewChat(null)} />
        </Suspense>
      )}
      {typeof person === 'string' && (
        <Suspense>
          <WriteTo key={person} profileId={person} />
        </Suspense>
      )}
    </>
  )
}

/** Fills the window below whatever line the frame shows above. */
function useFullHeight() {
  const root = useRef<HTMLElement>(null)
  const online = useConnection((state) => state.online)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the frame's line comes and goes with the connection
  useLayoutEffect(() => {
    const measure = () => {
      const top = (root.current?.getBoundingClientRect().top ?? 0) + scrollY
      root.current?.style.setProperty('--im-top', `${top}px`)
    }
    measure()
    const frame = requestAnimationFrame(measure)
    addEventListener('resize', measure)
    return () => {
      cancelAnimationFrame(frame)
      removeEventListener('resize', measure)
    }
  }, [online])
  return root
}

function useTitle(): void {
  const total = useUnread((unread) => unread.total)
  useEffect(() => {
    document.title = t.documentTitle(total)
  }, [total])
}

function useLeaveByEsc(chatId: string | null, go: ReturnType<typeof usePlace>['go']): void {
  useEffect(() => {
    if (chatId === null) return
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]') !== null) return
      go(null)
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [chatId, go])
}
