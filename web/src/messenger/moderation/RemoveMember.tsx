import { useState } from 'react'
import { type CleanUp, removeChatMember } from '#contract/messenger/chats.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { useName } from '../boot/names.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { Ask } from '../info/Ask.tsx'
import styles from './moderation.module.css'
import { t } from './moderation.texts.ts'

const CLEAN_UPS = ['none', 'day', 'all'] as const

interface RemoveMemberProps {
  slice: ChatSlice
  profileId: string
  onClose: () => void
}

/** Asks before somebody is removed from a chat, and what becomes of what he has written there (CHT-10). */
export function RemoveMember({ slice: { chat }, profileId, onClose }: RemoveMemberProps) {
  const { name } = useName(profileId)
  const [cleanUp, setCleanUp] = useState<CleanUp | 'none'>('none')
  const remove = useEngineCommand(removeChatMember, onClose)
  return (
    <Ask
      title={t.ask(name)}
      text={t.text}
      action={cleanUp === 'none' ? t.action : t.actionClean}
      busy={remove.isPending}
      error={remove.error}
      onYes={() => remove.mutate({ chatId: chat.id, profileId, ...(cleanUp === 'none' ? {} : { cleanUp }) })}
      onNo={onClose}
    >
      <label className={styles.field}>
        <span>{t.messages}</span>
        <select value={cleanUp} onChange={(event) => setCleanUp(event.target.value as typeof cleanUp)}>
          {CLEAN_UPS.map((each) => (
            <option key={each} value={each}>
              {t.cleanUp[each]}
            </option>
          ))}
        </select>
        {cleanUp !== 'none' && <small>{t.cleanUpText}</small>}
      </label>
    </Ask>
  )
}
