import { Button, FormItem, Input } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { type OwnProfile, own, rename } from '#contract/identity/profiles.ts'
import { current } from '#contract/identity/sessions.ts'
import { NAME_LENGTH_MAX } from '#contract/identity/signin.limits.ts'
import { ApiFailure } from '#web/kit/api/api-failure.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { t } from './profile.texts.ts'

const FIELDS = [
  ['surname', 'family-name'],
  ['name', 'given-name'],
  ['patronymic', 'additional-name'],
] as const

/** Surname, name and patronymic of the own profile (ACC-01, ACC-02). */
export function RenameDialog({ profile, onClose }: { profile: OwnProfile; onClose: () => void }) {
  const [names, setNames] = useState({ surname: profile.surname, name: profile.name, patronymic: profile.patronymic })
  const [checked, setChecked] = useState(false)
  const change = useCommand(rename, {
    refreshes: [own, current],
    onSuccess: () => {
      showToast(t.renamed)
      onClose()
    },
  })
  const refused = change.error instanceof ApiFailure ? change.error.details.field : undefined
  const errorOf = (field: keyof typeof names): string | undefined => {
    if (checked && field !== 'patronymic' && names[field].trim() === '') return t.nameMissing
    return refused === field ? explain(change.error).sentence : undefined
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (names.surname.trim() === '' || names.name.trim() === '') return
    change.mutate(names)
  }
  return (
    <Dialog
      title={t.renameTitle}
      sub={t.renameSub}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button size="l" type="submit" form="rename" loading={change.isPending}>
            {t.save}
          </Button>
        </>
      }
    >
      <form id="rename" onSubmit={submit} noValidate>
        {FIELDS.map(([field, autoComplete]) => {
          const error = errorOf(field)
          return (
            <FormItem
              key={field}
              top={t.names[field]}
              htmlFor={`own-${field}`}
              status={error === undefined ? 'default' : 'error'}
              bottom={error}
              bottomId={`own-${field}-note`}
            >
              <Input
                id={`own-${field}`}
                value={names[field]}
                maxLength={NAME_LENGTH_MAX}
                autoComplete={autoComplete}
                aria-invalid={error !== undefined}
                aria-describedby={error === undefined ? undefined : `own-${field}-note`}
                onChange={(event) => {
                  setNames({ ...names, [field]: event.target.value })
                  change.reset()
                }}
              />
            </FormItem>
          )
        })}
      </form>
      {refused === undefined && <ErrorLine error={change.error} />}
    </Dialog>
  )
}
