import { lazy, Suspense, useEffect, useState } from 'react'
import type { Reaction } from '#contract/messenger/chats.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { whenIdle } from '#web/kit/ui/when-idle.ts'
import { useMessenger } from '../boot/engine-context.ts'
import type { BubbleItem } from '../view/flow.ts'
import { messageAbilities } from './message-abilities.ts'

// Opened by a press only, so that the chat does not wait for them.
const EraseAsk = lazy(async () => ({ default: (await import('./EraseAsk.tsx')).EraseAsk }))
const loadMenu = () => import('./MessageMenu.tsx')
const MessageMenu = lazy(async () => ({ default: (await loadMenu()).MessageMenu }))
const Reactors = lazy(async () => ({ default: (await import('./Reactors.tsx')).Reactors }))

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
  onClose: () => void
}

/** The menu of a message, the question that its deletion asks, and the list of those who have reacted. */
export function MessageActions(props: MessageActionsProps) {
  const { slice, menu, onReply, onEdit, onReact, onForward, onPick, onClose } = props
  const profileId = useMessenger(({ sync }) => sync.profileId)
  const [erasing, setErasing] = useState<BubbleItem | null>(null)
  const [listing, setListing] = useState<BubbleItem | null>(null)
  const chatId = slice.chat.id
  useEffect(() => whenIdle(() => void loadMenu()), [])
  return (
    <>
      {menu !== null && (
        <Suspense>
          <MessageMenu
            item={menu.item}
            at={menu.at}
            chatId={chatId}
            abilities={messageAbilities(menu.item, slice, profileId, menu.openedAt)}
            onReply={onReply}
            onEdit={onEdit}
            onReact={onReact}
            onReactors={setListing}
            onForward={onForward}
            onPick={onPick}
            onErase={setErasing}
            onClose={onClose}
          />
        </Suspense>
      )}
      {erasing !== null && (
        <Suspense>
          <EraseAsk chatId={chatId} item={erasing} onClose={() => setErasing(null)} />
        </Suspense>
      )}
      {listing !== null && (
        <Suspense>
          <Reactors chatId={chatId} item={listing} onClose={() => setListing(null)} />
        </Suspense>
      )}
    </>
  )
}
