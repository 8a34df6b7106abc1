import { Button, FormItem, Input } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { addPupil, classCards } from '#contract/communities/cards.ts'
import { NAME_LENGTH_MAX } from '#contract/identity/signin.limits.ts'
import { newKey } from '#web/kit/api/api.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import styles from './cards.module.css'
import { t } from './cards.texts.ts'

const EMPTY = { surname: '', name: '', patronymic: '', birthDate: '' }
type Field = keyof typeof EMPTY
const FIELDS: readonly Field[] = ['surname', 'name', 'patronymic', 'birthDate']

/** A pupil without a phone: an application in its name, which the school decides. */
export function AddPupilDialog({ unitId, onClose }: { unitId: string; onClose: () => void }) {
  const [values, setValues] = useState(EMPTY)
  const [tried, setTried] = useState(false)
  const [id] = useState(newKey)
  const add = useCommand(addPupil, {
    refreshes: [classCards],
    onSuccess: () => {
      showToast(t.pupilAdded)
      onClose()
    },
  })
  const missing = (field: Field) => field !== 'patronymic' && values[field].trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!FIELDS.some(missing)) add.mutate({ id, unitId, ...values })
  }
  return (
    <Dialog
      title={t.addPupil}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button size="l" type="submit" form="new-pupil" loading={add.isPending}>
            {t.addPupilSubmit}
          </Button>
        </>
      }
    >
      <p>{t.addPupilText}</p>
      <form id="new-pupil" className={styles.form} onSubmit={submit} noValidate>
        {FIELDS.map((field) => {
          const wrong = tried && missing(field)
          return (
            <FormItem
              key={field}
              noPadding
              top={t.fields[field]}
              htmlFor={`pupil-${field}`}
              status={wrong ? 'error' : 'default'}
              bottom={wrong ? t.fieldMissing : undefined}
              bottomId={`pupil-${field}-note`}
            >
              <Input
                id={`pupil-${field}`}
                type={field === 'birthDate' ? 'date' : 'text'}
                autoComplete="off"
                value={values[field]}
                maxLength={field === 'birthDate' ? undefined : NAME_LENGTH_MAX}
                aria-invalid={wrong}
                aria-describedby={wrong ? `pupil-${field}-note` : undefined}
                onChange={(event) => {
                  setValues({ ...values, [field]: event.target.value })
                  add.reset()
                }}
              />
            </FormItem>
          )
        })}
        <ErrorLine error={add.error} />
      </form>
    </Dialog>
  )
}
