import { Button } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import type { FreshProof } from '#contract/identity/fresh-proof.ts'
import { isFailure } from '#web/kit/api/api-failure.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { CodeField, FactorField, OF_APP, useCode } from '../phone/code-fields.tsx'
import styles from './deletion.module.css'
import { t } from './deletion.texts.ts'

interface Running {
  isPending: boolean
  error: Error | null
}

interface ProofDialogProps {
  title: string
  sub: string
  action: string
  dangerous?: boolean
  needs: { hasPassword: boolean; needsFactor: boolean; phoneMasked: string }
  /** Sends the code, where there is no password. */
  codes: Running & { isSuccess: boolean }
  onSendCode: () => void
  /** What the proof is for. */
  command: Running & { reset: () => void }
  onProve: (proof: FreshProof) => void
  onClose: () => void
}

/** Has somebody show that it is he: by the password, or by a code, and by the app where one is connected. */
export function ProofDialog(props: ProofDialogProps) {
  const { title, sub, action, dangerous = false, needs, codes, onSendCode, command, onProve, onClose } = props
  const form = useProof(props)
  const asking = !needs.hasPassword && !codes.isSuccess
  const submit = (event: FormEvent) => {
    event.preventDefault()
    form.send(onProve)
  }
  return (
    <Dialog
      title={title}
      sub={sub}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.cancel}
          </Button>
          {asking ? (
            <Button size="l" data-first loading={codes.isPending} onClick={onSendCode}>
              {t.sendCode}
            </Button>
          ) : (
            <Button
              size="l"
              type="submit"
              form="proof"
              appearance={dangerous ? 'negative' : 'accent'}
              loading={command.isPending}
            >
              {action}
            </Button>
          )}
        </>
      }
    >
      {asking ? (
        <p>{t.codeBody(needs.phoneMasked)}</p>
      ) : (
        <form id="proof" className={styles.form} onSubmit={submit} noValidate>
          {needs.hasPassword ? (
            <TextField
              label={t.password}
              error={form.passwordError}
              type="password"
              autoComplete="current-password"
              autoCapitalize="none"
              spellCheck={false}
              value={form.password}
              onChange={(event) => form.onPassword(event.target.value)}
            />
          ) : (
            <>
              <p role="status">{t.codeSent(needs.phoneMasked)}</p>
              <CodeField code={form.code} again={codes} onAgain={onSendCode} />
            </>
          )}
          {needs.needsFactor && <FactorField code={form.factor} />}
        </form>
      )}
      <ErrorLine error={codes.error ?? (form.isAtField ? null : command.error)} />
    </Dialog>
  )
}

function useProof({ needs, command }: ProofDialogProps) {
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState(false)
  const code = useCode(command)
  const factor = useCode(command, OF_APP)
  const wrong = isFailure(command.error, 'signin.passwordWrong')
  const withFactor = (by: FreshProof['by'], prove: (proof: FreshProof) => void) => {
    if (needs.needsFactor) factor.send((factorCode) => prove({ by, factorCode }))
    else prove({ by })
  }
  return {
    password,
    code,
    factor,
    isAtField: wrong || code.wrong || factor.wrong,
    passwordError: missing ? t.passwordMissing : wrong ? explain(command.error).sentence : undefined,
    onPassword: (typed: string) => {
      setPassword(typed)
      setMissing(false)
      command.reset()
    },
    send: (prove: (proof: FreshProof) => void) => {
      if (!needs.hasPassword) return code.send((value) => withFactor({ code: value }, prove))
      setMissing(password === '')
      if (password !== '') withFactor({ password }, prove)
    },
  }
}
