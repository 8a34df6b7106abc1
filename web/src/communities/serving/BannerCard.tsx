import { Button } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { BANNER_TEXT_MAX } from '#contract/communities/banner.limits.ts'
import { type Banner, endBanner, getBanner, setBanner } from '#contract/communities/banner.ts'
import { newKey } from '#web/kit/api/api.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { Card } from '#web/kit/ui/Page.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import styles from './serving.module.css'
import { t } from './serving.texts.ts'

/** What everybody reads above his page now, and the form for something else. */
export function BannerCard() {
  const banner = useApi(getBanner, {}).data?.banner ?? null
  return (
    <Card className={styles.banner} title={t.banner.title} sub={t.banner.sub}>
      {banner !== null && <Now banner={banner} />}
      <Form />
    </Card>
  )
}

function Now({ banner }: { banner: Banner }) {
  const take = useCommand(endBanner, { refreshes: [getBanner], onSuccess: () => showToast(t.banner.taken) })
  return (
    <div className={styles.now}>
      <small>{t.banner.now}</small>
      <p>{banner.ru}</p>
      {banner.en !== '' && <p lang="en">{banner.en}</p>}
      <small>
        {t.banner.until} <When at={banner.until} />
      </small>
      <Button size="l" mode="outline" appearance="neutral" loading={take.isPending} onClick={() => take.mutate({})}>
        {t.banner.take}
      </Button>
      <ErrorLine error={take.error} />
    </div>
  )
}

const NOTHING = { ru: '', en: '', end: '' }

function Form() {
  const [form, setForm] = useState(NOTHING)
  const [told, setTold] = useState(false)
  const command = useCommand(setBanner, {
    refreshes: [getBanner],
    onSuccess: () => {
      showToast(t.banner.shown)
      setForm(NOTHING)
      setTold(false)
    },
  })
  const change = (part: Partial<typeof NOTHING>) => setForm((before) => ({ ...before, ...part }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTold(true)
    // What the field holds is the time of this device.
    const until = new Date(form.end)
    if (form.ru.trim() === '' || Number.isNaN(until.getTime())) return
    command.mutate({ id: newKey(), ru: form.ru.trim(), en: form.en.trim(), until: until.toISOString() })
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextField
        label={t.banner.ru}
        error={told && form.ru.trim() === '' ? t.banner.textMissing : undefined}
        maxLength={BANNER_TEXT_MAX}
        value={form.ru}
        onChange={({ target }) => change({ ru: target.value })}
      />
      <TextField
        label={t.banner.en}
        lang="en"
        maxLength={BANNER_TEXT_MAX}
        value={form.en}
        onChange={({ target }) => change({ en: target.value })}
      />
      <TextField
        label={t.banner.end}
        type="datetime-local"
        hint={t.banner.hint}
        error={told && form.end === '' ? t.banner.endMissing : undefined}
        value={form.end}
        onChange={({ target }) => change({ end: target.value })}
      />
      <ErrorLine error={command.error} />
      <div className={styles.actions}>
        <Button size="l" type="submit" loading={command.isPending}>
          {t.banner.send}
        </Button>
      </div>
    </form>
  )
}
