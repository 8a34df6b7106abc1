import type { ChatHistory } from './happenings.ts'

function interval(chat: ChatHistory, p: string, asOf: number) {
  let start: number | null = null
  for (const h of chat.happenings) {
    if (h.seq > asOf) break
    if (h.kind === 'joined' && h.profileIds.includes(p)) start = chat.kind === 'direct' || h.seq === 2 ? 0 : h.seq - 1
    if (h.kind === 'left' && h.profileIds.includes(p)) start = null
  }
  return start
}
export const judge = (_c: ChatHistory, _p: unknown): string[] => []
export const maySee = (c: ChatHistory, p: string, seq: number, asOf: number) => {
  const s = interval(c, p, asOf)
  return s !== null && seq > s
}
export function viewOf(c: ChatHistory, p: string, _now: number) {
  const s = interval(c, p, 1e9)
  if (s === null) return null
  const members = new Set<string>()
  let title = ''
  for (const h of c.happenings) {
    if (h.kind === 'joined') for (const x of h.profileIds) members.add(x)
    if (h.kind === 'left') for (const x of h.profileIds) members.delete(x)
    if ('title' in h) title = h.title
  }
  return { entries: c.happenings.filter((h) => h.seq > s).map((h) => h.seq), title, members: [...members] }
}
export function unreadOf(c: ChatHistory, p: string, read: number, _now: number) {
  const s = interval(c, p, 1e9) ?? 0
  return c.happenings.filter((h) => h.kind === 'posted' && h.senderId !== p && h.seq > read && h.seq > s).length
}
