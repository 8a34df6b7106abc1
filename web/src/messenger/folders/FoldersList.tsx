import { Icon20ChevronUp, Icon24Add, Icon24ChevronDown, Icon24DeleteOutline } from '@vkontakte/icons'
import { useState } from 'react'
import type { Folder } from '#contract/messenger/folders.ts'
import { FOLDERS_MAX } from '#contract/messenger/messenger.limits.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { Refusal } from '../newchat/Refusal.tsx'
import { IconButton, MainButton } from '../parts/Parts.tsx'
import styles from './folders.module.css'
import { t } from './folders.texts.ts'
import { ReadyFolders } from './ReadyFolders.tsx'
import { useFolders } from './use-folders.ts'

interface FoldersListProps {
  onClose: () => void
  onEdit: (folder: Folder) => void
  onCreate: () => void
}

/** Folders in their order; one that was deleted by mistake is put back to where it was. */
export function FoldersList({ onClose, onEdit, onCreate }: FoldersListProps) {
  const { list, busy, error, replace } = useFolders()
  const [removed, setRemoved] = useState<{ folder: Folder; place: number } | null>(null)
  const full = list.length >= FOLDERS_MAX
  const move = (place: number, by: 1 | -1) => {
    const next = [...list]
    next.splice(place + by, 0, ...next.splice(place, 1))
    replace(next)
  }
  const remove = (place: number) => {
    setRemoved({ folder: list[place]!, place })
    replace(list.filter((_, n) => n !== place))
  }
  const putBack = () => {
    if (removed === null) return
    replace(list.toSpliced(removed.place, 0, removed.folder))
    setRemoved(null)
  }
  const isRemoved = removed !== null && list.every(({ id }) => id !== removed.folder.id)
  return (
    <Dialog
      title={t.title}
      sub={t.sub}
      onClose={onClose}
      footer={
        <MainButton disabled={full} title={full ? t.full(FOLDERS_MAX) : undefined} onClick={onCreate}>
          {t.create}
        </MainButton>
      }
    >
      <Refusal error={error} />
      {isRemoved && (
        <p className={styles.removed} role="status">
          {t.removed(removed.folder.name)}
          <button type="button" disabled={busy} onClick={putBack}>
            {t.putBack}
          </button>
        </p>
      )}
      {list.length === 0 && <p className={styles.none}>{t.none}</p>}
      {full && <p className={styles.none}>{t.full(FOLDERS_MAX)}</p>}
      <ol className={styles.list} aria-label={t.list}>
        {list.map((folder, place) => (
          <li key={folder.id}>
            <button type="button" className={styles.name} title={t.edit(folder.name)} onClick={() => onEdit(folder)}>
              <b>{folder.name}</b>
              {folder.rule !== null && <small>{t.rules[folder.rule.by].note}</small>}
            </button>
            {place > 0 && (
              <IconButton label={t.up(folder.name)} disabled={busy} onClick={() => move(place, -1)}>
                <Icon20ChevronUp />
              </IconButton>
            )}
            {place < list.length - 1 && (
              <IconButton label={t.down(folder.name)} disabled={busy} onClick={() => move(place, 1)}>
                <Icon24ChevronDown width={20} height={20} />
              </IconButton>
            )}
            <IconButton label={t.remove(folder.name)} disabled={busy} onClick={() => remove(place)}>
              <Icon24DeleteOutline width={20} height={20} />
            </IconButton>
          </li>
        ))}
      </ol>
      {!full && <ReadyFolders busy={busy} icon={<Icon24Add />} onTake={(folder) => replace([...list, folder])} />}
    </Dialog>
  )
}
