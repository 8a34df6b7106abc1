import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import { givableReactions } from '#contract/messenger/chats.abilities.ts'
import { day, dayKey } from '#web/kit/i18n/dates.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { useNow } from '../boot/use-now.ts'
import { t } from '../messenger.texts.ts'
import { type FlowItem, flowOf } from '../view/flow.ts'
import { needsNoNames } from '../view/people.ts'
import { Bubble, type BubbleActions } from './Bubble.tsx'
import styles from './chat.module.css'
import { firstPlace, keepPlace } from './kept-places.ts'
import { SystemLine } from './SystemLine.tsx'
import { ToPlaces } from './ToPlaces.tsx'
import { useHand } from './use-hand.ts'
import { useReading } from './use-reading.ts'
import { type Settling, useSettling } from './use-settling.ts'

/** This near to an edge the next page is read. */
const EDGE_PX = 600
const AT_END_PX = 48
const FOUND_MS = 1_700
const NO_WISHES = {}

/** A message to go to, from a link, a quote or an earlier visit. */
export interface Target {
  readonly seq: number
  readonly nonce: number
  /** It is shown as the one that was looked for. */
  readonly shown: boolean
}

interface FlowProps extends BubbleActions {
  slice: ChatSlice
  target: Target | null
  newAfter: number | null
  canReply: boolean
  /** Numbers of the messages that are chosen; null while none are. */
  picked: ReadonlySet<number> | null
  /** Key of the message whose menu is open. */
  menuKey: string | null
  /** Grows when the reader has sent something: the end is shown. */
  sentCount: number
}

/** The messages of a chat, virtualised: stays where the reader is, whatever comes above or below. */
export function Flow(props: FlowProps) {
  const { slice, target, newAfter, canReply, menuKey, sentCount, picked } = props
  const chatId = slice.chat.id
  const engine = useEngine()
  const phone = usePhone()
  const items = useItems(slice, newAfter)
  const list = useRef<VirtualizerHandle>(null)
  const scroll = useRef<HTMLDivElement>(null)
  const [atEnd, setAtEnd] = useState(true)
  const atEndNow = useRef(true)
  const seen = useRef({ top: 0, height: 0, window: 0 })
  const hand = useHand(scroll)
  const going = useRef(false)
  const settling = useSettling(() => {
    const box = scroll.current
    if (going.current) {
      going.current = false
      look()
    } else if (box !== null && atEndNow.current && !hand.current) box.scrollTop = box.scrollHeight
  })
  const [found, setFound] = useFound()
  const shift = useShift(slice.window?.from ?? 0)
  const wholeEnd = slice.window !== null && slice.window.to >= slice.lastSeq
  const readVisible = useReading(chatId, items, list)

  const look = useCallback(() => {
    const box = scroll.current
    if (box === null) return
    // Rows take their true height after they are shown, and the composer or the keys of a phone take room from them:
    // whoever stands at the end is kept there, unless he goes up.
    const { top, height, window } = seen.current
    const moved = box.scrollHeight !== height || box.clientHeight !== window
    if (atEndNow.current && moved && box.scrollTop >= top - 1) box.scrollTop = box.scrollHeight
    if (moved) settling.begin()
    const place = { top: box.scrollTop, height: box.scrollHeight, window: box.clientHeight }
    seen.current = place
    const below = place.height - place.top - place.window
    // A list that settles goes up a little before its rows grow: that is nobody's wish to leave the end.
    const settles = atEndNow.current && !hand.current && settling.isOn()
    // On the way to a message the end is where the list comes from.
    if (below < AT_END_PX && !going.current) hand.current = false
    atEndNow.current = !going.current && (below < AT_END_PX || settles)
    setAtEnd(atEndNow.current)
    if (box.scrollTop < EDGE_PX) void engine.history.before(chatId)
    if (below < EDGE_PX) void engine.history.after(chatId)
    readVisible()
  }, [chatId, engine, hand, readVisible, settling])

  const toEnd = useCallback(() => list.current?.scrollToIndex(Number.MAX_SAFE_INTEGER, { align: 'end' }), [])

  useFirstPlace(items, slice, list, atEndNow)
  useEffect(() => {
    const observer = new ResizeObserver(look)
    for (const element of [scroll.current, scroll.current?.lastElementChild]) if (element) observer.observe(element)
    return () => observer.disconnect()
  }, [look])
  useTarget(items, target, list, { hand, going, atEndNow, settling }, setFound)
  // Whoever stands at the end sees what comes; whoever reads above is left there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows the number of items
  useLayoutEffect(() => {
    if (atEndNow.current && wholeEnd) list.current?.scrollToIndex(items.length, { align: 'end' })
    look()
  }, [items.length, wholeEnd])
  // biome-ignore lint/correctness/useExhaustiveDependencies: it happens once for each message sent
  useEffect(() => {
    if (sentCount === 0) return
    if (wholeEnd) toEnd()
    else void engine.history.latest(chatId).then(() => requestAnimationFrame(() => toEnd()))
  }, [sentCount])

  const goToEnd = async () => {
    if (!wholeEnd) await engine.history.latest(chatId)
    requestAnimationFrame(() => toEnd())
  }
  const faces = !needsNoNames(slice)
  const official = slice.chat.kind === 'channel'
  const bubbleProps = {
    chatId,
    faces,
    official,
    canReply: canReply && picked === null,
    givable: givableReactions(slice.chat, slice.mine),
    onJump: props.onJump,
    onReply: props.onReply,
    onReact: props.onReact,
    onMenu: props.onMenu,
    onPick: props.onPick,
    pictureSize: phone ? 32 : 36,
  }
  return (
    <>
      <div
        ref={scroll}
        className={styles.flow}
        role="log"
        aria-label={t.chat.messages}
        aria-live="polite"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by the keys, and they go over its messages
        tabIndex={0}
        onKeyDown={moveByArrows}
      >
        <div className={styles.spacer} />
        <Virtualizer ref={list} scrollRef={scroll} shift={shift} onScroll={look} onResize={look} bufferSize={400}>
          {items.map((item) => (
            <FlowPart key={item.key} item={item} onJump={props.onJump}>
              {item.t === 'bubble' && (
                <Bubble
                  {...bubbleProps}
                  item={item}
                  found={item.seq !== null && item.seq === found}
                  menuOpen={item.key === menuKey}
                  picked={picked === null ? null : item.seq !== null && picked.has(item.seq)}
                />
              )}
            </FlowPart>
          ))}
          <div key="tail" className={styles.tail} />
        </Virtualizer>
      </div>
      <ToPlaces slice={slice} isAtEnd={atEnd && wholeEnd} onJump={props.onJump} onEnd={() => void goToEnd()} />
    </>
  )
}

/** The arrows go from message to message; the first one takes the lowest that is seen. */
function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0 || event.ctrlKey || event.metaKey || event.altKey) return
  const messages = [...event.currentTarget.querySelectorAll('article')]
  const at = messages.indexOf((event.target as HTMLElement).closest('article')!)
  const foot = event.currentTarget.getBoundingClientRect().bottom
  const seen = messages.findLast((message) => message.getBoundingClientRect().top < foot)
  const next = at === -1 ? (step === -1 ? seen : undefined) : messages[at + step]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}

interface FlowPartProps extends Pick<BubbleActions, 'onJump'> {
  item: FlowItem
  children: ReactNode
}

function FlowPart({ item, onJump, children }: FlowPartProps) {
  const now = useNow()
  if (item.t === 'bubble') return children
  if (item.t === 'system') return <SystemLine entry={item.entry} onJump={onJump} />
  if (item.t === 'new') {
    return (
      <div className={styles.new}>
        <span>{t.chat.newMessages}</span>
      </div>
    )
  }
  const name = day(item.at, { now })
  return (
    <h3 className={styles.day}>
      <span>{name.slice(0, 1).toLocaleUpperCase() + name.slice(1)}</span>
    </h3>
  )
}

function useItems(slice: ChatSlice, newAfter: number | null): FlowItem[] {
  const profileId = useMessenger(({ sync }) => sync.profileId)
  const outbox = useMessenger((state) => state.outbox)
  const marks = useMessenger(({ sync }) => sync.marks)
  const wishes = useMessenger((state) => state.wishes[slice.chat.id] ?? NO_WISHES)
  return useMemo(
    () => flowOf({ slice, profileId, outbox, wishes, marks, newAfter, dayOf: (at) => dayKey(at) }),
    [slice, profileId, outbox, wishes, marks, newAfter],
  )
}

/** Whether this rendering puts older messages above those that are held. */
function useShift(from: number): boolean {
  const before = useRef(from)
  const shift = from < before.current
  useEffect(() => {
    before.current = from
  }, [from])
  return shift
}

/** The message that was looked for; it is shown as that for a moment. */
function useFound() {
  const state = useState<number | null>(null)
  const [found, setFound] = state
  useEffect(() => {
    if (found === null) return
    const timer = setTimeout(() => setFound(null), FOUND_MS)
    return () => clearTimeout(timer)
  }, [found])
  return state
}

/** Where a chat opens: where it was left, at the first new message, or at its end. */
function useFirstPlace(
  items: FlowItem[],
  slice: ChatSlice,
  list: React.RefObject<VirtualizerHandle | null>,
  atEnd: React.RefObject<boolean>,
): void {
  const placed = useRef(false)
  const latest = useRef(items)
  latest.current = items
  useLayoutEffect(() => {
    if (placed.current || items.length === 0) return
    placed.current = true
    const { index, align, offset } = firstPlace(slice.chat.id, items)
    atEnd.current = align === 'end'
    list.current?.scrollToIndex(index, { align, offset })
  }, [items, slice.chat.id, list, atEnd])
  useLayoutEffect(() => {
    const chatId = slice.chat.id
    const handle = list.current
    return () => {
      if (handle !== null) keepPlace(chatId, latest.current, handle)
    }
  }, [slice.chat.id, list])
}

interface Way {
  hand: React.RefObject<boolean>
  going: React.RefObject<boolean>
  atEndNow: React.RefObject<boolean>
  settling: Settling
}

/** To go to a message is the person's wish, and until the list is there its end is no place of his. */
function setOut({ hand, going, atEndNow, settling }: Way): void {
  hand.current = true
  going.current = true
  atEndNow.current = false
  settling.begin()
}

function useTarget(
  items: FlowItem[],
  target: FlowProps['target'],
  list: React.RefObject<VirtualizerHandle | null>,
  way: Way,
  onFound: (seq: number) => void,
): void {
  const shown = useRef(0)
  useEffect(() => {
    if (target === null || shown.current === target.nonce) return
    const index = items.findIndex((item) => item.t === 'bubble' && item.seq === target.seq)
    if (index === -1) return
    shown.current = target.nonce
    setOut(way)
    list.current?.scrollToIndex(index, { align: target.shown ? 'center' : 'start' })
    if (target.shown) onFound(target.seq)
  }, [items, target, list, way, onFound])
}
