import { type FormEvent, useState } from 'react'
import { type Chat, renameChat } from '#contract/messenger/chats.ts'
import { CHAT_TITLE_MAX } from '#contract/messenger/messenger.limits.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import styles from '../newchat/newchat.module.css'
import { newChat } from '../newchat/newchat.texts.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import { MainButton } from '../parts/Parts.tsx'
import { info } from './info.texts.ts'

/** Another name for a group chat. */
export function Rename({ chat, onClose }: { chat: Chat; onClose: () => void }) {
  const [title, setTitle] = useState(chat.title)
  const [tried, setTried] = useState(false)
  const rename = useEngineCommand(renameChat, () => {
    onClose()
  })
  const missing = title.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!missing) rename.mutate({ chatId: chat.id, title: title.trim() })
  }
  return (
    <Dialog
      title={info.rename}
      onClose={onClose}
      footer={
        <MainButton type="submit" form="rename-chat" disabled={rename.isPending}>
          {info.renameSave}
        </MainButton>
      }
    >
      <form id="rename-chat" onSubmit={submit} noValidate>
        <label className={styles.name}>
          {newChat.name}
          <input
            value={title}
            maxLength={CHAT_TITLE_MAX}
            aria-invalid={tried && missing}
            autoComplete="off"
            onChange={(event) => setTitle(event.target.value)}
          />
          {tried && missing && <small role="alert">{newChat.nameMissing}</small>}
        </label>
      </form>
      <Refusal error={rename.error} />
    </Dialog>
  )
}
