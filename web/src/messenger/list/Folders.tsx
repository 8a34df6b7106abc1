import { useShallow } from 'zustand/react/shallow'
import { UNREAD_COUNT_MAX } from '#contract/messenger/messenger.limits.ts'
import { useMessenger } from '../boot/engine-context.ts'
import { openFolder, useFolder } from '../boot/folder.ts'
import { t } from '../messenger.texts.ts'
import { unreadChats } from '../view/chat-list.ts'
import styles from './folders.module.css'

/** Somebody who is in several organisations sees the chats of all or of one, with what is unread in each. */
export function Folders() {
  const folder = useFolder()
  const memberships = useMessenger(({ sync }) => sync.memberships)
  const unread = useMessenger(
    useShallow((state) => ({
      '': unreadChats(state),
      ...Object.fromEntries(Object.keys(state.sync.memberships).map((id) => [id, unreadChats(state, id)])),
    })),
  ) as Record<string, number>
  const organisations = Object.values(memberships)
  if (organisations.length < 2) return null
  const tab = (id: string | null, name: string) => (
    <button type="button" key={id ?? ''} aria-pressed={folder === id} title={name} onClick={() => openFolder(id)}>
      <span>{name}</span>
      {(unread[id ?? ''] ?? 0) > 0 && <b>{Math.min(unread[id ?? ''] ?? 0, UNREAD_COUNT_MAX)}</b>}
    </button>
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a scrolling row in every browser
    <div className={styles.folders} role="group" aria-label={t.list.folders}>
      {tab(null, t.list.all)}
      {organisations.map((item) => tab(item.communityId, item.shortName))}
    </div>
  )
}
