import { type FormEvent, useState } from 'react'
import { deskChangePassword, deskOpen, deskSignOut } from '#contract/school/desk.ts'
import { queryClient } from '#web/kit/query/query-client.ts'
import { refresh, useCommand } from '#web/kit/query/useApi.ts'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { Wall } from './desktop/Wall.tsx'
import { ActionButton } from './kit/ActionButton.tsx'
import { Mistake } from './kit/Trouble.tsx'
import { t } from './school.texts.ts'

/** The password that an administrator has given out is changed before anything else. */
export function PasswordPage({ login }: { login: string }) {
  const [old, setOld] = useState('')
  const [fresh, setFresh] = useState('')
  const change = useCommand(deskChangePassword, {
    onSuccess: (desk) => queryClient.setQueryData([deskOpen.id, {}], desk),
  })
  const leave = useCommand(deskSignOut, { onSuccess: () => void refresh(deskOpen) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (old !== '' && fresh !== '') change.mutate({ old, new: fresh })
  }
  return (
    <main className="es-alone">
      <Wall />
      <form className="es-card" onSubmit={submit} aria-labelledby="password-title">
        <h1 id="password-title">{t.changePassword}</h1>
        <p className="es-mut">{t.whyChange}</p>
        <input type="text" value={login} autoComplete="username" readOnly hidden />
        <TextField
          label={t.givenPassword}
          type="password"
          value={old}
          onChange={(event) => setOld(event.target.value)}
          autoComplete="current-password"
          required
        />
        <TextField
          label={t.newPassword}
          type="password"
          value={fresh}
          onChange={(event) => setFresh(event.target.value)}
          autoComplete="new-password"
          hint={t.passwordRule}
          required
        />
        <Mistake error={change.error} />
        <ActionButton type="submit" tone="main" busy={change.isPending}>
          {t.save}
        </ActionButton>
        <ActionButton onClick={() => leave.mutate({})}>{t.leave}</ActionButton>
      </form>
    </main>
  )
}
