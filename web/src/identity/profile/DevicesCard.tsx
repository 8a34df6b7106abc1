import { Icon28ComputerOutline, Icon28SmartphoneOutline } from '@vkontakte/icons'
import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import { end, endOthers, list } from '#contract/identity/sessions.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { Card } from '#web/kit/ui/Page.tsx'
import { ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showFailure, showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import styles from './ProfilePage.module.css'
import { t } from './profile.texts.ts'

/** Devices on which this account is signed in; any but this one can be signed out from here (IDN-22). */
export function DevicesCard() {
  const devices = useApi(list, {})
  const endOne = useCommand(end, { refreshes: [list], onSuccess: () => showToast(t.ended) })
  return (
    <Card
      title={t.devices}
      sub={t.devicesSub}
      actions={devices.data !== undefined && devices.data.sessions.length > 1 && <EndOthersButton />}
    >
      {devices.data === undefined ? (
        devices.error === null ? (
          <RowsSkeleton rows={2} label={t.devicesLoading} />
        ) : (
          <Failed error={devices.error} onRetry={() => void devices.refetch()} />
        )
      ) : (
        <ul className={styles.list}>
          {devices.data.sessions.map((device) => (
            <li key={device.id}>
              <span className={styles.device} aria-hidden="true">
                {/Android|iPhone|iPad|iOS/i.test(device.device) ? (
                  <Icon28SmartphoneOutline />
                ) : (
                  <Icon28ComputerOutline />
                )}
              </span>
              <div>
                <b>{device.device === '' ? t.unknownDevice : device.device}</b>
                <small>
                  {device.current ? (
                    t.thisDevice
                  ) : (
                    <>
                      {t.seen} <When at={device.seenAt} />
                    </>
                  )}
                </small>
              </div>
              {!device.current && (
                <Button
                  size="m"
                  mode="outline"
                  appearance="neutral"
                  disabled={endOne.isPending}
                  onClick={() =>
                    endOne.mutate(
                      { sessionId: device.id },
                      { onError: (error) => showFailure(explain(error).sentence) },
                    )
                  }
                >
                  {t.end}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

/** After a lost phone: everything but this device, with a word on what that means. */
function EndOthersButton() {
  const [asking, setAsking] = useState(false)
  const others = useCommand(endOthers, {
    refreshes: [list],
    onSuccess: ({ ended }) => {
      setAsking(false)
      showToast(t.endedOthers(ended))
    },
  })
  return (
    <>
      <Button size="m" mode="outline" appearance="neutral" onClick={() => setAsking(true)}>
        {t.endOthers}
      </Button>
      {asking && (
        <Dialog
          title={t.endOthersTitle}
          onClose={() => setAsking(false)}
          footer={
            <>
              <Button size="l" mode="outline" appearance="neutral" onClick={() => setAsking(false)}>
                {t.cancel}
              </Button>
              <Button size="l" appearance="negative" loading={others.isPending} onClick={() => others.mutate({})}>
                {t.endOthers}
              </Button>
            </>
          }
        >
          <p>{t.endOthersBody}</p>
          <ErrorLine error={others.error} />
        </Dialog>
      )}
    </>
  )
}
