import { type FormEvent, useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { Folder } from '#contract/messenger/folders.ts'
import { FOLDER_CHATS_MAX, FOLDER_NAME_MAX } from '#contract/messenger/messenger.limits.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { useMessenger } from '../boot/engine-context.ts'
import { fallbackNames } from '../boot/names.ts'
import newChat from '../newchat/newchat.module.css'
import { Refusal } from '../newchat/Refusal.tsx'
import { ChatChoice } from '../parts/ChatChoice.tsx'
import { MainButton } from '../parts/Parts.tsx'
import { SearchField } from '../parts/SearchField.tsx'
import { findChats, orderChats } from '../view/chat-list.ts'
import styles from './folders.module.css'
import { t } from './folders.texts.ts'
import { useFolders } from './use-folders.ts'

const FORM = 'edit-folder'

interface FolderEditorProps {
  folder: Folder
  /** Back to the list of folders. */
  onDone: () => void
  onClose: () => void
}

/** The name of a folder and the chats that are put into it by hand. */
export function FolderEditor({ folder, onDone, onClose }: FolderEditorProps) {
  const { list, busy, error, replace } = useFolders(onDone)
  const [name, setName] = useState(folder.name)
  const [chatIds, setChatIds] = useState<readonly string[]>(folder.chatIds)
  const [query, setQuery] = useState('')
  const found = useMessenger(
    useShallow((state) => findChats(state.sync, chosenFirst(orderChats(state), folder), query, fallbackNames)),
  )
  const full = chatIds.length >= FOLDER_CHATS_MAX
  const toggle = (chatId: string) => {
    if (chatIds.includes(chatId)) setChatIds(chatIds.filter((id) => id !== chatId))
    else if (!full) setChatIds([...chatIds, chatId])
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const saved = { ...folder, name: name.trim(), chatIds: [...chatIds] }
    const place = list.findIndex(({ id }) => id === folder.id)
    replace(place === -1 ? [...list, saved] : list.with(place, saved))
  }
  return (
    <Dialog
      title={t.editTitle}
      sub={folder.rule === null ? undefined : `${t.rules[folder.rule.by].note} ${t.also}`}
      onClose={onClose}
      footer={
        <>
          <MainButton mode="soft" onClick={onDone}>
            {t.back}
          </MainButton>
          <MainButton type="submit" form={FORM} disabled={busy}>
            {t.save}
          </MainButton>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} noValidate>
        <label className={newChat.name}>
          {t.name}
          <input
            value={name}
            maxLength={FOLDER_NAME_MAX}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        </label>
      </form>
      <Refusal error={error} />
      <SearchField value={query} onChange={setQuery} label={t.search} placeholder={t.search} />
      {full && <p className={styles.none}>{t.most(FOLDER_CHATS_MAX)}</p>}
      {found.length === 0 ? (
        <p className={newChat.nobody}>{t.nothing}</p>
      ) : (
        <ul className={newChat.contacts} aria-label={t.chats}>
          {found.map((chatId) => (
            <ChatChoice key={chatId} chatId={chatId} chosen={chatIds.includes(chatId)} onToggle={toggle} />
          ))}
        </ul>
      )}
    </Dialog>
  )
}

/** What is in the folder stands first, and stays there while it is chosen from. */
function chosenFirst(chatIds: readonly string[], folder: Folder): string[] {
  const isIn = (id: string) => folder.chatIds.includes(id)
  return [...chatIds.filter(isIn), ...chatIds.filter((id) => !isIn(id))]
}
