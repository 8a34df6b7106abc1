import { Button } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { partsOf } from '#contract/messenger/publication-parts.ts'
import { editPublication, listPublications, type Publication } from '#contract/messenger/publications.ts'
import { useCommunity } from '#web/communities/index.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { missingIn, NEW, type PublicationForm } from './compose-form.ts'
import styles from './publications.module.css'
import { t } from './publications.texts.ts'
import { WordsFields } from './WordsFields.tsx'

/** Another title and text for a publication; its kind and its files stay. */
export function EditDialog({ publication, onClose }: { publication: Publication; onClose: () => void }) {
  const { communityId } = useCommunity().community
  const { kind, message } = publication
  const [form, setForm] = useState<PublicationForm>(() => {
    const { title, text } = partsOf(kind, message.text)
    return { ...NEW, kind: kind === 'poll' ? NEW.kind : kind, title: title ?? '', text }
  })
  const [tried, setTried] = useState(false)
  const edit = useCommand(editPublication, {
    refreshes: [listPublications],
    onSuccess: () => {
      showToast(t.form.saved)
      onClose()
    },
  })
  const wrong = missingIn(form, { count: message.attachments.length, areReady: true })
  const missing = tried ? wrong : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (wrong !== null) return
    const { seq, version } = message
    edit.mutate({ communityId, seq, version, title: form.title.trim(), text: form.text.trim() })
  }
  return (
    <Dialog
      title={t.form.edit}
      wide
      onClose={onClose}
      footer={
        <>
          <span className={styles.count} role="status">
            {missing !== null && missing !== 'over' && t.form[missing]}
          </span>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.form.cancel}
          </Button>
          <Button size="l" type="submit" form="publication" loading={edit.isPending}>
            {t.form.save}
          </Button>
        </>
      }
    >
      <form id="publication" className={styles.form} onSubmit={submit} noValidate>
        <WordsFields
          form={form}
          missing={missing}
          onChange={(part) => {
            setForm({ ...form, ...part })
            edit.reset()
          }}
        />
        <ErrorLine error={edit.error} />
      </form>
    </Dialog>
  )
}
