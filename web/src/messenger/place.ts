/** What an address under /im shows. */
export interface Place {
  readonly chatId: string | null
  /** Number of the message that the address points at. */
  readonly seq: number | null
  readonly info: boolean
  /** What the families were told in all chats. */
  readonly feed: boolean
}

export const FEED_HREF = '/im/feed'

const FEED = /^\/im\/feed\/?$/
const CHAT = /^\/im\/([0-9a-f-]{36})\/?$/

export function placeOf(pathname: string, search: Readonly<Record<string, unknown>>): Place {
  const chatId = CHAT.exec(pathname)?.[1] ?? null
  const seq = Number(search.m)
  return {
    chatId,
    seq: Number.isInteger(seq) && seq > 0 ? seq : null,
    info: search.info !== undefined,
    feed: FEED.test(pathname),
  }
}

export function hrefOf(chatId: string | null, more: { seq?: number; info?: boolean; who?: string } = {}): string {
  if (chatId === null) return '/im'
  const query = [
    more.seq === undefined ? '' : `m=${more.seq}`,
    more.info === true ? 'info=1' : '',
    more.who === undefined ? '' : `who=${more.who}`,
  ].filter(Boolean)
  return `/im/${chatId}${query.length === 0 ? '' : `?${query.join('&')}`}`
}
