import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import { FACTOR_CODE_LENGTH_MAX } from '#contract/identity/factors.limits.ts'
import { CODE_DIGITS } from '#contract/identity/signin.limits.ts'
import { isFailure } from '#web/kit/api/api-failure.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { t } from './phone.texts.ts'

interface Sending {
  error: Error | null
  reset: () => void
}

export type Code = ReturnType<typeof useCode>

const OF_SMS = ['signin.codeWrong', 'signin.codeExpired', 'signin.codeSpent'] as const
export const OF_APP = ['factor.codeWrong'] as const

/** A code that is typed for a command, with what the command says of it. */
export function useCode(command: Sending, refusals: typeof OF_SMS | typeof OF_APP = OF_SMS) {
  const [value, setValue] = useState('')
  const [missing, setMissing] = useState(false)
  const wrong = refusals.some((code) => isFailure(command.error, code))
  return {
    value,
    missing,
    /** Whether the command was refused for this code. */
    wrong,
    sentence: wrong ? explain(command.error).sentence : undefined,
    onTyped: (typed: string) => {
      setValue(typed)
      setMissing(false)
      command.reset()
    },
    /** Another one is on its way: what was typed of the earlier one is worth nothing. */
    forget: () => {
      setValue('')
      setMissing(false)
      command.reset()
    },
    /** Goes on with the code, or says that it is not complete. */
    send: (withCode: (code: string) => void) => {
      const short = value.trim().length < CODE_DIGITS
      setMissing(short)
      if (!short) withCode(value)
    },
  }
}

interface CodeFieldProps {
  code: Code
  /** Sends the code, this one and another one. */
  again: { isPending: boolean; isSuccess: boolean }
  onAgain: () => void
}

export function CodeField({ code, again, onAgain }: CodeFieldProps) {
  const [asked, setAsked] = useState(false)
  const sendAgain = () => {
    code.forget()
    setAsked(true)
    onAgain()
  }
  return (
    <>
      <TextField
        label={t.code}
        error={code.missing ? t.codeMissing : code.sentence}
        autoComplete="one-time-code"
        inputMode="numeric"
        value={code.value}
        onChange={(event) => code.onTyped(event.target.value.replace(/\D/g, '').slice(0, CODE_DIGITS))}
      />
      {asked && again.isSuccess && <p role="status">{t.sentAgain}</p>}
      <Button size="m" mode="tertiary" loading={again.isPending} onClick={sendAgain}>
        {t.again}
      </Button>
    </>
  )
}

export function FactorField({ code }: { code: Code }) {
  return (
    <TextField
      label={t.factor}
      error={code.missing ? t.factorMissing : code.sentence}
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={FACTOR_CODE_LENGTH_MAX}
      value={code.value}
      onChange={(event) => code.onTyped(event.target.value)}
    />
  )
}
