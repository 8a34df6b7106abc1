import { useEffect } from 'react'
import { useStore } from 'zustand'
import { hrefOf, useChatTitle, useLateOffline, useMessenger } from '#web/messenger/index.ts'
import { t } from '../calls.texts.ts'
import { useOngoing } from '../ongoing.ts'
import { Prejoin } from '../prejoin/Prejoin.tsx'
import { RoomPage } from '../room/RoomPage.tsx'
import type { CallSession } from '../session/call-session.ts'
import { EndPage, EndView } from './EndPage.tsx'
import { Loading } from './Loading.tsx'
import { WaitingPage } from './WaitingPage.tsx'

/** Everything that the address of a call shows: before it, at its door, in it, and after it. */
export function CallPage({ chatId }: { chatId: string }) {
  const slice = useMessenger(({ sync }) => sync.chats[chatId])
  const session = useOngoing((ongoing) => (ongoing.session?.chatId === chatId ? ongoing.session : null))
  const title = useChatTitle(chatId)
  useEffect(() => {
    document.title = t.documentTitle(title.name)
  }, [title.name])
  if (session !== null) return <Inside session={session} />
  return slice === undefined ? <Missing chatId={chatId} /> : <Prejoin slice={slice} />
}

function Inside({ session }: { session: CallSession }) {
  const phase = useStore(session.store, (state) => state.phase)
  if (phase === 'waiting') return <WaitingPage session={session} />
  if (phase === 'over') return <EndPage session={session} />
  return <RoomPage session={session} />
}

/** The chat is not there yet, or not this reader's. */
function Missing({ chatId }: { chatId: string }) {
  const known = useMessenger(({ sync, phase }) => sync.complete && phase === 'stream')
  const offline = useLateOffline()
  if (!known && !offline) return <Loading />
  return (
    <EndView
      chatId={chatId}
      title={known ? t.prejoin.unknown : t.entering}
      text={known ? t.prejoin.unknownText : t.enteringAgain}
      href={hrefOf(null)}
    />
  )
}
