import type { EditDraft, EngineStore } from './engine-state.ts'
import { quotedIn } from './selectors.ts'
import type { ChatSlice, SyncState } from './state.ts'

export interface Edits {
  /** Keeps what was begun, as the newest of its chat, in place of an earlier draft of the same message. */
  keep(chatId: string, draft: EditDraft): void
  drop(chatId: string, seq: number): void
  /** Drops what was begun of messages that are erased meanwhile, and in chats that the reader is out of. */
  look(state: SyncState): void
}

/**
 * Half-typed edits of own messages. They live as long as the page: on the device the text of a message that is erased
 * while nobody looks must not be left.
 */
export function createEdits(store: EngineStore): Edits {
  const put = (chatId: string, drafts: readonly EditDraft[]) => {
    const { [chatId]: _old, ...others } = store.getState().edits
    store.setState({ edits: drafts.length === 0 ? others : { ...others, [chatId]: drafts } })
  }
  const others = (chatId: string, seq: number) =>
    (store.getState().edits[chatId] ?? []).filter((draft) => draft.seq !== seq)
  return {
    keep: (chatId, draft) => put(chatId, [...others(chatId, draft.seq), draft]),
    drop(chatId, seq) {
      const left = others(chatId, seq)
      if (left.length !== (store.getState().edits[chatId] ?? []).length) put(chatId, left)
    },
    look(state) {
      for (const [chatId, drafts] of Object.entries(store.getState().edits)) {
        const slice = state.chats[chatId]
        const left = slice === undefined ? [] : drafts.filter(({ seq }) => !isErased(slice, seq))
        if (left.length !== drafts.length) put(chatId, left)
      }
    },
  }
}

function isErased(slice: ChatSlice, seq: number): boolean {
  const message = quotedIn(slice, seq) ?? slice.changed[seq]
  return message !== undefined && message.erased !== null
}
