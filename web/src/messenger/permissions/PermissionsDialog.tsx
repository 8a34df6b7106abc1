import {
  CHAT_PERMISSIONS,
  type ChatPermission,
  mayPermit,
  PERMISSION_SCOPES,
  type PermissionScope,
} from '#contract/messenger/chat-permissions.ts'
import { setPermission, setSlowMode } from '#contract/messenger/chats.ts'
import { SLOW_MODES_MS } from '#contract/messenger/messenger.limits.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { t as words } from '../messenger.texts.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import styles from './permissions.module.css'
import { t } from './permissions.texts.ts'

interface PermissionsDialogProps {
  slice: ChatSlice
  /** Whether the viewer decides; others read it. */
  able: boolean
  onClose: () => void
}

/** Who may do what in a group (CHT-03). Each choice counts at once, as the chat itself says in a line. */
export function PermissionsDialog({ slice, able, onClose }: PermissionsDialogProps) {
  return (
    <Dialog title={t.title} sub={able ? t.sub : t.subRead} onClose={onClose}>
      <ul className={styles.list}>
        {CHAT_PERMISSIONS.map((permission) => (
          <Permission key={permission} slice={slice} permission={permission} able={able} />
        ))}
        <SlowMode slice={slice} able={able} />
      </ul>
    </Dialog>
  )
}

interface PermissionProps {
  slice: ChatSlice
  permission: ChatPermission
  able: boolean
}

function Permission({ slice: { chat, mine }, permission, able }: PermissionProps) {
  const set = useEngineCommand(setPermission)
  const present = chat.permissions[permission]
  // What was just chosen stands there until the chat says so too.
  const shown = set.isPending ? set.variables.scope : present
  const choices = PERMISSION_SCOPES.filter((scope) => scope === present || mayPermit(mine.role, present, scope))
  return (
    <li className={styles.permission}>
      <span>{t.what[permission]}</span>
      {able && choices.length > 1 ? (
        <select
          aria-label={t.what[permission]}
          value={shown}
          disabled={set.isPending}
          onChange={(event) =>
            set.mutate({ chatId: chat.id, permission, scope: event.target.value as PermissionScope })
          }
        >
          {choices.map((scope) => (
            <option key={scope} value={scope}>
              {t.scopes[scope]}
            </option>
          ))}
        </select>
      ) : (
        <b>{t.scopes[present]}</b>
      )}
      <Refusal error={set.error} />
    </li>
  )
}

/** How long whoever does not lead the chat waits between two messages (CHT-10). */
function SlowMode({ slice: { chat }, able }: { slice: ChatSlice; able: boolean }) {
  const set = useEngineCommand(setSlowMode)
  const shown = set.isPending ? set.variables.slowModeMs : chat.slowModeMs
  return (
    <li className={styles.permission}>
      <span>{t.slow}</span>
      {able ? (
        <select
          aria-label={t.slow}
          value={shown ?? ''}
          disabled={set.isPending}
          onChange={(event) =>
            set.mutate({
              chatId: chat.id,
              slowModeMs: SLOW_MODES_MS.find((each) => String(each) === event.target.value) ?? null,
            })
          }
        >
          <option value="">{t.off}</option>
          {SLOW_MODES_MS.map((each) => (
            <option key={each} value={each}>
              {words.every(each)}
            </option>
          ))}
        </select>
      ) : (
        <b>{chat.slowModeMs === null ? t.off : words.every(chat.slowModeMs)}</b>
      )}
      <small>{t.slowText}</small>
      <Refusal error={set.error} />
    </li>
  )
}
