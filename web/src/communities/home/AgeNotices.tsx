import { Button } from '@vkontakte/vkui'
import { type AgeNotice, dismissAgeNotice, listAgeNotices } from '#contract/communities/age-notices.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { showFailure } from '#web/kit/ui/toasts.ts'
import styles from './AgeNotices.module.css'
import { t } from './home.texts.ts'

/** Birthdays after which other rules hold, for the pupil and for the parents, until they are put aside (IDN-26). */
export function AgeNotices() {
  const notices = useApi(listAgeNotices, {})
  return notices.data?.notices.map((notice) => <Notice key={`${notice.profileId}/${notice.age}`} notice={notice} />)
}

function Notice({ notice: { profileId, age, own, name } }: { notice: AgeNotice }) {
  const dismiss = useCommand(dismissAgeNotice, { refreshes: [listAgeNotices] })
  return (
    <Card
      className={styles.card}
      title={own ? t.ages.own(age) : t.ages.child(name, age)}
      actions={
        <Button
          size="m"
          mode="outline"
          appearance="neutral"
          loading={dismiss.isPending}
          onClick={() =>
            dismiss.mutate({ profileId, age }, { onError: (error) => showFailure(explain(error).sentence) })
          }
        >
          {t.ages.dismiss}
        </Button>
      }
    >
      <p>{age === 14 ? (own ? t.ages.own14 : t.ages.child14) : own ? t.ages.own18 : t.ages.child18}</p>
    </Card>
  )
}
