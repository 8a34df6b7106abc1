import { getMessages, page } from '#contract/messenger/messages.ts'
import { PAGE_ENTRIES } from '#contract/messenger/messenger.limits.ts'
import { applyPage, applyQuoted } from './apply-page.ts'
import type { EngineCore } from './engine-parts.ts'
import { type EngineStore, type HistoryStatus, IDLE_HISTORY } from './engine-state.ts'
import { lastActivity, unknownQuotes } from './selectors.ts'
import type { ChatSlice } from './state.ts'
import type { PageWish } from './window.ts'

const QUOTES_MAX = 100
const KEPT_CHATS = 12

export interface History {
  /** Makes sure that something to read is held: the end of the log, or where the reader left off. */
  open(chatId: string, readSeq: number): Promise<void>
  before(chatId: string): Promise<void>
  after(chatId: string): Promise<void>
  latest(chatId: string): Promise<void>
  around(chatId: string, seq: number): Promise<void>
  /** Reads the last pages of the chats that were active most recently, so that they open at once and without a network. */
  keepRecent(): Promise<void>
  /** Reads the messages that the window quotes and that are not held. */
  completeQuotes(chatId: string): Promise<void>
}

/** Reads pages of a chat's log as far as somebody scrolls. */
export function createHistory(core: EngineCore, store: EngineStore): History {
  const mark = (chatId: string, side: keyof HistoryStatus, status: HistoryStatus[typeof side]) =>
    store.setState(({ history }) => ({
      history: { ...history, [chatId]: { ...(history[chatId] ?? IDLE_HISTORY), [side]: status } },
    }))

  const read = async (chatId: string, side: keyof HistoryStatus, wish: PageWish): Promise<void> => {
    const slice = core.state().chats[chatId]
    const status = store.getState().history[chatId] ?? IDLE_HISTORY
    // A jump overtakes a jump; an edge is read once at a time.
    if (slice === undefined || !core.isLive() || (side !== 'place' && status[side] === 'loading')) return
    mark(chatId, side, 'loading')
    try {
      const answer = await core.call(page, { chatId, ...('latest' in wish ? {} : wish), limit: PAGE_ENTRIES })
      core.change((state) => applyPage(state, chatId, wish, answer, slice.lastSeq))
      mark(chatId, side, 'idle')
    } catch {
      mark(chatId, side, 'failed')
    }
  }

  const history: History = {
    async open(chatId, readSeq) {
      const slice = core.state().chats[chatId]
      if (slice === undefined) return
      if (readSeq < slice.lastSeq && readSeq > slice.mine.startSeq && !reaches(slice, readSeq)) {
        await read(chatId, 'place', { around: readSeq })
      } else if (slice.window === null) await read(chatId, 'place', { latest: true })
      else if (slice.window.to < slice.lastSeq) await history.after(chatId)
    },
    async before(chatId) {
      const window = core.state().chats[chatId]?.window
      if (window && !window.reachesStart) await read(chatId, 'before', { before: window.from })
    },
    async after(chatId) {
      const slice = core.state().chats[chatId]
      if (slice?.window && slice.window.to < slice.lastSeq) await read(chatId, 'after', { after: slice.window.to })
    },
    latest: (chatId) => read(chatId, 'place', { latest: true }),
    around: (chatId, seq) => read(chatId, 'place', { around: seq }),
    async keepRecent() {
      const recent = Object.values(core.state().chats)
        .filter((slice) => slice.lastMessage !== null)
        .sort((one, other) => (lastActivity(other) > lastActivity(one) ? 1 : -1))
        .slice(0, KEPT_CHATS)
      // One after another: nobody waits for them, and others may wait for the server.
      for (const { chat } of recent) {
        if (core.state().chats[chat.id]?.window === null) await read(chat.id, 'place', { latest: true })
      }
    },
    async completeQuotes(chatId) {
      const slice = core.state().chats[chatId]
      const seqs = slice === undefined ? [] : unknownQuotes(slice).slice(0, QUOTES_MAX)
      if (seqs.length === 0 || !core.isLive()) return
      const answer = await core.call(getMessages, { chatId, seqs }).catch(() => null)
      if (answer !== null) core.change((state) => applyQuoted(state, chatId, seqs, answer.messages))
    },
  }
  return history
}

/** Whether the window begins no later than the first unread message. */
function reaches(slice: ChatSlice, readSeq: number): boolean {
  return slice.window !== null && slice.window.from <= readSeq + 1 && slice.window.to >= readSeq
}
