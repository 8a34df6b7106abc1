import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Checkbox } from '@vkontakte/vkui'
import { useState } from 'react'
import { useConnection } from '#web/kit/frame/connection.ts'
import { useFrame } from '#web/kit/frame/frame-context.ts'
import { chooseMetered, loadsMetered, tellsNetwork } from '#web/kit/photos/picture-traffic.ts'
import { clearCopy } from '#web/kit/sync/profile-copy-database.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { Card } from '#web/kit/ui/Page.tsx'
import { ErrorLine, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { type KeptBytes, showBytes, weighKept } from './kept-bytes.ts'
import styles from './settings.module.css'
import { t } from './settings.texts.ts'

const KINDS = ['messages', 'people', 'drafts', 'waiting', 'files'] as const

/** «Память и трафик»: what this device keeps, how that is cleared, and when pictures are loaded (ACC-06). */
export function StorageCard() {
  const { id } = useFrame().profile
  const kept = useQuery({
    queryKey: ['kept', id],
    queryFn: () => weighKept(id),
    networkMode: 'always',
    retry: false,
    gcTime: 0,
  })
  return (
    <Card title={t.storage} sub={t.storageSub}>
      {kept.data !== undefined ? (
        <Kept kept={kept.data} />
      ) : kept.error === null ? (
        <RowsSkeleton rows={2} label={t.weighing} />
      ) : (
        <p>{t.unreadable}</p>
      )}
      <Pictures />
    </Card>
  )
}

function Kept({ kept }: { kept: KeptBytes }) {
  const [asking, setAsking] = useState(false)
  const { online } = useConnection()
  const none = kept.messages === 0
  const reason = none ? t.nothing : online ? null : t.offline
  return (
    <>
      <dl className={styles.weights}>
        {KINDS.map((kind) => (
          <div key={kind}>
            <dt>{t.kinds[kind]}</dt>
            <dd className="num">{showBytes(kept[kind])}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.clear}>
        <Button
          size="l"
          mode="outline"
          appearance="neutral"
          disabled={reason !== null}
          aria-describedby={reason === null ? undefined : 'clear-note'}
          onClick={() => setAsking(true)}
        >
          {t.clear}
        </Button>
        {reason !== null && (
          <p id="clear-note" className={styles.note}>
            {reason}
          </p>
        )}
      </div>
      {asking && <ClearDialog onClose={() => setAsking(false)} />}
    </>
  )
}

function ClearDialog({ onClose }: { onClose: () => void }) {
  const { id } = useFrame().profile
  const clear = useMutation({
    networkMode: 'always',
    mutationFn: () => clearCopy(id),
    // The page holds the copy too, and has to begin without it.
    onSuccess: () => location.reload(),
  })
  return (
    <Dialog
      title={t.clearTitle}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button size="l" appearance="negative" loading={clear.isPending} onClick={() => clear.mutate()}>
            {t.clear}
          </Button>
        </>
      }
    >
      <p>{t.clearText}</p>
      <ErrorLine error={clear.error} />
    </Dialog>
  )
}

function Pictures() {
  const [on, setOn] = useState(loadsMetered)
  const known = tellsNetwork()
  return (
    <div className={styles.checks}>
      <Checkbox
        noPadding
        checked={on || !known}
        disabled={!known}
        description={known ? t.picturesNote : t.picturesUnknown}
        onChange={({ target }) => {
          chooseMetered(target.checked)
          setOn(target.checked)
        }}
      >
        {t.pictures}
      </Checkbox>
    </div>
  )
}
