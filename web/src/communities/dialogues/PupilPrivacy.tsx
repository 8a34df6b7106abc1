import { Button, FormItem, NativeSelect } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import {
  getPrivacyLimit,
  type PrivacyLimit,
  REACHES,
  type Reach,
  setPrivacyLimit,
} from '#contract/communities/privacy.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import styles from './dialogues.module.css'
import { t } from './dialogues.texts.ts'

/** How wide the pupils of an organisation may open themselves at most (ACC-07). */
export function PupilPrivacy({ communityId }: { communityId: string }) {
  const query = useApi(getPrivacyLimit, { communityId })
  return (
    <Card title={t.privacy.title} sub={t.privacy.sub} className={styles.limit}>
      {query.data !== undefined ? (
        <LimitForm key={query.data.version} limit={query.data} />
      ) : query.error === null ? (
        <RowsSkeleton rows={1} label={t.loading} />
      ) : (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      )}
    </Card>
  )
}

function LimitForm({ limit }: { limit: PrivacyLimit }) {
  const [widest, setWidest] = useState(limit.widest)
  const save = useCommand(setPrivacyLimit, {
    refreshes: [getPrivacyLimit],
    onSuccess: () => showToast(t.privacy.saved),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ ...limit, widest })
  }
  return (
    <form className={styles.fields} onSubmit={submit}>
      <FormItem
        noPadding
        top={t.privacy.label}
        htmlFor="pupil-privacy"
        bottom={t.privacy.explain[widest]}
        bottomId="pupil-privacy-note"
      >
        <NativeSelect
          id="pupil-privacy"
          value={widest}
          aria-describedby="pupil-privacy-note"
          onChange={({ target }) => {
            setWidest(target.value as Reach)
            save.reset()
          }}
        >
          {REACHES.map((reach) => (
            <option key={reach} value={reach}>
              {t.privacy.reaches[reach]}
            </option>
          ))}
        </NativeSelect>
      </FormItem>
      <div className={styles.save}>
        <Button size="l" type="submit" loading={save.isPending}>
          {t.privacy.save}
        </Button>
        <ErrorLine error={save.error} />
      </div>
    </form>
  )
}
