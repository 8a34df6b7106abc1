import { Icon24PenOutline } from '@vkontakte/icons'
import { useShallow } from 'zustand/react/shallow'
import { UNREAD_COUNT_MAX } from '#contract/messenger/messenger.limits.ts'
import { chooseFolder } from '../boot/chosen-folder.ts'
import { useMessenger } from '../boot/engine-context.ts'
import { openCommunity, useLabelsOfFolders, useShown } from '../boot/folder.ts'
import { t } from '../messenger.texts.ts'
import { IconButton } from '../parts/Parts.tsx'
import { unreadChats } from '../view/chat-list.ts'
import { unreadInFolder } from '../view/folder-chats.ts'
import styles from './folders.module.css'

/** Whether there is anything to choose from: organisations, or folders of one's own. */
export function useHasFolders(): boolean {
  return useMessenger(({ sync }) => Object.keys(sync.memberships).length > 1 || sync.folders.list.length > 0)
}

/**
 * Somebody who is in several organisations sees the chats of all or of one, and whoever has folders those of a folder, with
 * what is unread in each (FLD-01).
 */
export function Folders({ onArrange }: { onArrange: () => void }) {
  const shown = useShown()
  const labels = useLabelsOfFolders()
  const memberships = useMessenger(({ sync }) => sync.memberships)
  const folders = useMessenger(({ sync }) => sync.folders.list)
  const unread = useMessenger(
    useShallow((state) => ({
      '': unreadChats(state),
      ...Object.fromEntries(Object.keys(state.sync.memberships).map((id) => [id, unreadChats(state, id)])),
      ...Object.fromEntries(
        state.sync.folders.list.map((folder) => [folder.id, unreadInFolder(state, folder, labels)]),
      ),
    })),
  ) as Record<string, number>
  const organisations = Object.values(memberships)
  if (!useHasFolders()) return null
  const chosen = shown.t === 'all' ? '' : shown.t === 'community' ? shown.id : shown.folder.id
  const tab = (id: string, name: string, open: () => void) => (
    <button type="button" key={id} aria-pressed={chosen === id} title={name} onClick={open}>
      <span>{name}</span>
      {(unread[id] ?? 0) > 0 && <b>{Math.min(unread[id] ?? 0, UNREAD_COUNT_MAX)}</b>}
    </button>
  )
  return (
    <div className={styles.row}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a scrolling row in every browser */}
      <div className={styles.folders} role="group" aria-label={t.list.folders}>
        {tab('', t.list.all, () => chooseFolder(null))}
        {organisations.length > 1 &&
          organisations.map((item) => tab(item.communityId, item.shortName, () => openCommunity(item.communityId)))}
        {folders.map((folder) => tab(folder.id, folder.name, () => chooseFolder(folder.id)))}
      </div>
      <IconButton label={t.list.arrangeFolders} className={styles.arrange} onClick={onArrange}>
        <Icon24PenOutline width={20} height={20} />
      </IconButton>
    </div>
  )
}
