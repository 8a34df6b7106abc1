import { useEffect, useState } from 'react'
import type { Reaction } from '#contract/messenger/chats.ts'
import { setMarks } from '#contract/messenger/marks.ts'
import { addPin, removePin } from '#contract/messenger/pins.ts'
import { explain } from '#web/kit/errors/explain.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { late } from '#web/kit/ui/late.tsx'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { whenIdle } from '#web/kit/ui/when-idle.ts'
import { chatPart } from '../boot/chat-parts.ts'
import { useMessenger } from '../boot/engine-context.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import type { BubbleItem } from '../view/flow.ts'
import { speaksFor } from '../view/speaks-for.ts'
import { messageAbilities } from './message-abilities.ts'

// Opened by a press only, so that the chat does not wait for them.
const loadMenu = () => import('./MessageMenu.tsx')
const MessageMenu = late(async () => (await loadMenu()).MessageMenu, { pressed: true })
const Readers = late(async () => (await import('./Readers.tsx')).Readers, { pressed: true })
const Reactors = late(async () => (await import('./Reactors.tsx')).Reactors, { pressed: true })

export interface OpenMenu {
  readonly item: BubbleItem
  readonly at: { x: number; y: number }
  /** What may be done is decided for this moment, in milliseconds. */
  readonly openedAt: number
}

interface MessageActionsProps {
  slice: ChatSlice
  menu: OpenMenu | null
  onReply: (item: BubbleItem) => void
  onEdit: (item: BubbleItem) => void
  onReact: (item: BubbleItem, reaction: Reaction | null) => void
  onForward: (item: BubbleItem) => void
  onPick: (item: BubbleItem) => void
  onDelete: (item: BubbleItem) => void
  onClose: () => void
}

/** The menu of a message, and the lists of those who have read it and who have reacted. */
export function MessageActions(props: MessageActionsProps) {
  const { slice, menu, onReply, onEdit, onReact, onForward, onPick, onDelete, onClose } = props
  const profileId = useMessenger(({ sync }) => sync.profileId)
  const speaks = useMessenger(({ sync }) => speaksFor(sync.memberships, slice.chat))
  const pin = useEngineCommand(addPin)
  const unpin = useEngineCommand(removePin)
  const mark = useEngineCommand(setMarks)
  const refused = pin.error ?? unpin.error ?? mark.error
  useEffect(() => {
    if (refused !== null) showFailure(explain(refused).sentence)
  }, [refused])
  const [listing, setListing] = useState<BubbleItem | null>(null)
  const [read, setRead] = useState<BubbleItem | null>(null)
  const [reported, setReported] = useState<readonly number[] | null>(null)
  const Report = chatPart('Report')
  const chatId = slice.chat.id
  const onPin = ({ seq }: BubbleItem) => {
    const change = slice.chat.pins.includes(seq!) ? unpin : pin
    change.mutate({ chatId, seq: seq! })
  }
  const onImportant = ({ seq, important }: BubbleItem) =>
    mark.mutate({ chatId, seqs: [seq!], mark: 'important', set: !important })
  useEffect(() => whenIdle(() => void loadMenu()), [])
  return (
    <>
      {menu !== null && (
        <MessageMenu
          item={menu.item}
          at={menu.at}
          chatId={chatId}
          abilities={messageAbilities(menu.item, slice, profileId, menu.openedAt, speaks)}
          pinned={slice.chat.pins.includes(menu.item.seq!)}
          onPin={onPin}
          onReply={onReply}
          onEdit={onEdit}
          onReact={onReact}
          onReactors={setListing}
          onReaders={setRead}
          onForward={onForward}
          onPick={onPick}
          onReport={({ seq }) => setReported([seq!])}
          onImportant={onImportant}
          onDelete={onDelete}
          onClose={onClose}
        />
      )}
      {reported !== null && (
        <Report target={{ kind: 'messages', chatId, seqs: reported }} onClose={() => setReported(null)} />
      )}
      {read !== null && <Readers chatId={chatId} item={read} onClose={() => setRead(null)} />}
      {listing !== null && <Reactors chatId={chatId} item={listing} onClose={() => setListing(null)} />}
    </>
  )
}
