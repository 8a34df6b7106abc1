import { Button } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { PACK_TITLE_MAX } from '#contract/messenger/stickers.limits.ts'
import {
  createPack,
  type DeskPack,
  listDeskPacks,
  publishPack,
  removeSticker,
  withdrawPack,
} from '#contract/messenger/stickers.ts'
import { newKey } from '#web/kit/api/api.ts'
import { learnSentences } from '#web/kit/errors/explain.ts'
import { stickerErrors } from '#web/kit/errors/pages/stickers.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import { AddStickers } from './AddStickers.tsx'
import styles from './desk.module.css'
import { t } from './desk.texts.ts'

learnSentences(stickerErrors)

const TONES = { draft: 'plain', published: 'accent', withdrawn: 'warn' } as const

/** The sticker packs of this installation: what people send of, and what is being made (STK-01). */
export function StickerDeskPage() {
  const query = useApi(listDeskPacks, {})
  return (
    <>
      <PageHead title={t.title} sub={t.sub} />
      <NewPack />
      {query.data === undefined ? (
        query.error === null ? (
          <RowsSkeleton rows={3} label={t.loading} />
        ) : (
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        )
      ) : (
        <div className={styles.list}>
          {query.data.packs.map((pack) => (
            <PackCard key={pack.id} pack={pack} />
          ))}
        </div>
      )}
    </>
  )
}

function NewPack() {
  const [title, setTitle] = useState('')
  const [told, setTold] = useState(false)
  const create = useCommand(createPack, {
    refreshes: [listDeskPacks],
    onSuccess: () => {
      showToast(t.create.done)
      setTitle('')
      setTold(false)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTold(true)
    if (title.trim() !== '') create.mutate({ id: newKey(), title: title.trim() })
  }
  return (
    <Card title={t.create.title} sub={t.create.sub}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <TextField
          label={t.create.name}
          maxLength={PACK_TITLE_MAX}
          error={told && title.trim() === '' ? t.create.missing : undefined}
          value={title}
          onChange={({ target }) => setTitle(target.value)}
        />
        <ErrorLine error={create.error} />
        <Button size="l" type="submit" loading={create.isPending}>
          {t.create.submit}
        </Button>
      </form>
    </Card>
  )
}

function PackCard({ pack }: { pack: DeskPack }) {
  const { id: packId, title, stickers, state, isOwn, changedAt } = pack
  const publish = useCommand(publishPack, {
    refreshes: [listDeskPacks],
    onSuccess: () => showToast(t.published(title)),
  })
  const withdraw = useCommand(withdrawPack, {
    refreshes: [listDeskPacks],
    onSuccess: () => showToast(t.withdrawn(title)),
  })
  return (
    <Card title={title}>
      <p className={styles.about}>
        <Chip tone={TONES[state]}>{t.states[state]}</Chip>
        <When at={changedAt} />
        <span>{t.count(stickers.length)}</span>
        {isOwn && <span>{t.own}</span>}
      </p>
      {stickers.length === 0 ? <p className={styles.none}>{t.none}</p> : <Grid pack={pack} />}
      {state !== 'published' && <AddStickers pack={pack} />}
      <ErrorLine error={publish.error ?? withdraw.error} />
      <div className={styles.actions}>
        {state === 'published' ? (
          <Button
            size="l"
            mode="outline"
            appearance="neutral"
            loading={withdraw.isPending}
            aria-label={`${t.withdraw}: ${title}`}
            onClick={() => withdraw.mutate({ packId })}
          >
            {t.withdraw}
          </Button>
        ) : (
          <Button
            size="l"
            loading={publish.isPending}
            disabled={stickers.length === 0}
            title={stickers.length === 0 ? t.none : undefined}
            aria-label={`${t.publish}: ${title}`}
            onClick={() => publish.mutate({ packId })}
          >
            {t.publish}
          </Button>
        )}
      </div>
      <small className={styles.hint}>{state === 'published' ? t.withdrawHint : t.publishHint}</small>
    </Card>
  )
}

function Grid({ pack }: { pack: DeskPack }) {
  const { id: packId, stickers, state } = pack
  const remove = useCommand(removeSticker, { refreshes: [listDeskPacks] })
  return (
    <>
      <ul className={styles.grid}>
        {stickers.map(({ id, words }) => (
          <li key={id}>
            <img src={`/stickers/${packId}/${id}`} alt={words} title={words} loading="lazy" />
            {state === 'draft' && (
              <button
                type="button"
                aria-label={t.remove(words)}
                title={t.remove(words)}
                onClick={() => remove.mutate({ packId, id })}
              >
                ×
              </button>
            )}
          </li>
        ))}
      </ul>
      <ErrorLine error={remove.error} />
    </>
  )
}
