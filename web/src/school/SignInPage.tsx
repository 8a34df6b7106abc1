import { type FormEvent, useState } from 'react'
import { deskNaming, deskOpen, deskSignIn } from '#contract/school/desk.ts'
import { queryClient } from '#web/kit/query/query-client.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { Wall } from './desktop/Wall.tsx'
import { ActionButton } from './kit/ActionButton.tsx'
import { Mistake } from './kit/Trouble.tsx'
import { t } from './school.texts.ts'

/** The window in which one signs in by the login that an administrator has given out. */
export function SignInPage() {
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useCommand(deskSignIn, {
    onSuccess(desk) {
      // Whoever was here before leaves nothing behind.
      queryClient.removeQueries({
        predicate: ({ queryKey }) => queryKey[0] !== deskOpen.id && queryKey[0] !== deskNaming.id,
      })
      queryClient.setQueryData([deskOpen.id, {}], desk)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (login.trim() !== '' && password !== '') signIn.mutate({ login, password })
  }
  return (
    <main className="es-alone">
      <Wall />
      <form className="es-card" onSubmit={submit} aria-labelledby="signin-title">
        <h1 id="signin-title">{t.school}</h1>
        <TextField
          label={t.login}
          value={login}
          onChange={(event) => setLogin(event.target.value)}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <TextField
          label={t.password}
          type="password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          autoComplete="current-password"
          required
        />
        <Mistake error={signIn.error} />
        <ActionButton type="submit" tone="main" busy={signIn.isPending}>
          {t.enter}
        </ActionButton>
        <p className="es-mut">{t.whereFrom}</p>
      </form>
    </main>
  )
}
