import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { chatAbilities } from '#contract/messenger/chats.abilities.ts'
import type { Engine } from '#web/kit/sync/engine.ts'
import { quotedIn, unreadOf } from '#web/kit/sync/selectors.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { useChatTitle } from '../boot/names.ts'
import { t } from '../messenger.texts.ts'
import type { BubbleItem } from '../view/flow.ts'
import { ChatHeader } from './ChatHeader.tsx'
import { Composer } from './Composer.tsx'
import styles from './chat.module.css'
import { Flow, type Target } from './Flow.tsx'
import { FlowEdge } from './FlowEdge.tsx'
import { keptSeq } from './kept-places.ts'
import { MessageActions, type OpenMenu } from './MessageActions.tsx'
import { lastEditable } from './message-abilities.ts'
import { SupervisionBar } from './SupervisionBar.tsx'
import { useReacting } from './use-reacting.ts'

const ReadOnly = lazy(async () => ({ default: (await import('./ReadOnly.tsx')).ReadOnly }))
const EditComposer = lazy(async () => ({ default: (await import('./EditComposer.tsx')).EditComposer }))

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
  const [replyTo, setReplyTo] = useState<number | null>(
    () => engine.store.getState().drafts[chatId]?.replyToSeq ?? null,
  )
  const [menu, setMenu] = useState<OpenMenu | null>(null)
  const { edited, begun, setEditing, endEditing, editLast } = useEditing(slice)
  const [sentCount, setSentCount] = useState(0)
  const onReact = useReacting(chatId)
  const onReply = useCallback((item: BubbleItem) => setReplyTo(item.seq), [])
  const onMenu = useCallback(
    (item: BubbleItem, at: { x: number; y: number }) => setMenu({ item, at, openedAt: Date.now() }),
    [],
  )
  useEffect(() => {
    engine.openChat(chatId, keptSeq(chatId) ?? undefined)
    return () => engine.closeChat(chatId)
  }, [engine, chatId])
  const { write } = chatAbilities(slice.chat, slice.mine)
  const suspended = useMessenger(({ sync }) => sync.memberships[slice.chat.communityId ?? '']?.suspended != null)
  return (
    <section className={styles.chat} aria-label={t.chat.label(title.name)}>
      <ChatHeader chatId={chatId} infoOpen={infoOpen} onInfo={onInfo} />
      <SupervisionBar slice={slice} />
      <div className={styles.canvas}>
        {slice.window !== null && (
          <Flow
            slice={slice}
            target={target}
            newAfter={newAfter}
            canReply={write}
            menuKey={menu?.item.key ?? null}
            sentCount={sentCount}
            onJump={jump}
            onReply={onReply}
            onReact={onReact}
            onMenu={onMenu}
          />
        )}
        <FlowEdge slice={slice} />
      </div>
      {suspended || slice.mine.writeRefusal !== null ? (
        <Suspense fallback={null}>
          <ReadOnly slice={slice} suspended={suspended} />
        </Suspense>
      ) : edited !== null ? (
        <Suspense fallback={null}>
          <EditComposer key={edited.seq} message={edited} onEnd={endEditing} />
        </Suspense>
      ) : (
        <Composer
          chatId={chatId}
          replyTo={replyTo}
          onReplyEnd={() => setReplyTo(null)}
          onSent={() => setSentCount((count) => count + 1)}
          begun={begun}
          onEdit={setEditing}
          onEditLast={editLast}
        />
      )}
      <MessageActions
        slice={slice}
        menu={menu}
        onReply={(item) => {
          setEditing(null)
          onReply(item)
        }}
        onEdit={(item) => setEditing(item.seq)}
        onReact={onReact}
        onClose={() => setMenu(null)}
      />
    </section>
  )
}

/** Which own message is being edited, as it stands now, and the edit that was left last and can be gone on with. */
function useEditing(slice: ChatSlice) {
  const profileId = useMessenger(({ sync }) => sync.profileId)
  const drafts = useMessenger(({ edits }) => edits[slice.chat.id])
  const [seq, setEditing] = useState<number | null>(null)
  const endEditing = useCallback((ended: number) => setEditing((now) => (now === ended ? null : now)), [])
  const edited = seq === null ? null : (quotedIn(slice, seq) ?? null)
  const begun = drafts?.findLast((draft) => quotedIn(slice, draft.seq)) ?? null
  const editLast = () => {
    const last = lastEditable(slice, profileId, Date.now())
    if (last !== null) setEditing(last.seq)
  }
  return { edited, begun, setEditing, endEditing, editLast }
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
