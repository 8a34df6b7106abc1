import type { ReactNode } from 'react'
import type { Folder, FolderRule } from '#contract/messenger/folders.ts'
import { FOLDER_NAME_MAX } from '#contract/messenger/messenger.limits.ts'
import { useChildLabels } from '#web/communities/index.ts'
import { newKey } from '#web/kit/api/api.ts'
import { useMessenger } from '../boot/engine-context.ts'
import styles from './folders.module.css'
import { t } from './folders.texts.ts'

interface Ready {
  readonly name: string
  readonly rule: FolderRule
}

interface ReadyFoldersProps {
  busy: boolean
  icon: ReactNode
  onTake: (folder: Folder) => void
}

/** Folders that gather chats by themselves, of those that the reader has not taken yet (FLD-02). */
export function ReadyFolders({ busy, icon, onTake }: ReadyFoldersProps) {
  const taken = useMessenger(({ sync }) => sync.folders.list)
  const ready = useReady().filter(
    ({ rule }) => !taken.some((folder) => folder.rule?.by === rule.by && folder.rule.id === rule.id),
  )
  if (ready.length === 0) return null
  return (
    <section className={styles.ready} aria-label={t.ready}>
      <h3>{t.ready}</h3>
      <ul>
        {ready.map(({ name, rule }) => (
          <li key={`${rule.by} ${rule.id}`}>
            <button
              type="button"
              disabled={busy}
              onClick={() => onTake({ id: newKey(), name: cut(name), rule, chatIds: [] })}
            >
              {icon}
              <span>
                <b>{name}</b>
                <small>{t.rules[rule.by].note}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

const cut = (name: string) => [...name].slice(0, FOLDER_NAME_MAX).join('')

/** By child for a parent, by organisation for whoever is in one, and what everybody may have. */
function useReady(): Ready[] {
  const labels = useChildLabels()
  const memberships = useMessenger(({ sync }) => sync.memberships)
  const children = new Map(labels.map(({ id, label }) => [id, label]))
  const plain = (['unread', 'units', 'staff'] as const).map((by) => ({
    name: t.rules[by].name,
    rule: { by, id: null },
  }))
  return [
    ...plain,
    ...[...children].map(([id, name]): Ready => ({ name, rule: { by: 'child', id } })),
    ...Object.values(memberships).map(
      ({ communityId, shortName }): Ready => ({ name: shortName, rule: { by: 'community', id: communityId } }),
    ),
  ]
}
