import { type ComponentProps, useState } from 'react'
import { FACTOR_CODE_LENGTH_MAX } from '#contract/identity/factors.limits.ts'
import { beginMerge, confirmMerge, type MergePreview, proveMerge } from '#contract/identity/merge.ts'
import { CODE_DIGITS } from '#contract/identity/signin.limits.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { isFailure } from '#web/kit/api/api-failure.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { queryClient } from '#web/kit/query/query-client.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { isPhoneWhole } from '#web/kit/ui/phone.ts'
import { showToast } from '#web/kit/ui/toasts.ts'
import { usePhoneInput } from '#web/kit/ui/usePhoneInput.ts'
import { CodeField, useCode } from '../phone/code-fields.tsx'
import { StepDialog } from '../StepDialog.tsx'
import { MergeFacts } from './MergeFacts.tsx'
import styles from './merging.module.css'
import { t } from './merging.texts.ts'

type Sent = OutputOf<typeof beginMerge>

interface Needs {
  needsPassword: boolean
  needsFactor: boolean
}

type Step =
  | { at: 'phone' }
  | { at: 'code'; phone: string; secret: string; masked: string }
  | { at: 'proof'; secret: string; code: string; needs: Needs }
  | { at: 'preview'; preview: MergePreview }

/** The number of the other account, its code, its password and app; what comes over; then it is done. */
export function MergeDialog({ onClose }: { onClose: () => void }) {
  const [step, setStep] = useState<Step>({ at: 'phone' })
  const sent = (phone: string, { secret, phoneMasked }: Sent) =>
    setStep({ at: 'code', phone, secret, masked: phoneMasked })
  const preview = (found: MergePreview) => setStep({ at: 'preview', preview: found })
  switch (step.at) {
    case 'phone':
      return <PhoneStep onClose={onClose} onSent={sent} />
    case 'code':
      return (
        <CodeStep
          {...step}
          onClose={onClose}
          onSent={sent}
          onPreview={preview}
          onNeeds={(code, needs) => setStep({ at: 'proof', secret: step.secret, code, needs })}
        />
      )
    case 'proof':
      return <ProofStep {...step} onClose={onClose} onPreview={preview} />
    case 'preview':
      return <PreviewStep preview={step.preview} onClose={onClose} />
  }
}

/** The frame of every step. */
function Frame(props: Omit<ComponentProps<typeof StepDialog>, 'title' | 'cancel'>) {
  return <StepDialog title={t.dialog} cancel={t.cancel} {...props} />
}

function PhoneStep({ onClose, onSent }: { onClose: () => void; onSent: (phone: string, sent: Sent) => void }) {
  const [phone, setPhone] = useState('+7')
  const [missing, setMissing] = useState(false)
  const command = useCommand(beginMerge, { onSuccess: (sent, { phone: entered }) => onSent(entered, sent) })
  const input = usePhoneInput(phone, (value) => {
    setPhone(value)
    setMissing(false)
    command.reset()
  })
  const atField = isFailure(command.error, 'signin.phoneInvalid') || isFailure(command.error, 'phone.same')
  const send = () => {
    setMissing(!isPhoneWhole(phone))
    if (isPhoneWhole(phone)) command.mutate({ phone })
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
        label={t.phone}
        error={missing ? t.phoneMissing : atField ? explain(command.error).sentence : undefined}
        {...input}
      />
      <a className={styles.way} href="/ticket">
        {t.cannotEnter}
      </a>
    </Frame>
  )
}

interface CodeStepProps {
  phone: string
  secret: string
  masked: string
  onClose: () => void
  /** Another code is on its way, under another secret. */
  onSent: (phone: string, sent: Sent) => void
  onPreview: (preview: MergePreview) => void
  onNeeds: (code: string, needs: Needs) => void
}

function CodeStep({ phone, secret, masked, onClose, onSent, onPreview, onNeeds }: CodeStepProps) {
  const again = useCommand(beginMerge, { onSuccess: (sent) => onSent(phone, sent) })
  const command = useCommand(proveMerge, {
    onSuccess: ({ preview, ...needs }, entered) =>
      preview === null ? onNeeds(entered.code, needs) : onPreview(preview),
  })
  const code = useCode(command)
  return (
    <Frame
      sub={t.codeSub(masked)}
      action={t.proceed}
      busy={command.isPending}
      error={again.error ?? (code.wrong ? null : command.error)}
      onClose={onClose}
      onSend={() => code.send((value) => command.mutate({ secret, code: value }))}
    >
      <CodeField code={code} again={again} onAgain={() => again.mutate({ phone })} />
    </Frame>
  )
}

interface ProofStepProps {
  secret: string
  code: string
  needs: Needs
  onClose: () => void
  onPreview: (preview: MergePreview) => void
}

function ProofStep({ secret, code, needs, onClose, onPreview }: ProofStepProps) {
  const [password, setPassword] = useState('')
  const [factorCode, setFactorCode] = useState('')
  const [missing, setMissing] = useState(false)
  const command = useCommand(proveMerge, {
    onSuccess: ({ preview }) => {
      if (preview !== null) onPreview(preview)
    },
  })
  const isWhole =
    (!needs.needsPassword || password !== '') && (!needs.needsFactor || factorCode.trim().length >= CODE_DIGITS)
  const send = () => {
    setMissing(!isWhole)
    if (!isWhole) return
    command.mutate({
      secret,
      code,
      ...(needs.needsPassword ? { password } : {}),
      ...(needs.needsFactor ? { factorCode } : {}),
    })
  }
  const type = (set: (value: string) => void) => (value: string) => {
    set(value)
    setMissing(false)
    command.reset()
  }
  return (
    <Frame
      sub={t.proofSub}
      action={t.proceed}
      busy={command.isPending}
      error={command.error}
      onClose={onClose}
      onSend={send}
    >
      {needs.needsPassword && (
        <TextField
          label={t.password}
          error={missing && password === '' ? t.passwordMissing : undefined}
          type="password"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={password}
          onChange={({ target }) => type(setPassword)(target.value)}
        />
      )}
      {needs.needsFactor && (
        <TextField
          label={t.factor}
          error={missing && factorCode.trim().length < CODE_DIGITS ? t.factorMissing : undefined}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={FACTOR_CODE_LENGTH_MAX}
          value={factorCode}
          onChange={({ target }) => type(setFactorCode)(target.value)}
        />
      )}
    </Frame>
  )
}

function PreviewStep({ preview, onClose }: { preview: MergePreview; onClose: () => void }) {
  const command = useCommand(confirmMerge, {
    onSuccess: () => {
      showToast(t.done)
      onClose()
      // Almost everything that is on the screen is another now.
      void queryClient.invalidateQueries()
    },
  })
  return (
    <Frame
      sub={t.previewSub(preview.phoneMasked)}
      action={t.confirm}
      busy={command.isPending}
      error={command.error}
      onClose={onClose}
      onSend={() => command.mutate({})}
    >
      <MergeFacts preview={preview} />
    </Frame>
  )
}
