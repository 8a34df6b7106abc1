import { useState } from 'react'
import type { ErrorCode } from '#contract/errors.ts'
import { type Scheduled, sendScheduled } from '#contract/messenger/scheduled.ts'
import { explain, sentenceOf } from '#web/kit/errors/explain.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { useMessenger } from '../boot/engine-context.ts'
import { useChatTitle } from '../boot/names.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import { MainButton } from '../parts/Parts.tsx'
import { ChangeScheduled } from './ChangeScheduled.tsx'
import { momentWords } from './moment.ts'
import styles from './scheduled.module.css'
import { t } from './scheduled.texts.ts'
import { useRemove, useScheduled } from './use-scheduled.ts'

interface ScheduledSheetProps {
  /** Null for what could not be sent in all chats. */
  chatId: string | null
  onClose: () => void
}

/** What waits for its time in a chat, or what could not be sent anywhere: changed, sent at once, or deleted. */
export function ScheduledSheet({ chatId, onClose }: ScheduledSheetProps) {
  const { list, isLoading, error } = useScheduled()
  const shown = list.filter((each) => (chatId === null ? each.failure !== null : each.chatId === chatId))
  return (
    <Dialog title={t.listTitle} onClose={onClose}>
      {shown.length === 0 && <p>{error === null ? (isLoading ? t.loading : t.listEmpty) : explain(error).sentence}</p>}
      <ul className={styles.list}>
        {shown.map((scheduled) => (
          <Item key={scheduled.id} scheduled={scheduled} named={chatId === null} />
        ))}
      </ul>
    </Dialog>
  )
}

function Item({ scheduled, named }: { scheduled: Scheduled; named: boolean }) {
  const { chatId, id, text, sendAt, failure } = scheduled
  const [changing, setChanging] = useState(false)
  const isThere = useMessenger(({ sync }) => chatId in sync.chats)
  const title = useChatTitle(chatId)
  const remove = useRemove()
  const send = useEngineCommand(sendScheduled, () => showToast(t.sent))
  const when = momentWords(sendAt)
  if (changing) {
    return (
      <li>
        <ChangeScheduled scheduled={scheduled} onClose={() => setChanging(false)} />
      </li>
    )
  }
  return (
    <li>
      {named && <b>{isThere ? title.name : t.gone}</b>}
      <span className={styles.said}>{text}</span>
      {failure === null ? (
        <small>{t.at(when)}</small>
      ) : (
        <small className={styles.alert}>{`${t.notSent(when)} ${sentenceOf(failure as ErrorCode)}`}</small>
      )}
      <div className={styles.buttons}>
        {isThere && (
          <>
            <MainButton mode="soft" onClick={() => setChanging(true)}>
              {t.edit}
            </MainButton>
            <MainButton mode="soft" disabled={send.isPending} onClick={() => send.mutate({ chatId, id })}>
              {t.now}
            </MainButton>
          </>
        )}
        <MainButton mode="soft" onClick={() => remove(scheduled)}>
          {t.remove}
        </MainButton>
      </div>
      <Refusal error={send.error} />
    </li>
  )
}
