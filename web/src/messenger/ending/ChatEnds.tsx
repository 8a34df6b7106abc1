import {
  Icon24DeleteOutline,
  Icon24DoorArrowRightOutline,
  Icon24HideOutline,
  Icon24ViewOutline,
} from '@vkontakte/icons'
import { type ReactNode, useState } from 'react'
import { deleteChat, hideChat, restoreChat } from '#contract/messenger/chat-endings.ts'
import { type ChatAbilities, isHidden } from '#contract/messenger/chats.abilities.ts'
import { leaveChat } from '#contract/messenger/chats.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { date } from '#web/kit/i18n/dates.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { showFailure, showToast } from '#web/kit/ui/toasts.ts'
import { useEngine } from '../boot/engine-context.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { usePlace } from '../boot/use-place.ts'
import { Ask } from '../info/Ask.tsx'
import info from '../info/info.module.css'
import { Refusal } from '../newchat/Refusal.tsx'
import styles from './ending.module.css'
import { t } from './ending.texts.ts'
import { useDeletedList } from './use-deleted-list.ts'

const UNDO_MS = 10_000

interface ChatEndsProps {
  slice: ChatSlice
  abilities: ChatAbilities
}

/** The three things that people call deleting a chat, each with what it does to whom (CHT-09). */
export function ChatEnds({ slice, abilities }: ChatEndsProps) {
  const { chat, mine } = slice
  const ofUnit = chat.unitId !== null && mine.role === 'owner'
  return (
    <div className={info.group}>
      {chat.kind !== 'favourites' && <Hide slice={slice} />}
      {abilities.leave && <Leave chatId={chat.id} />}
      {abilities.deleteChat && <Delete chatId={chat.id} />}
      {ofUnit && <p className={styles.note}>{t.ofUnit}</p>}
    </div>
  )
}

interface CellProps {
  icon: ReactNode
  label: string
  text: string
  danger?: boolean
  disabled?: boolean
  onClick: () => void
}

function Cell({ icon, label, text, danger = false, disabled, onClick }: CellProps) {
  return (
    <button
      type="button"
      className={cx(info.cell, styles.cell, danger && info.danger)}
      disabled={disabled}
      onClick={onClick}
    >
      {icon}
      <span>
        {label}
        <small>{text}</small>
      </span>
    </button>
  )
}

function Hide({ slice: { chat, mine, lastMessage } }: { slice: ChatSlice }) {
  const engine = useEngine()
  const { go } = usePlace()
  const chatId = chat.id
  const show = () => void engine.call(hideChat, { chatId, hidden: false }).catch(() => {})
  const hide = useEngineCommand(hideChat, ({ mine: { hiddenSeq } }) => {
    if (hiddenSeq === 0) return
    showToast(t.hidden, { until: Date.now() + UNDO_MS, act: show })
    go(null)
  })
  const hidden = isHidden(mine, lastMessage)
  return (
    <>
      <Cell
        icon={hidden ? <Icon24ViewOutline /> : <Icon24HideOutline />}
        label={hidden ? t.show : t.hide}
        text={hidden ? t.showText : t.hideText}
        disabled={hide.isPending}
        onClick={() => hide.mutate({ chatId, hidden: !hidden })}
      />
      <Refusal error={hide.error} />
    </>
  )
}

function Leave({ chatId }: { chatId: string }) {
  const { go } = usePlace()
  const [asking, setAsking] = useState(false)
  const leave = useEngineCommand(leaveChat, () => go(null))
  return (
    <>
      <Cell
        icon={<Icon24DoorArrowRightOutline />}
        label={t.leave}
        text={t.leaveHint}
        danger
        onClick={() => setAsking(true)}
      />
      {asking && (
        <Ask
          title={t.leaveAsk}
          text={t.leaveText}
          action={t.leave}
          busy={leave.isPending}
          error={leave.error}
          onYes={() => leave.mutate({ chatId })}
          onNo={() => setAsking(false)}
        />
      )}
    </>
  )
}

function Delete({ chatId }: { chatId: string }) {
  const engine = useEngine()
  const list = useDeletedList()
  const { go } = usePlace()
  const [asking, setAsking] = useState(false)
  const forget = useEngineCommand(deleteChat, (deleted) => {
    void list.add(deleted)
    const restore = async () => {
      await engine.call(restoreChat, { chatId })
      await list.drop(chatId)
    }
    const undo = () => void restore().catch((error: unknown) => showFailure(explain(error).sentence))
    showToast(t.deleted(date(deleted.endsAt)), { until: Date.now() + UNDO_MS, act: undo })
    go(null)
  })
  return (
    <>
      <Cell
        icon={<Icon24DeleteOutline />}
        label={t.delete}
        text={t.deleteHint}
        danger
        onClick={() => setAsking(true)}
      />
      {asking && (
        <Ask
          title={t.deleteAsk}
          text={t.deleteText}
          action={t.delete}
          busy={forget.isPending}
          error={forget.error}
          onYes={() => forget.mutate({ chatId })}
          onNo={() => setAsking(false)}
        />
      )}
    </>
  )
}
