import { Icon16Done, Icon24FolderOutline } from '@vkontakte/icons'
import { useState } from 'react'
import { newKey } from '#web/kit/api/api.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { useMessenger } from '../boot/engine-context.ts'
import info from '../info/info.module.css'
import newChat from '../newchat/newchat.module.css'
import { Refusal } from '../newchat/Refusal.tsx'
import { FolderEditor } from './FolderEditor.tsx'
import styles from './folders.module.css'
import { t } from './folders.texts.ts'
import { useFolders } from './use-folders.ts'

/** Into which folders of the reader a chat is put by hand (CHT-02); whoever has none makes one with it. */
export function ChatFolders({ chatId }: { chatId: string }) {
  const { list, busy, error, replace } = useFolders()
  const [creating, setCreating] = useState(false)
  const [open, setOpen] = useState(false)
  const known = useMessenger(({ sync }) => sync.complete)
  if (!known) return null
  const toggle = (id: string) =>
    replace(
      list.map((folder) => {
        if (folder.id !== id) return folder
        const rest = folder.chatIds.filter((other) => other !== chatId)
        return { ...folder, chatIds: rest.length < folder.chatIds.length ? rest : [...rest, chatId] }
      }),
    )
  return (
    <div className={info.group}>
      <button
        type="button"
        className={info.cell}
        aria-expanded={open}
        onClick={() => (list.length === 0 ? setCreating(true) : setOpen(!open))}
      >
        <Icon24FolderOutline />
        {t.inChat}
      </button>
      {open && (
        <ul className={styles.inChat} aria-label={t.inChat}>
          {list.map(({ id, name, chatIds }) => (
            <li key={id}>
              <button
                type="button"
                className={cx(newChat.contact, styles.folder)}
                aria-pressed={chatIds.includes(chatId)}
                disabled={busy}
                onClick={() => toggle(id)}
              >
                <span className={newChat.text}>
                  <b>
                    <span>{name}</span>
                  </b>
                </span>
                <span className={newChat.check} aria-hidden="true">
                  {chatIds.includes(chatId) && <Icon16Done />}
                </span>
              </button>
            </li>
          ))}
          <li>
            <button type="button" className={styles.create} onClick={() => setCreating(true)}>
              {t.create}
            </button>
          </li>
        </ul>
      )}
      <Refusal error={error} />
      {creating && (
        <FolderEditor
          folder={{ id: newKey(), name: '', rule: null, chatIds: [chatId] }}
          onDone={() => setCreating(false)}
          onClose={() => setCreating(false)}
        />
      )}
    </div>
  )
}
