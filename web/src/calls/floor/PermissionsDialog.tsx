import { useId } from 'react'
import { useStore } from 'zustand'
import type { MediaSource } from '#contract/calls/people.ts'
import { setCallPermissions } from '#contract/calls/permissions.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import fieldStyles from '../prejoin/prejoin.module.css'
import type { CallSession } from '../session/call-session.ts'
import { t } from './floor.texts.ts'

interface PermissionsDialogProps {
  session: CallSession
  profileId: string
  name: string
  onClose: () => void
}

const SOURCES: readonly MediaSource[] = ['microphone', 'camera', 'screen']
const RULE_OF = { microphone: 'microphones', camera: 'cameras', screen: 'screens' } as const
const LEFT = { microphone: null, camera: null, screen: null }

/** What one person of a call may switch on, whatever the others may (CALL-11, CALL-13). */
export function PermissionsDialog({ session, profileId, name, onClose }: PermissionsDialogProps) {
  const held = useStore(session.store, ({ roles }) => roles[profileId]?.permissions) ?? LEFT
  const set = useCommand(setCallPermissions, { onSuccess: () => session.lists.refresh() })
  // A choice moves with the press and not with the answer.
  const permissions = set.isPending ? set.variables.permissions : held
  return (
    <Dialog title={t.permissions(name)} sub={t.permissionsSub} onClose={onClose}>
      <ErrorLine error={set.error} />
      <div className={fieldStyles.fields}>
        {SOURCES.map((source) => (
          <Decision
            key={source}
            session={session}
            source={source}
            value={permissions[source]}
            onDecide={(value) =>
              set.mutate({ ...session.place, profileId, permissions: { ...permissions, [source]: value } })
            }
          />
        ))}
      </div>
    </Dialog>
  )
}

interface DecisionProps {
  session: CallSession
  source: MediaSource
  value: boolean | null
  onDecide: (value: boolean | null) => void
}

function Decision({ session, source, value, onDecide }: DecisionProps) {
  const id = useId()
  const all = useStore(session.store, ({ call }) => call[RULE_OF[source]])
  return (
    <div className={fieldStyles.field}>
      <label htmlFor={id}>{t.sources[source]}</label>
      <div className={fieldStyles.line}>
        <select
          id={id}
          value={String(value)}
          onChange={({ target }) => onDecide(target.value === 'null' ? null : target.value === 'true')}
        >
          <option value="null">{all ? t.asAllMay : t.asAllMayNot}</option>
          <option value="true">{t.allowed}</option>
          <option value="false">{t.forbidden}</option>
        </select>
      </div>
    </div>
  )
}
