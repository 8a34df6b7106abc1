import { Icon24NotificationOutline, Icon24NotificationSlashOutline } from '@vkontakte/icons'
import { muteChat } from '#contract/messenger/chat-endings.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import info from '../info/info.module.css'
import { Refusal } from '../newchat/Refusal.tsx'
import { t } from './mute.texts.ts'

/** Notices of one chat, on all devices of the reader (CHT-02). */
export function Mute({ slice: { chat, mine } }: { slice: ChatSlice }) {
  const mute = useEngineCommand(muteChat)
  const shown = mute.isPending ? mute.variables.muted : mine.muted
  return (
    <div className={info.group}>
      <button
        type="button"
        role="switch"
        aria-checked={!shown}
        className={info.cell}
        disabled={mute.isPending}
        onClick={() => mute.mutate({ chatId: chat.id, muted: !mine.muted })}
      >
        {shown ? <Icon24NotificationSlashOutline /> : <Icon24NotificationOutline />}
        <span>{t.notices}</span>
        <span className={info.switch} aria-hidden="true" />
      </button>
      <Refusal error={mute.error} />
    </div>
  )
}
