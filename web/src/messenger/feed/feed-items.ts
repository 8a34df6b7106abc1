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

/** Which announcements have come since the server was asked what waits, and which were taken away. */
export interface HeardWaiting {
  readonly came: readonly string[]
  readonly gone: readonly string[]
}

export const NOTHING_HEARD: HeardWaiting = { came: [], gone: [] }

/** What a message that has come or changed makes of it. One that is erased in one place may stand elsewhere, and a withdrawn one does not. */
export function heardWaiting(
  before: HeardWaiting,
  { announcement, erased }: Pick<FeedItem['message'], 'announcement' | 'erased'>,
): HeardWaiting {
  if (announcement === null || announcement.confirm === null) return before
  const { id } = announcement
  if (erased === 'author') return before.gone.includes(id) ? before : { ...before, gone: [...before.gone, id] }
  return erased !== null || before.came.includes(id) ? before : { ...before, came: [...before.came, id] }
}

/** What was heard while the server was asked, which knew the rest. */
export function withoutKnown(now: HeardWaiting, known: HeardWaiting): HeardWaiting {
  return {
    came: now.came.filter((id) => !known.came.includes(id)),
    gone: now.gone.filter((id) => !known.gone.includes(id)),
  }
}
