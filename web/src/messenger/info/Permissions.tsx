import { Icon24GearOutline } from '@vkontakte/icons'
import { useState } from 'react'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { late } from '#web/kit/ui/late.tsx'
import styles from './info.module.css'
import { info } from './info.texts.ts'

const PermissionsDialog = late(async () => (await import('../permissions/PermissionsDialog.tsx')).PermissionsDialog, {
  pressed: true,
})

/** Who may do what in a group; whoever leads it decides, others read it (CHT-03). */
export function Permissions({ slice, able }: { slice: ChatSlice; able: boolean }) {
  const [open, setOpen] = useState(false)
  return (
    <div className={styles.group}>
      <button type="button" className={styles.cell} onClick={() => setOpen(true)}>
        <Icon24GearOutline />
        {info.permissions}
      </button>
      {open && <PermissionsDialog slice={slice} able={able} onClose={() => setOpen(false)} />}
    </div>
  )
}
