import { useEffect, useRef } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { isLeaving, isSignedOut, leaveForSignin, useSession } from '#web/identity/index.ts'
import { forgetKept } from '#web/kit/account/kept.ts'
import { askUnreached } from '#web/kit/query/unreached.ts'
import { useUnread } from '../unread.ts'
import { unreadChats } from '../view/chat-list.ts'
import { nameOf, needsNoNames, titleOf } from '../view/people.ts'
import { summaryOf } from '../view/summary.ts'
import { createBrowserEngine, wakeWithPage } from './browser-engine.ts'
import { EngineContext, useEngine, useMessenger } from './engine-context.ts'
import { useHosted, useHostedEngine } from './hosted-engine.ts'
import { fallbackNames } from './names.ts'
import { useConnectionLine } from './use-connection-line.ts'

/** Runs the engine of one profile for as long as it stands in the frame, and tells the frame what it hears. */
export function EngineHost({ profileId }: { profileId: string }) {
  useRunningEngine(profileId)
  const engine = useHostedEngine(profileId)
  if (engine === null) return null
  return (
    <EngineContext.Provider value={engine}>
      <Signs />
    </EngineContext.Provider>
  )
}

function Signs() {
  useConnectionLine()
  useUnreadSigns()
  useAskingAgain()
  useNotices()
  return null
}

/** The code of notices comes late, and everything else does without it. */
function useNotices(): void {
  const engine = useEngine()
  useEffect(() => {
    const begun = import('../notices/notices.ts').then(
      ({ startNotices }) => startNotices(engine, { names: fallbackNames, nameOf, needsNoNames, titleOf, summaryOf }),
      () => undefined,
    )
    return () => void begun.then((stop) => stop?.())
  }, [engine])
}

function useRunningEngine(profileId: string): void {
  const session = useSession()
  const ask = useRef(session.refetch)
  ask.current = session.refetch
  useEffect(() => {
    // It would keep anew what is being forgotten.
    if (isLeaving()) return
    let stop = () => {}
    let gone = false
    const onUnreached = () => {
      void ask.current().then(({ error }) => {
        if (isSignedOut(error)) leaveForSignin()
      })
    }
    void createBrowserEngine(profileId, { onEnd: endSession, onUnreached }).then((engine) => {
      if (gone) {
        engine.stop()
        return
      }
      const stopWaking = wakeWithPage(engine)
      stop = () => {
        stopWaking()
        engine.stop()
      }
      useHosted.setState({ hosted: { profileId, engine } })
      void engine.start()
    })
    return () => {
      gone = true
      stop()
      useHosted.setState({ hosted: null })
      useUnread.setState({ total: 0, byCommunity: {} })
    }
  }, [profileId])
}

/** The server has ended this for good: a sign-out, another profile, or a newer server. */
function endSession(reason: string): void {
  if (isLeaving()) return
  if (reason === 'signedOut') {
    leaveForSignin()
    return
  }
  if (reason === 'profileSwitched') forgetKept()
  location.reload()
}

function useUnreadSigns(): void {
  const total = useMessenger((state) => unreadChats(state))
  const byCommunity = useMessenger(
    useShallow((state) =>
      Object.fromEntries(Object.keys(state.sync.memberships).map((id) => [id, unreadChats(state, id)])),
    ),
  )
  useEffect(() => useUnread.setState({ total, byCommunity }), [total, byCommunity])
}

/** A live socket is the proof that the server answers: pages that could not ask do it now. */
function useAskingAgain(): void {
  const live = useMessenger(({ phase }) => phase === 'stream')
  useEffect(() => {
    if (live) askUnreached()
  }, [live])
}
