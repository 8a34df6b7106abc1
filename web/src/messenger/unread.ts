import { create } from 'zustand'

interface Unread {
  /** Chats with something unread, in all organisations. */
  total: number
  byCommunity: Readonly<Record<string, number>>
}

/** What the messenger counts as unread; the frame shows it at the surface and at each organisation. */
export const useUnread = create<Unread>()(() => ({ total: 0, byCommunity: {} }))
