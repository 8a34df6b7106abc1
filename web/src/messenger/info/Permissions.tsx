import { Icon24GearOutline } from '@vkontakte/icons'
import { lazy, Suspense, useState } from 'react'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import styles from './info.module.css'
import { info } from './info.texts.ts'

const PermissionsDialog = lazy(async () => ({
  default: (await import('../permissions/PermissionsDialog.tsx')).PermissionsDialog,
}))

/** Who may do what in a group; whoever leads it decides, others read it (CHT-03). */
export function Permissions({ slice, able }: { slice: ChatSlice; able: boolean }) {
  const [open, setOpen] = useState(false)
  return (
    <div className={styles.group}>
      <button type="button" className={styles.cell} onClick={() => setOpen(true)}>
        <Icon24GearOutline />
        {info.permissions}
      </button>
      {open && (
        <Suspense>
          <PermissionsDialog slice={slice} able={able} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  )
}
