import { Button } from '@vkontakte/vkui'
import { type ComponentProps, useState } from 'react'
import { begin, move, proveNew, sendOldCode, state, wait } from '#contract/identity/phone.ts'
import { current, list } from '#contract/identity/sessions.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { keep, TOLD_MOVE } from '#web/kit/account/kept.ts'
import { isFailure } from '#web/kit/api/api-failure.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { isPhoneWhole } from '#web/kit/ui/phone.ts'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { usePhoneInput } from '#web/kit/ui/usePhoneInput.ts'
import { StepDialog } from '../StepDialog.tsx'
import { CodeField, FactorField, OF_APP, useCode } from './code-fields.tsx'
import { t } from './phone.texts.ts'

type Needs = OutputOf<typeof proveNew>
type Step =
  | { at: 'phone' }
  | { at: 'new'; phone: string; masked: string }
  | { at: 'way' | 'old' | 'lost'; needs: Needs }

/** The steps to another number: the number, its code, then a code to the old one or the password and a wait (IDN-21). */
export function MoveDialog({ onClose }: { onClose: () => void }) {
  const [step, setStep] = useState<Step>({ at: 'phone' })
  switch (step.at) {
    case 'phone':
      return <PhoneStep onClose={onClose} onSent={(phone, masked) => setStep({ at: 'new', phone, masked })} />
    case 'new':
      return <NewStep {...step} onClose={onClose} onProven={(needs) => setStep({ at: 'way', needs })} />
    case 'way':
      return <WayStep needs={step.needs} onClose={onClose} onChosen={(at) => setStep({ at, needs: step.needs })} />
    case 'old':
      return <OldStep needs={step.needs} onClose={onClose} />
    case 'lost':
      return <LostStep needs={step.needs} onClose={onClose} />
  }
}

/** The frame of every step. */
function Frame(props: Omit<ComponentProps<typeof StepDialog>, 'title' | 'cancel'>) {
  return <StepDialog title={t.dialog} cancel={t.close} {...props} />
}

function PhoneStep({ onClose, onSent }: { onClose: () => void; onSent: (phone: string, masked: string) => void }) {
  const [phone, setPhone] = useState('+7')
  const [missing, setMissing] = useState(false)
  const command = useCommand(begin, { onSuccess: ({ phoneMasked }, input) => onSent(input.phone, phoneMasked) })
  const input = usePhoneInput(phone, (value) => {
    setPhone(value)
    setMissing(false)
    command.reset()
  })
  const atField = isFailure(command.error, 'signin.phoneInvalid') || isFailure(command.error, 'phone.same')
  const send = () => {
    if (isPhoneWhole(phone)) command.mutate({ phone })
    else setMissing(true)
  }
  return (
    <Frame
      sub={t.phoneSub}
      action={t.sendCode}
      busy={command.isPending}
      error={atField ? null : command.error}
      onClose={onClose}
      onSend={send}
    >
      <TextField
        label={t.phoneLabel}
        error={missing ? t.phoneMissing : atField ? explain(command.error).sentence : undefined}
        {...input}
      />
    </Frame>
  )
}

interface NewStepProps {
  phone: string
  masked: string
  onClose: () => void
  onProven: (needs: Needs) => void
}

function NewStep({ phone, masked, onClose, onProven }: NewStepProps) {
  const again = useCommand(begin)
  const command = useCommand(proveNew, { onSuccess: onProven })
  const code = useCode(command)
  return (
    <Frame
      sub={t.newSub(masked)}
      action={t.proceed}
      busy={command.isPending}
      error={again.error ?? (code.wrong ? null : command.error)}
      onClose={onClose}
      onSend={() => code.send((value) => command.mutate({ code: value }))}
    >
      <CodeField code={code} again={again} onAgain={() => again.mutate({ phone })} />
    </Frame>
  )
}

interface StepProps {
  needs: Needs
  onClose: () => void
}

function WayStep({ needs, onClose, onChosen }: StepProps & { onChosen: (at: 'old' | 'lost') => void }) {
  const command = useCommand(sendOldCode, { onSuccess: () => onChosen('old') })
  return (
    <Dialog
      title={t.dialog}
      sub={t.waySub}
      onClose={onClose}
      footer={
        <>
          {needs.hasPassword && (
            <Button size="l" mode="outline" appearance="neutral" onClick={() => onChosen('lost')}>
              {t.lost}
            </Button>
          )}
          <Button size="l" loading={command.isPending} onClick={() => command.mutate({})}>
            {t.sendOld}
          </Button>
        </>
      }
    >
      <p>{t.wayOld(needs.oldMasked)}</p>
      <p>{needs.hasPassword ? t.wayLost : t.noPassword}</p>
      <ErrorLine error={command.error} />
    </Dialog>
  )
}

function OldStep({ needs, onClose }: StepProps) {
  const again = useCommand(sendOldCode)
  const command = useCommand(move, {
    refreshes: [state, current, list],
    onSuccess: () => {
      showToast(t.moved)
      onClose()
    },
  })
  const code = useCode(command)
  const factor = useCode(command, OF_APP)
  const send = () =>
    code.send((value) => {
      if (!needs.needsFactor) command.mutate({ code: value })
      else factor.send((factorCode) => command.mutate({ code: value, factorCode }))
    })
  return (
    <Frame
      sub={t.newSub(needs.oldMasked)}
      action={t.move}
      busy={command.isPending}
      error={again.error ?? (code.wrong || factor.wrong ? null : command.error)}
      onClose={onClose}
      onSend={send}
    >
      <CodeField code={code} again={again} onAgain={() => again.mutate({})} />
      {needs.needsFactor && <FactorField code={factor} />}
    </Frame>
  )
}

function LostStep({ needs, onClose }: StepProps) {
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState(false)
  const command = useCommand(wait, {
    refreshes: [state, current],
    onSuccess: ({ dueAt }) => {
      keep(TOLD_MOVE, dueAt)
      showToast(t.waiting)
      onClose()
    },
  })
  const factor = useCode(command, OF_APP)
  const wrong = isFailure(command.error, 'signin.passwordWrong')
  const send = () => {
    setMissing(password === '')
    if (password === '') return
    if (!needs.needsFactor) command.mutate({ password })
    else factor.send((factorCode) => command.mutate({ password, factorCode }))
  }
  return (
    <Frame
      sub={t.lostSub}
      action={t.begin}
      busy={command.isPending}
      error={wrong || factor.wrong ? null : command.error}
      onClose={onClose}
      onSend={send}
    >
      <TextField
        label={t.password}
        error={missing ? t.passwordMissing : wrong ? explain(command.error).sentence : undefined}
        type="password"
        autoComplete="current-password"
        autoCapitalize="none"
        spellCheck={false}
        value={password}
        onChange={(event) => {
          setPassword(event.target.value)
          setMissing(false)
          command.reset()
        }}
      />
      {needs.needsFactor && <FactorField code={factor} />}
    </Frame>
  )
}
