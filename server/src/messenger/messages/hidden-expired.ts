import type { Message } from '#contract/messenger/chats.ts'
import { shownAt } from '#contract/messenger/expiry.ts'
import type { ChatEntry } from '#contract/messenger/messages.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import { messageOfJson, type ReaderRow } from '../chats/chat-views.ts'
import { entryShownAt } from '../chats/encoded-entry.ts'
import type { MessengerStores } from '../stores.ts'

/**
 * The stores as people read through them: a message whose time is over shows its place only, from that very moment on,
 * though its row is emptied up to a minute later.
 */
export function hidingExpired(stores: MessengerStores, clock: Pick<Clock, 'now'>): MessengerStores {
  const { entries, log, messages, reader } = stores
  const hide = (message: Message) => shownAt(message, clock.now())
  const hideEntry = (entry: ChatEntry): ChatEntry =>
    entry.e === 'message.posted' ? { ...entry, p: { message: hide(entry.p.message) } } : entry
  const hideLast = <Row extends ReaderRow>(row: Row): Row => {
    const last = row.last_message
    if (last === null || last.expires_at === null || hide(messageOfJson(last)).erased === null) return row
    const nothing = { text: '', mentions: null, attachments: null, poll: null, sticker: null, reactions: null }
    return { ...row, last_message: { ...last, ...nothing, erased_why: last.erased_why ?? 'expired' } }
  }
  return {
    ...stores,
    entries: {
      readEntries: async (...args) => {
        const found = await entries.readEntries(...args)
        return found.map((each) => each.map((entry) => entryShownAt(entry, clock.now())))
      },
    },
    log: {
      ...log,
      readChatLog: async (...args) => (await log.readChatLog(...args)).map(hideEntry),
      readChanged: async (...args) => (await log.readChanged(...args)).map((found) => found.map(hide)),
      changeFrame: (change, message, reaction) => {
        const shown = hide(message)
        return log.changeFrame(change, shown, shown.erased === null ? reaction : null)
      },
    },
    messages: {
      ...messages,
      messagesBySeq: async (...args) => (await messages.messagesBySeq(...args)).map(hide),
      lastMessages: async (...args) =>
        (await messages.lastMessages(...args)).map((message) => (message === null ? null : hide(message))),
    },
    reader: {
      ...reader,
      accessChats: async (...args) => (await reader.accessChats(...args)).map(hideLast),
      accessChatsOf: async (...args) => (await reader.accessChatsOf(...args)).map(hideLast),
    },
  }
}
