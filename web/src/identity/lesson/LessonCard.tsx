import { time } from '#web/kit/i18n/dates.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { t } from './lesson.texts.ts'

/** What a pupil who is signed in by a class card has in the place of the settings of an account. */
export function LessonCard({ endsAt }: { endsAt: string }) {
  return (
    <Card title={t.title}>
      <p>{t.text(time(endsAt))}</p>
    </Card>
  )
}
