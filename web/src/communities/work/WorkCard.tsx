import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import { number } from '#web/kit/i18n/plural.ts'
import { Bar } from '#web/kit/ui/Chip.tsx'
import { Card } from '#web/kit/ui/Page.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import styles from './work.module.css'
import { workTexts as t } from './work.texts.ts'

interface WorkCardProps {
  title: string
  done: number
  toDo: number
  /** What goes back cannot be stopped. */
  stoppable: boolean
  stop: { isPending: boolean; error: unknown; run: () => void }
}

/** How far work in the background has come; it goes on when the page is left. */
export function WorkCard({ title, done, toDo, stoppable, stop }: WorkCardProps) {
  const [began] = useState({ at: Date.now(), done })
  const share = toDo === 0 ? 0 : done / toDo
  const speed = (done - began.done) / Math.max(1, Date.now() - began.at)
  const seconds = speed > 0 ? Math.ceil((toDo - done) / speed / 1_000) : null
  const words = t.done(number(done), number(toDo))
  return (
    <Card title={title} sub={t.leave}>
      <Bar value={share * 100} height={10} label={words} />
      <p className="num" role="status">
        {seconds === null ? words : `${words}, ${t.left(seconds)}`}
      </p>
      {stoppable && (
        <div className={styles.buttons}>
          <Button size="m" mode="outline" loading={stop.isPending} onClick={stop.run}>
            {t.stop}
          </Button>
        </div>
      )}
      <ErrorLine error={stop.error} />
    </Card>
  )
}
