import { late } from '#web/kit/ui/late.tsx'
import './tokens.css'
import { useRouterState } from '@tanstack/react-router'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useWithoutBottomBar } from '#web/kit/frame/bottom-bar.ts'
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
const ImportantSheet = late(async () => (await import('./important/ImportantSheet.tsx')).ImportantSheet, {
  pressed: true,
})
const FoldersDialog = late(async () => (await import('./folders/FoldersDialog.tsx')).FoldersDialog, { pressed: true })
const FeedPlace = late(async () => (await import('./feed/FeedPlace.tsx')).FeedPlace, { pressed: true })
const NewChat = late(async () => (await import('./newchat/NewChat.tsx')).NewChat, { pressed: true })
const WriteTo = late(async () => (await import('./newchat/WriteTo.tsx')).WriteTo, { pressed: true })
const PersonDialog = late(async () => (await import('./person/PersonDialog.tsx')).PersonDialog, { pressed: true })

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
  const { chatId, info, feed, go, closeInfo } = usePlace()
  const isList = chatId === null && !feed
  const [newChat, setNewChat] = useState<string | null>(null)
  const [important, setImportant] = useState(false)
  const [folders, setFolders] = useState(false)
  const person = useRouterState({ select: ({ location }) => (location.search as { with?: unknown }).with })
  const shown = useRouterState({ select: ({ location }) => (location.search as { who?: unknown }).who })
  useTitle()
  useWithoutBottomBar(phone && chatId !== null)
  useEsc(isList ? null : info ? closeInfo : () => go(null))
  return (
    <>
      {(!phone || isList) && (
        <ChatList
          openId={chatId}
          onNewChat={setNewChat}
          onImportant={() => setImportant(true)}
          onArrange={() => setFolders(true)}
        />
      )}
      {feed ? <FeedPlace /> : (!phone || !isList) && <ChatPlace onNewChat={() => setNewChat('')} />}
      {newChat !== null && <NewChat search={newChat} onClose={() => setNewChat(null)} />}
      {folders && <FoldersDialog onClose={() => setFolders(false)} />}
      {important && <ImportantSheet onClose={() => setImportant(false)} />}
      {typeof shown === 'string' && <PersonDialog key={shown} profileId={shown} />}
      {typeof person === 'string' && <WriteTo key={person} profileId={person} />}
    </>
  )
}

/** Fills the window below whatever line the frame shows above. */
function useFullHeight() {
  const root = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const measure = () => {
      const top = (root.current?.getBoundingClientRect().top ?? 0) + scrollY
      root.current?.style.setProperty('--im-top', `${top}px`)
    }
    measure()
    // The line comes and goes, and takes a second row of its text where it must.
    const above = new ResizeObserver(measure)
    for (const element of root.current?.parentElement?.children ?? []) {
      if (element !== root.current) above.observe(element)
    }
    addEventListener('resize', measure)
    return () => {
      above.disconnect()
      removeEventListener('resize', measure)
    }
  }, [])
  return root
}

function useTitle(): void {
  const total = useUnread((unread) => unread.total)
  useEffect(() => {
    document.title = t.documentTitle(total)
  }, [total])
}

/** Esc closes what was opened last: the column beside the chat, then the chat. */
function useEsc(close: (() => void) | null): void {
  const latest = useRef(close)
  latest.current = close
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]') !== null) return
      latest.current?.()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
}
