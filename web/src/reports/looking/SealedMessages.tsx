import { Button } from '@vkontakte/vkui'
import { useEffect } from 'react'
import { readReport, type SealedMessage } from '#contract/reports/reports.ts'
import { useCommunity } from '#web/communities/index.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { When } from '#web/kit/ui/When.tsx'
import styles from '../reports.module.css'
import { t } from '../reports.texts.ts'

interface SealedMessagesProps {
  place: { communityId: string; id: string }
  onClose: () => void
}

/** What was said, as it stood when it was reported. Opening it is a reading that stands in the log, so it is asked for once. */
export function SealedMessages({ place, onClose }: SealedMessagesProps) {
  const read = useCommand(readReport)
  const { mutate } = read
  // biome-ignore lint/correctness/useExhaustiveDependencies: each reading stands in the log, so it is asked for once
  useEffect(() => mutate(place), [])
  return (
    <Dialog
      title={t.sealed.title}
      onClose={onClose}
      footer={
        <Button size="l" onClick={onClose}>
          {t.sealed.close}
        </Button>
      }
    >
      {read.data !== undefined ? (
        <ul className={styles.sealed}>
          {read.data.messages.map((message, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they stand as they were sealed, and have no ids any more
            <li key={place} className={message.reported ? styles.meant : undefined}>
              <Sealed message={message} />
            </li>
          ))}
        </ul>
      ) : (
        read.error === null && <RowsSkeleton rows={4} label={t.sealed.loading} />
      )}
      <ErrorLine error={read.error} />
    </Dialog>
  )
}

function Sealed({ message }: { message: SealedMessage }) {
  const { timeZone } = useCommunity().community
  return (
    <div className={styles.words}>
      <span className={styles.chips}>
        <b>{message.sender === '' ? t.sealed.nameless : message.sender}</b>
        <small className={styles.quiet}>
          <When at={message.at} timeZone={timeZone} />
        </small>
        {message.reported && <Chip tone="warn">{t.sealed.reported}</Chip>}
      </span>
      <p>{message.text === '' ? t.sealed.noText : message.text}</p>
      {message.files.map(({ name }) => (
        <p key={name} className={styles.quiet}>
          {t.sealed.file(name)}
        </p>
      ))}
    </div>
  )
}
