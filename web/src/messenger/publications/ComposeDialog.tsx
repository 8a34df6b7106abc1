import { Icon20Attach } from '@vkontakte/icons'
import { Button, Checkbox } from '@vkontakte/vkui'
import { type FormEvent, useRef, useState } from 'react'
import { commonChannelTitle } from '#contract/messenger/channels.abilities.ts'
import { WRITTEN_KINDS } from '#contract/messenger/publications.limits.ts'
import { listPublications, publish } from '#contract/messenger/publications.ts'
import { useCommunity } from '#web/communities/index.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { useEngine } from '../boot/engine-context.ts'
import { attachFiles, clearAttached, useAttached } from '../uploads/attached.ts'
import { UploadTray } from '../uploads/UploadTray.tsx'
import { missingIn, NEW, type PublicationForm } from './compose-form.ts'
import styles from './publications.module.css'
import { t } from './publications.texts.ts'
import { WordsFields } from './WordsFields.tsx'

interface ComposeDialogProps {
  /** The hidden chat of the page, to which the files go. */
  chatId: string
  form: PublicationForm
  onChange: (form: PublicationForm) => void
  onClose: () => void
}

/** Writes a report, an article or a script, with its files. */
export function ComposeDialog({ chatId, form, onChange, onClose }: ComposeDialogProps) {
  const { can } = useCommunity()
  const { missing, submit, change, command } = useComposing({ chatId, form, onChange, onClose })
  return (
    <Dialog
      title={t.form.make}
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
          <Button size="l" type="submit" form="publication" loading={command.isPending}>
            {t.form.submit}
          </Button>
        </>
      }
    >
      <form id="publication" className={styles.form} onSubmit={submit} noValidate>
        <Kinds form={form} onChange={change} />
        <WordsFields form={form} missing={missing} onChange={change} />
        <Files chatId={chatId} />
        {can.writeInChannels && <MirrorField form={form} onChange={change} />}
        <p className={styles.room}>{t.form.hidden}</p>
        <ErrorLine error={command.error} />
      </form>
    </Dialog>
  )
}

function useComposing({ chatId, form, onChange, onClose }: ComposeDialogProps) {
  const { communityId } = useCommunity().community
  const engine = useEngine()
  const attached = useAttached(chatId)
  const [tried, setTried] = useState(false)
  const command = useCommand(publish, {
    refreshes: [listPublications],
    onSuccess: () => {
      void clearAttached(engine, chatId)
      onChange(NEW)
      showToast(t.form.done)
      onClose()
    },
  })
  const files = { count: attached?.attachments.length ?? 0, areReady: attached?.isReady ?? true }
  const wrong = missingIn(form, files)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (wrong !== null) return
    const { kind, mirror } = form
    const ids = (attached?.attachments ?? []).map(({ id }) => id)
    command.mutate({
      ...{ communityId, kind, mirror, title: form.title.trim(), text: form.text.trim() },
      ...(ids.length === 0 ? {} : { attachments: ids }),
    })
  }
  const change = (part: Partial<PublicationForm>) => {
    onChange({ ...form, ...part })
    command.reset()
  }
  return { missing: tried ? wrong : null, submit, change, command }
}

interface PartProps {
  form: PublicationForm
  onChange: (part: Partial<PublicationForm>) => void
}

function Kinds({ form, onChange }: PartProps) {
  return (
    <fieldset className={styles.kinds}>
      <legend>{t.form.kind}</legend>
      <div>
        {WRITTEN_KINDS.map((kind) => (
          <label key={kind} className={styles.kind}>
            <input
              type="radio"
              name="publication-kind"
              checked={form.kind === kind}
              onChange={() => onChange({ kind })}
            />
            {t.kinds[kind]}
          </label>
        ))}
      </div>
      <small>{t.form.hints[form.kind]}</small>
    </fieldset>
  )
}

function MirrorField({ form, onChange }: PartProps) {
  const { type } = useCommunity().community
  return (
    <Checkbox checked={form.mirror} onChange={(event) => onChange({ mirror: event.target.checked })}>
      {t.form.mirror(commonChannelTitle(type))}
    </Checkbox>
  )
}

/** The files of the publication, and the way to choose them. */
function Files({ chatId }: { chatId: string }) {
  const engine = useEngine()
  const attached = useAttached(chatId)
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className={styles.attach}>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ target }) => {
          void attachFiles(engine, chatId, [...(target.files ?? [])])
          // The same file may be chosen again.
          target.value = ''
        }}
      />
      {attached !== undefined && <UploadTray chatId={chatId} />}
      <Button size="m" mode="secondary" before={<Icon20Attach />} type="button" onClick={() => input.current?.click()}>
        {t.form.files}
      </Button>
    </div>
  )
}
