import { useCallback, useEffect, useState } from 'react'
import { chatAbilities } from '#contract/messenger/chats.abilities.ts'
import type { Engine } from '#web/kit/sync/engine.ts'
import { unreadOf } from '#web/kit/sync/selectors.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { late } from '#web/kit/ui/late.tsx'
import { chatPart } from '../boot/chat-parts.ts'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { useChatTitle } from '../boot/names.ts'
import { t } from '../messenger.texts.ts'
import { useFileDrop } from '../uploads/use-file-drop.ts'
import type { BubbleItem } from '../view/flow.ts'
import { ChatFoot } from './ChatFoot.tsx'
import { ChatHeader } from './ChatHeader.tsx'
import styles from './chat.module.css'
import { Flow, type Target } from './Flow.tsx'
import { FlowEdge } from './FlowEdge.tsx'
import { keptSeq } from './kept-places.ts'
import { MessageActions, type OpenMenu } from './MessageActions.tsx'
import { SupervisionBar } from './SupervisionBar.tsx'
import { useEditing } from './use-editing.ts'
import { usePicking } from './use-picking.tsx'
import { useReacting } from './use-reacting.ts'

// In few chats, and the messages do not wait for it.
const JoinRequestsBar = late(async () => (await import('../invitations/JoinRequestsBar.tsx')).JoinRequestsBar)
const PinBar = late(async () => (await import('../pins/PinBar.tsx')).PinBar)

interface ChatViewProps {
  slice: ChatSlice
  linkedSeq: number | null
  infoOpen: boolean
  onInfo: () => void
}

/** One open chat: header, messages, composer. Mounted anew for every chat. */
export function ChatView({ slice, linkedSeq, infoOpen, onInfo }: ChatViewProps) {
  const chatId = slice.chat.id
  const engine = useEngine()
  const title = useChatTitle(chatId)
  const newAfter = useNewAfter(slice)
  const { target, jump } = useJumps(chatId, linkedSeq)
  const [replyTo, setReplyTo] = useReplyTo(chatId)
  const [menu, setMenu] = useState<OpenMenu | null>(null)
  const editing = useEditing(slice)
  const [sentCount, setSentCount] = useState(0)
  const onReact = useReacting(chatId)
  const picking = usePicking(slice)
  const onReply = useCallback((item: BubbleItem) => setReplyTo(item.seq), [setReplyTo])
  const onMenu = useCallback(
    (item: BubbleItem, at: { x: number; y: number }) => setMenu({ item, at, openedAt: Date.now() }),
    [],
  )
  useEffect(() => {
    engine.openChat(chatId, keptSeq(chatId) ?? undefined)
    return () => engine.closeChat(chatId)
  }, [engine, chatId])
  const { write } = chatAbilities(slice.chat, slice.mine)
  const drop = useFileDrop(chatId, write)
  return (
    <section className={styles.chat} aria-label={t.chat.label(title.name)} {...drop}>
      <ChatHeader chatId={chatId} infoOpen={infoOpen} onInfo={onInfo} />
      <Above slice={slice} onJump={jump} />
      <div className={styles.canvas}>
        {slice.window !== null && (
          <Flow
            slice={slice}
            target={target}
            newAfter={newAfter}
            canReply={write}
            picked={picking.picked}
            menuKey={menu?.item.key ?? null}
            sentCount={sentCount}
            onJump={jump}
            onReply={onReply}
            onReact={onReact}
            onMenu={onMenu}
            onPick={picking.onPick}
          />
        )}
        <FlowEdge slice={slice} />
      </div>
      {picking.bar || (
        <ChatFoot
          slice={slice}
          replyTo={replyTo}
          onReplyEnd={() => setReplyTo(null)}
          onSent={() => setSentCount((count) => count + 1)}
          editing={editing}
        />
      )}
      <MessageActions
        slice={slice}
        menu={menu}
        onReply={(item) => {
          editing.setEditing(null)
          onReply(item)
        }}
        onEdit={(item) => editing.setEditing(item.seq)}
        onReact={onReact}
        onForward={picking.onForward}
        onPick={picking.onPick}
        onDelete={picking.onDelete}
        onClose={() => setMenu(null)}
      />
      {picking.sheet}
    </section>
  )
}

/** Which message is going to be answered, as the draft of the chat has it, also when another device has chosen. */
function useReplyTo(chatId: string) {
  const engine = useEngine()
  const ofDraft = () => engine.store.getState().drafts[chatId]?.replyToSeq ?? null
  const state = useState<number | null>(ofDraft)
  const taken = useMessenger((each) => each.taken[chatId] ?? 0)
  const [, setReplyTo] = state
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is read anew with every draft of another device
  useEffect(() => {
    if (taken > 0) setReplyTo(ofDraft())
  }, [taken])
  return state
}

/** What stands above the messages. */
function Above({ slice, onJump }: { slice: ChatSlice; onJump: (seq: number) => void }) {
  const Part = chatPart('Above')
  return (
    <>
      <Part chatId={slice.chat.id} />
      <SupervisionBar slice={slice} />
      <JoinRequests slice={slice} />
      <Pins slice={slice} onJump={onJump} />
    </>
  )
}

/** Stays where it was once, so that the list of those who ask is not taken away with the last of them. */
function JoinRequests({ slice }: { slice: ChatSlice }) {
  const [known, setKnown] = useState(false)
  if (slice.mine.joinRequests > 0 && !known) setKnown(true)
  return known ? <JoinRequestsBar slice={slice} /> : null
}

function Pins({ slice, onJump }: { slice: ChatSlice; onJump: (seq: number) => void }) {
  if (slice.chat.pins.length === 0) return null
  return <PinBar slice={slice} onJump={onJump} />
}

/** Where the line of new messages stands: decided when the chat opens and kept while it is open. */
function useNewAfter(slice: ChatSlice): number | null {
  const engine = useEngine()
  const profileId = useMessenger(({ sync }) => sync.profileId)
  const [newAfter] = useState(() => {
    const readSeq = engine.readUpTo(slice.chat.id)
    return unreadOf(slice, profileId, readSeq) > 0 ? readSeq : null
  })
  return newAfter
}

/** Where the reader left the chat, when that is read again only now. */
function keptOutside(engine: Engine, chatId: string): Target | null {
  const seq = keptSeq(chatId)
  const window = engine.store.getState().sync.chats[chatId]?.window
  if (seq === null || (window && seq >= window.from && seq <= window.to)) return null
  return { seq, nonce: 1, shown: false }
}

/** Goes to a message by its number: from the address, or from a quote. */
function useJumps(chatId: string, linkedSeq: number | null) {
  const engine = useEngine()
  const live = useMessenger((state) => state.phase === 'stream')
  const [target, setTarget] = useState<Target | null>(() => keptOutside(engine, chatId))
  const jump = useCallback(
    (seq: number) => {
      setTarget((before) => ({ seq, nonce: (before?.nonce ?? 0) + 1, shown: true }))
      const window = engine.store.getState().sync.chats[chatId]?.window
      if (!window || seq < window.from || seq > window.to) void engine.history.around(chatId, seq)
    },
    [chatId, engine],
  )
  useEffect(() => {
    if (linkedSeq !== null && live) jump(linkedSeq)
  }, [linkedSeq, live, jump])
  return { target, jump }
}
