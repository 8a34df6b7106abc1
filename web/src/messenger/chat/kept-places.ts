import type { VirtualizerHandle } from 'virtua'
import type { FlowItem } from '../view/flow.ts'

interface Place {
  readonly key: string
  /** Number of the first message that was seen whole. */
  readonly seq: number
  /** How much of that item is above the window, in pixels. */
  readonly above: number
}

const END_PX = 48
const NEW_LINE_PX = -72

const places = new Map<string, Place>()

/** Remembers what stands at the top of the window; nothing when the end is shown. */
export function keepPlace(chatId: string, items: readonly FlowItem[], list: VirtualizerHandle): void {
  const below = list.scrollSize - list.scrollOffset - list.viewportSize
  const index = list.findItemIndex(list.scrollOffset)
  const item = items[index]
  const seq = items.slice(index).flatMap((next) => (next.t === 'bubble' && next.seq !== null ? [next.seq] : []))[0]
  if (below < END_PX || item === undefined || seq === undefined) places.delete(chatId)
  else places.set(chatId, { key: item.key, seq, above: list.scrollOffset - list.getItemOffset(index) })
}

/** The message at which the reader left this chat, when it was not the end. */
export function keptSeq(chatId: string): number | null {
  return places.get(chatId)?.seq ?? null
}

/** Where a chat opens. */
export function firstPlace(chatId: string, items: readonly FlowItem[]) {
  const kept = places.get(chatId)
  const keptIndex = kept === undefined ? -1 : items.findIndex((item) => item.key === kept.key)
  if (keptIndex !== -1) return { index: keptIndex, align: 'start', offset: kept!.above } as const
  const newIndex = items.findIndex((item) => item.t === 'new')
  if (newIndex !== -1) return { index: newIndex, align: 'start', offset: NEW_LINE_PX } as const
  return { index: items.length, align: 'end', offset: 0 } as const
}
