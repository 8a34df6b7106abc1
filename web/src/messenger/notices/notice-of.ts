import type { EventPayload } from '#contract/events.ts'
import type { EventFrame } from '#contract/kit/socket.ts'
import { isMentioned } from '#contract/messenger/mentioned.ts'
import type { SyncState } from '#web/kit/sync/state.ts'
import type { FallbackNames, nameOf, needsNoNames, titleOf } from '../view/people.ts'
import type { summaryOf } from '../view/summary.ts'

export interface Notice {
  readonly chatId: string
  readonly title: string
  readonly body: string
  /** It sounds in a quiet time too. */
  readonly urgent?: true
}

/** How people and chats are called: the first screens have that already, and this code shares no file with them. */
export interface Naming {
  readonly names: FallbackNames
  readonly nameOf: typeof nameOf
  readonly needsNoNames: typeof needsNoNames
  readonly titleOf: typeof titleOf
  readonly summaryOf: typeof summaryOf
}

interface Words extends Naming {
  /** Stand where nobody beside the screen shall read who writes what. */
  readonly app: string
  readonly news: string
  readonly reminder: string
}

const BODY_MAX = 160

/**
 * What is told of an event; null when it is no reminder and no message of somebody else for the owner of this messenger. What vanishes is
 * never quoted: a notice would outlive it.
 */
export function noticeOf(
  frame: Pick<EventFrame, 'e' | 'p'>,
  sync: SyncState,
  withText: boolean,
  { names, app, news, reminder, ...naming }: Words,
): Notice | null {
  if (frame.e === 'announcement.reminded') {
    return { chatId: (frame.p as EventPayload<'announcement.reminded'>).chatId, title: app, body: reminder }
  }
  if (frame.e !== 'message.posted') return null
  const { message } = frame.p as EventPayload<'message.posted'>
  const { chatId, senderId } = message
  const slice = sync.chats[chatId]
  if (slice === undefined || senderId === sync.profileId) return null
  if (slice.mine.role === 'observer') return null
  // Whoever is named is called, also where he wants to hear nothing else.
  if (slice.mine.muted && !isMentioned(message, sync.profileId)) return null
  const urgent = message.urgent === undefined ? {} : { urgent: true as const }
  if (!withText) return { chatId, title: app, body: news, ...urgent }
  const title = naming.titleOf(slice, sync, names).name
  if (message.expiresAt !== null) return { chatId, title, body: news, ...urgent }
  const said = naming.summaryOf(message)
  const text = said.length > BODY_MAX ? `${said.slice(0, BODY_MAX).trimEnd()}…` : said
  const author = naming.needsNoNames(slice) ? '' : `${naming.nameOf(sync.cards[senderId], names).name}: `
  return { chatId, title, body: `${author}${text}`, ...urgent }
}
