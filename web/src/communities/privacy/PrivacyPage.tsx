import { Button, Checkbox, FormItem, NativeSelect } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { getPrivacy, type Privacy, REACHES, type Reach, setPrivacy } from '#contract/communities/privacy.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { SubPage } from '#web/kit/frame/SubPage.tsx'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import styles from './privacy.module.css'
import { t } from './privacy.texts.ts'

/** «Приватность»: whom the active profile lets come to it, and what it shows of its reading (ACC-07). */
export function PrivacyPage() {
  const privacy = useApi(getPrivacy, {})
  return (
    <SubPage title={t.title} sub={t.sub}>
      {privacy.data !== undefined ? (
        <PrivacyForm privacy={privacy.data} />
      ) : privacy.error === null ? (
        <RowsSkeleton rows={3} label={t.loading} />
      ) : (
        <Failed error={privacy.error} onRetry={() => void privacy.refetch()} />
      )}
    </SubPage>
  )
}

function PrivacyForm({ privacy }: { privacy: Privacy }) {
  const { widest, setBy, ...stored } = privacy
  const [chosen, setChosen] = useState(stored)
  const save = useCommand(setPrivacy, { refreshes: [getPrivacy], onSuccess: () => showToast(t.saved) })
  const change = (part: Partial<typeof chosen>) => {
    setChosen({ ...chosen, ...part })
    save.reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(chosen)
  }
  const allowed = REACHES.slice(REACHES.indexOf(widest))
  return (
    <form className={styles.form} onSubmit={submit}>
      <Card title={t.reach} sub={allowed.length < REACHES.length || setBy !== null ? t.limit(setBy) : undefined}>
        <div className={styles.fields}>
          {(['write', 'calls', 'groups', 'photo'] as const).map((what) => (
            <ReachField
              key={what}
              what={what}
              value={chosen[what]}
              allowed={allowed}
              onChange={(reach) => change({ [what]: reach })}
            />
          ))}
          <p className={styles.note}>{t.family}</p>
        </div>
      </Card>
      <Card title={t.reading}>
        <Checkbox
          checked={chosen.readMarks}
          description={t.readMarksNote}
          onChange={({ target }) => change({ readMarks: target.checked })}
        >
          {t.readMarks}
        </Checkbox>
      </Card>
      <div className={styles.save}>
        <Button size="l" type="submit" loading={save.isPending}>
          {t.save}
        </Button>
        <AppLink href="/me/blocked" className={styles.link}>
          {t.blocked}
        </AppLink>
        <ErrorLine error={save.error} />
      </div>
    </form>
  )
}

interface ReachFieldProps {
  what: 'write' | 'calls' | 'groups' | 'photo'
  value: Reach
  allowed: readonly Reach[]
  onChange: (reach: Reach) => void
}

function ReachField({ what, value, allowed, onChange }: ReachFieldProps) {
  return (
    <FormItem noPadding top={t[what]} htmlFor={what} bottom={t.notes[what]} bottomId={`${what}-note`}>
      <NativeSelect
        id={what}
        value={value}
        aria-describedby={`${what}-note`}
        onChange={({ target }) => onChange(target.value as Reach)}
      >
        {allowed.map((reach) => (
          <option key={reach} value={reach}>
            {what === 'photo' && reach === 'contacts' && allowed.length < REACHES.length
              ? t.ownClass
              : t.reaches[reach]}
          </option>
        ))}
      </NativeSelect>
    </FormItem>
  )
}
