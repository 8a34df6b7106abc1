import { useState } from 'react'
import type { LedCall } from '#contract/calls/attendance.ts'
import { explain, learnSentences } from '#web/kit/errors/explain.ts'
import { callErrors } from '#web/kit/errors/pages/calls.ts'
import { when } from '#web/kit/i18n/dates.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { Button } from '#web/kit/ui/light/Button.tsx'
import { useLateOffline } from '#web/messenger/index.ts'
import { spokenLength } from '../spoken-length.ts'
import styles from './attendance.module.css'
import { t } from './attendance.texts.ts'
import { type FileFormat, useLedCalls, useSaveAttendance } from './use-led-calls.ts'

learnSentences(callErrors)

const FORMATS: readonly FileFormat[] = ['XLSX', 'CSV']

/** The calls of a chat that the reader has led, each with the list of those who were there (ATT-01). */
export function CallsDialog({ chatId, onClose }: { chatId: string; onClose: () => void }) {
  const list = useLedCalls(chatId)
  const offline = useLateOffline()
  const [sums, setSums] = useState(false)
  const calls = list.data?.pages.flatMap((page) => page.calls) ?? []
  const timeZone = list.data?.pages[0]?.timeZone
  return (
    <Dialog title={t.title} sub={t.sub} onClose={onClose}>
      {calls.length > 0 && (
        <label className={styles.sums}>
          <input type="checkbox" checked={sums} onChange={(event) => setSums(event.target.checked)} />
          <span>{t.sums}</span>
        </label>
      )}
      {list.error !== null && (
        <div className={styles.state} role="alert">
          <p>{explain(list.error).sentence}</p>
          <Button type="button" mode="outline" onClick={() => void list.refetch()}>
            {t.retry}
          </Button>
        </div>
      )}
      {list.isPending && (
        <div className={styles.state} role="status">
          {offline ? (
            <p>
              <b>{t.offlineTitle}</b> {t.offline}
            </p>
          ) : (
            <p>{t.waiting}</p>
          )}
        </div>
      )}
      {list.isSuccess && calls.length === 0 && <p className={styles.state}>{t.none}</p>}
      <ul className={styles.calls}>
        {calls.map((led) => (
          <CallRow key={led.call.id} led={led} sums={sums} timeZone={timeZone} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button type="button" mode="outline" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t.more}
        </Button>
      )}
    </Dialog>
  )
}

interface CallRowProps {
  led: LedCall
  sums: boolean
  timeZone: string | undefined
}

function CallRow({ led: { call, people }, sums, timeZone }: CallRowProps) {
  const save = useSaveAttendance(call, sums)
  const started = when(call.startedAt, { timeZone })
  const length = call.endedAt === null ? t.runs : spokenLength(call.startedAt, Date.parse(call.endedAt))
  return (
    <li className={styles.call}>
      <span className={styles.what}>
        <b>{started}</b>
        <small>{[length, t.people(people)].join(' · ')}</small>
      </span>
      <span className={styles.formats}>
        {FORMATS.map((format) => (
          <Button
            key={format}
            type="button"
            mode="outline"
            className={styles.format}
            aria-label={t.saveNamed(format, started)}
            title={t.save(format)}
            busy={save.isPending && save.variables === format}
            onClick={() => save.mutate(format)}
          >
            {format}
          </Button>
        ))}
      </span>
      {save.error !== null && (
        <p className={styles.refusal} role="alert">
          {explain(save.error).sentence}
        </p>
      )}
    </li>
  )
}
