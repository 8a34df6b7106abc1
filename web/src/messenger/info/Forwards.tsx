import { Icon24MessageArrowRightOutline } from '@vkontakte/icons'
import { setForwarding } from '#contract/messenger/chats.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import styles from './info.module.css'
import { info } from './info.texts.ts'

/** Whether what is said in a group may be forwarded; whoever leads it decides, others read it when it may not (CHT-03). */
export function Forwards({ slice: { chat }, able }: { slice: ChatSlice; able: boolean }) {
  const set = useEngineCommand(setForwarding)
  if (!able && chat.forwards) return null
  return (
    <div className={styles.group}>
      {able ? (
        <button
          type="button"
          role="switch"
          aria-checked={chat.forwards}
          className={styles.cell}
          disabled={set.isPending}
          onClick={() => set.mutate({ chatId: chat.id, allowed: !chat.forwards })}
        >
          <Icon24MessageArrowRightOutline />
          <span>{info.forwards}</span>
          <span className={styles.switch} aria-hidden="true" />
        </button>
      ) : (
        <p className={styles.cell}>{info.forwardsForbidden}</p>
      )}
      <Refusal error={set.error} />
    </div>
  )
}
