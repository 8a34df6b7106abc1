import { markRead, typing } from '#contract/messenger/messages.ts'
import { TYPING_REPEAT_MS } from '#contract/messenger/messenger.limits.ts'
import { ApiFailure } from '../api/api-failure.ts'
import type { EngineCore } from './engine-parts.ts'
import type { EngineStore } from './engine-state.ts'

const MARK_PAUSE_MS = 300
/** Between the tries of a server that cannot take a mark now: the last mark of a chat is followed by no other that would tell it. */
const AGAIN_MS = 5_000

export interface Signs {
  /** This device shows everything up to `seq`. */
  read(chatId: string, seq: number): void
  /** Says again what the server may not know yet. */
  repeat(): void
  typing(chatId: string): void
}

/** The small signs of a reader: how far he has read, and that he types. The last one wins; none is kept for long. */
export function createSigns(core: EngineCore, store: EngineStore): Signs {
  const typed = new Map<string, number>()
  let waiting = false
  let again = false

  const repeatLater = (error: unknown) => {
    const refused = error instanceof ApiFailure && error.status < 500 && error.status !== 429
    if (refused || again) return
    again = true
    core.timers.after(AGAIN_MS, () => {
      again = false
      sendMarks()
    })
  }
  const sendMarks = () => {
    waiting = false
    if (!core.isLive()) return
    const { chats } = core.state()
    for (const [chatId, seq] of Object.entries(store.getState().readHere)) {
      const slice = chats[chatId]
      if (slice !== undefined && seq > slice.mine.readSeq) void core.call(markRead, { chatId, seq }).catch(repeatLater)
    }
  }

  return {
    read(chatId, seq) {
      const slice = core.state().chats[chatId]
      const { readHere } = store.getState()
      if (slice === undefined || seq <= Math.max(readHere[chatId] ?? 0, slice.mine.readSeq)) return
      store.setState({ readHere: { ...readHere, [chatId]: seq } })
      if (waiting) return
      waiting = true
      core.timers.after(MARK_PAUSE_MS, sendMarks)
    },
    repeat: sendMarks,
    typing(chatId) {
      const now = core.clock.now()
      if (!core.isLive() || now - (typed.get(chatId) ?? Number.NEGATIVE_INFINITY) < TYPING_REPEAT_MS) return
      typed.set(chatId, now)
      void core.call(typing, { chatId }).catch(() => {})
    },
  }
}
