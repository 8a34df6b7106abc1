import { Icon28ComputerOutline } from '@vkontakte/icons'
import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import { type ClassCards, classCards, removeDevice } from '#contract/communities/cards.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { Card } from '#web/kit/ui/Page.tsx'
import { showFailure, showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import { AddDeviceDialog } from './AddDeviceDialog.tsx'
import styles from './cards.module.css'
import { t } from './cards.texts.ts'

/** Tablets and computers on which the cards of the class work. */
export function DevicesCard({ unitId, state }: { unitId: string; state: ClassCards }) {
  const [adding, setAdding] = useState(false)
  const remove = useCommand(removeDevice, { refreshes: [classCards], onSuccess: () => showToast(t.deviceRemoved) })
  const addButton = !state.archived && (
    <Button size="m" mode="secondary" onClick={() => setAdding(true)}>
      {t.addDevice}
    </Button>
  )
  return (
    <Card title={t.devices} sub={t.devicesSub} actions={addButton}>
      {state.devices.length === 0 ? (
        <p className={styles.note}>{t.noDevices}</p>
      ) : (
        <ul className={styles.list}>
          {state.devices.map((device) => (
            <li key={device.id}>
              <span className={styles.device} aria-hidden="true">
                <Icon28ComputerOutline />
              </span>
              <div>
                <b>{device.name}</b>
                <small>
                  {device.usedAt === null ? (
                    t.unused
                  ) : (
                    <>
                      {t.used} <When at={device.usedAt} />
                    </>
                  )}
                  {' · '}
                  {t.until} <When at={device.expiresAt} dayOnly />
                </small>
              </div>
              {device.here && <Chip tone="accent">{t.here}</Chip>}
              <Button
                size="m"
                mode="outline"
                appearance="neutral"
                aria-label={t.removeDeviceOf(device.name)}
                disabled={remove.isPending}
                onClick={() =>
                  remove.mutate(
                    { unitId, deviceId: device.id },
                    { onError: (error) => showFailure(explain(error).sentence) },
                  )
                }
              >
                {t.removeDevice}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {adding && <AddDeviceDialog unitId={unitId} unitName={state.unitName} onClose={() => setAdding(false)} />}
    </Card>
  )
}
