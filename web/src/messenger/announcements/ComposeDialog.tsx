import { Button, Checkbox, FormItem, Textarea } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { ANNOUNCEMENT_TARGETS_MAX } from '#contract/messenger/announcements.limits.ts'
import { type AnnouncementPlace, announce, listAnnouncements, listPlaces } from '#contract/messenger/announcements.ts'
import { MESSAGE_TEXT_MAX } from '#contract/messenger/messenger.limits.ts'
import { useCommunity } from '#web/communities/index.ts'
import { newKey } from '#web/kit/api/api.ts'
import { isFailure } from '#web/kit/api/api-failure.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { targetName } from './AnnouncementCard.tsx'
import styles from './announcements.module.css'
import { t } from './announcements.texts.ts'
import { ConfirmField } from './ConfirmField.tsx'
import {
  type ConfirmForm,
  chosenPlaces,
  confirmInput,
  missingOf,
  NO_CONFIRM,
  type Places,
  toggled,
} from './compose-form.ts'
import { PlacesField } from './PlacesField.tsx'

const NOTHING: Places = { channels: [], units: [], chats: [] }

/** Writes an announcement and chooses its places. */
export function ComposeDialog({ onClose }: { onClose: () => void }) {
  const form = useCompose(onClose)
  const { query, text, chosen, missing } = form
  return (
    <Dialog
      title={t.form.title}
      wide
      onClose={onClose}
      footer={
        <>
          <span className={styles.count} role="status">
            {missing === null ? t.form.chosen(form.places.length) : missing}
          </span>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.form.cancel}
          </Button>
          <Button size="l" type="submit" form="announcement" loading={form.sending}>
            {t.form.submit}
          </Button>
        </>
      }
    >
      <form id="announcement" className={styles.form} onSubmit={form.submit} noValidate>
        <FormItem noPadding top={t.form.text} htmlFor="announcement-text">
          <Textarea
            id="announcement-text"
            rows={4}
            grow
            value={text}
            placeholder={t.form.placeholder}
            onChange={(event) => form.setText(event.target.value)}
          />
        </FormItem>
        <Checkbox checked={form.important} onChange={(event) => form.setImportant(event.target.checked)}>
          {t.form.important}
        </Checkbox>
        <ConfirmField form={form.confirm} onChange={form.setConfirm} />
        {query.data === undefined ? (
          query.error === null ? (
            <RowsSkeleton rows={4} label={t.form.loading} />
          ) : (
            <Failed error={query.error} onRetry={() => void query.refetch()} />
          )
        ) : (
          <PlacesField places={query.data} chosen={chosen} onToggle={form.toggle} />
        )}
      </form>
      <ErrorLine error={form.error} />
      {form.refused !== null && <p className={styles.refused}>{t.form.refused(form.refused)}</p>}
    </Dialog>
  )
}

function useCompose(onClose: () => void) {
  const { communityId } = useCommunity().community
  const query = useApi(listPlaces, { communityId })
  const [id] = useState(newKey)
  const [text, setText] = useState('')
  const [important, setImportant] = useState(false)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [confirm, setConfirm] = useState(NO_CONFIRM)
  const [checked, setChecked] = useState(false)
  const all = query.data ?? NOTHING
  const places = chosenPlaces(all, chosen)
  const make = useCommand(announce, {
    refreshes: [listAnnouncements],
    onSuccess: () => {
      showToast(t.form.done(places.length))
      onClose()
    },
  })
  const wrong = missingOf(text, places.length)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (wrong !== null) return
    const asked = confirmInput(confirm)
    const asks = asked === undefined ? {} : { confirm: asked }
    make.mutate({ id, communityId, text: text.trim(), important, places, ...asks })
  }
  return {
    ...{ query, text, important, chosen, places, confirm, submit },
    setConfirm: (next: ConfirmForm) => {
      setConfirm(next)
      make.reset()
    },
    setText: (next: string) => {
      setText(next)
      make.reset()
    },
    setImportant,
    toggle: (...keys: string[]) => {
      setChosen(toggled(chosen, ...keys))
      make.reset()
    },
    missing: checked && wrong !== null ? sentenceOf(wrong, text) : null,
    sending: make.isPending,
    error: make.error,
    refused: refusedName(make.error, make.variables?.places ?? [], all),
  }
}

function sentenceOf(wrong: NonNullable<ReturnType<typeof missingOf>>, text: string): string {
  if (wrong === 'over') return t.form.over([...text.trim()].length - MESSAGE_TEXT_MAX)
  if (wrong === 'tooMany') return t.form.tooMany(ANNOUNCEMENT_TARGETS_MAX)
  return wrong === 'write' ? t.form.write : t.form.chosen(0)
}

/** What the place is called that has refused the whole; the server tells its number. */
function refusedName(error: unknown, places: readonly AnnouncementPlace[], all: Places): string | null {
  if (!isFailure(error, 'announcement.targetForbidden')) return null
  const place = places[Number(error.details.number) - 1]
  if (place === undefined) return null
  const title =
    place.kind === 'unit'
      ? all.units.find(({ unitId }) => unitId === place.unitId)?.name
      : [...all.channels, ...all.chats].find(({ chatId }) => chatId === place.chatId)?.title
  return targetName({ place, title: title ?? '' })
}
