import { Icon20Cancel } from '@vkontakte/icons'
import { Button, IconButton, Input } from '@vkontakte/vkui'
import { LESSONS_MAX } from '#contract/communities/quiet.limits.ts'
import type { Hours, QuietRules } from '#contract/communities/quiet.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { Labelled } from './Labelled.tsx'
import { nextLesson } from './next-lesson.ts'
import styles from './quiet.module.css'
import { t } from './quiet.texts.ts'

interface LessonsCardProps {
  lessons: QuietRules['lessons']
  onChange: (lessons: Hours[]) => void
}

/** The bell schedule, lesson by lesson. */
export function LessonsCard({ lessons, onChange }: LessonsCardProps) {
  const change = (at: number, part: Partial<Hours>) =>
    onChange(lessons.map((lesson, index) => (index === at ? { ...lesson, ...part } : lesson)))
  const isFull = lessons.length >= LESSONS_MAX
  return (
    <Card title={t.lessons.title} sub={t.lessons.sub}>
      {lessons.length === 0 && <p className={styles.empty}>{t.lessons.none}</p>}
      <ol className={styles.rows}>
        {lessons.map((lesson, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a lesson is its place in the day.
          <li key={at} className={styles.lesson}>
            <b>{t.lessons.nth(at + 1)}</b>
            <Labelled label={t.lessons.from(at + 1)}>
              {(id) => (
                <Input
                  id={id}
                  type="time"
                  value={lesson.from}
                  required
                  onChange={({ target }) => target.value !== '' && change(at, { from: target.value })}
                />
              )}
            </Labelled>
            <span aria-hidden="true">–</span>
            <Labelled label={t.lessons.to(at + 1)}>
              {(id) => (
                <Input
                  id={id}
                  type="time"
                  value={lesson.to}
                  required
                  onChange={({ target }) => target.value !== '' && change(at, { to: target.value })}
                />
              )}
            </Labelled>
            <IconButton
              label={t.lessons.remove(at + 1)}
              onClick={() => onChange(lessons.filter((_, index) => index !== at))}
            >
              <Icon20Cancel />
            </IconButton>
          </li>
        ))}
      </ol>
      {isFull ? (
        <p className={styles.note}>{t.lessons.full}</p>
      ) : (
        <Button size="m" mode="secondary" onClick={() => onChange([...lessons, nextLesson(lessons)])}>
          {t.lessons.add}
        </Button>
      )}
    </Card>
  )
}
