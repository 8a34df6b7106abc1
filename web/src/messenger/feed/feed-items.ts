import type { EventPayload } from '#contract/events.ts'
import type { EventFrame } from '#contract/kit/socket.ts'
import type { FeedItem } from '#contract/messenger/feed.ts'

/** A longer text is shown in part until somebody wants the rest: characters and lines. */
const CUT_CHARACTERS = 600
const CUT_LINES = 12

/** What an item is known by: the announcement, or the post. */
export function keyOf({ message }: Pick<FeedItem, 'message'>): string {
  return message.announcement?.id ?? `${message.chatId} ${message.seq}`
}

/** Whether something heard makes a feed old. */
export function isAboutFeed(
  frame: Pick<EventFrame, 'e' | 'p'>,
  held: readonly FeedItem[],
  isChannel: (chatId: string) => boolean,
): boolean {
  switch (frame.e) {
    case 'message.posted': {
      const { message } = frame.p as EventPayload<'message.posted'>
      return message.announcement !== null || isChannel(message.chatId)
    }
    case 'message.changed': {
      const { message } = frame.p as EventPayload<'message.changed'>
      return held.some(({ places }) =>
        places.some(({ chatId, seq }) => chatId === message.chatId && seq === message.seq),
      )
    }
    case 'marks.changed':
      return (frame.p as EventPayload<'marks.changed'>).mark === 'hidden'
    case 'chat.added':
    case 'chat.dropped':
    case 'families.changed':
      return true
    default:
      return false
  }
}

/** What is shown of a text until somebody wants the rest; the whole of a short one. */
export function firstPart(text: string): string {
  const lines = text.split('\n')
  const high = lines.length > CUT_LINES ? lines.slice(0, CUT_LINES).join('\n') : text
  const characters = [...high]
  // A few more are shown at once, so that nobody presses for a word.
  if (characters.length <= CUT_CHARACTERS * 1.2) return high
  return characters
    .slice(0, CUT_CHARACTERS)
    .join('')
    .replace(/\s+\S*$/, '')
}
