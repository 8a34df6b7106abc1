import { type FormEvent, useEffect, useState } from 'react'
import { CODE_DIGITS, CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { CodeInput } from '#web/kit/ui/CodeInput.tsx'
import { cx } from '#web/kit/ui/cx.ts'
import { Button } from '#web/kit/ui/light/Button.tsx'
import { PhoneLine } from './PasswordStep.tsx'
import { Head, Icon, Trouble } from './parts.tsx'
import styles from './signin.module.css'
import { t } from './signin.texts.ts'
import type { CodeState, Signin } from './useSignin.ts'

const CODE_ERRORS = ['signin.codeWrong', 'signin.codeExpired', 'signin.codeSpent']

/** IDN-06: the code from the SMS. A whole code is checked at once, typed, pasted or filled in by the phone. */
export function CodeStep({ signin, code }: { signin: Signin; code: CodeState }) {
  const [value, setValue] = useState('')
  const way = signin.state.byEmail ? t.email : code.called ? t.call : t.code
  const wrong = signin.error !== null && CODE_ERRORS.includes(signin.error.is)
  const spent = signin.error?.spent === true
  const left = useSecondsLeft(code.resendAt)
  const take = (typed: string) => {
    setValue(typed)
    signin.clearError()
    if (typed.length === CODE_DIGITS) void signin.sendCode(typed)
  }
  const ask = (call: boolean) => {
    setValue('')
    void signin.askCode('again', call)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (spent) return
    if (value.length === CODE_DIGITS) void signin.sendCode(value)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Head title={way.codeTitle} sub={<PhoneLine signin={signin} lead={code.called ? t.call.sub : t.code.sub} />} />
      <div>
        <CodeInput
          value={value}
          onChange={take}
          label={way.codeLabel}
          invalid={wrong}
          describedBy="code-note"
          disabled={signin.busy}
        />
        <div
          id="code-note"
          className={cx(styles.codeNote, wrong && styles.codeWrong)}
          role={wrong ? 'alert' : undefined}
        >
          <span>
            {wrong ? signin.error?.sentence : code.called ? t.call.note : code.number > 1 ? t.code.sent : t.code.valid}
          </span>
          {!wrong && value === '' && <PasteButton onPaste={take} />}
        </div>
      </div>
      <Trouble signin={signin} except={CODE_ERRORS} />
      {spent ? (
        <Button
          type="button"
          busy={signin.busy}
          disabled={left > 0}
          title={left > 0 ? t.code.wait(clock(left)) : undefined}
          onClick={() => ask(false)}
        >
          <span className="num">{left > 0 ? t.code.againIn(clock(left)) : t.code.again}</span>
        </Button>
      ) : (
        <Button
          busy={signin.busy}
          disabled={value.length < CODE_DIGITS}
          title={value.length < CODE_DIGITS ? t.code.incomplete : undefined}
        >
          {t.code.submit}
        </Button>
      )}
      <Resend code={code} left={left} spent={spent} onAsk={ask} />
      <p className={styles.safe}>{t.code.neverTell}</p>
    </form>
  )
}

function PasteButton({ onPaste }: { onPaste: (digits: string) => void }) {
  if (navigator.clipboard?.readText === undefined) return null
  const paste = async () => {
    const text = await navigator.clipboard.readText().catch(() => '')
    const found = /\d{6}/.exec(text.replace(/[\s-]/g, ''))
    if (found !== null) onPaste(found[0])
  }
  return (
    <button type="button" className={styles.paste} onClick={() => void paste()}>
      {t.code.paste}
    </button>
  )
}

interface ResendProps {
  code: CodeState
  /** Seconds until another code may be asked for. */
  left: number
  /** The main button asks for another code itself. */
  spent: boolean
  onAsk: (call: boolean) => void
}

function Resend({ code, left, spent, onAsk }: ResendProps) {
  const total = CODE_RESEND_MS / 1000
  const wait = left > 0 ? t.code.wait(clock(left)) : undefined
  return (
    <div className={styles.ways}>
      {!spent && (
        <button type="button" className={styles.row} disabled={left > 0} title={wait} onClick={() => onAsk(false)}>
          <Icon name="retry" size={20} />
          <span className="num">{left > 0 ? t.code.againIn(clock(left)) : t.code.again}</span>
          {left > 0 && (
            <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" className={styles.ring}>
              <circle cx="10" cy="10" r="8" />
              <circle
                cx="10"
                cy="10"
                r="8"
                pathLength={total}
                strokeDasharray={`${left} ${total}`}
                transform="rotate(-90 10 10)"
              />
            </svg>
          )}
        </button>
      )}
      {code.canCall && (
        <button type="button" className={styles.row} disabled={left > 0} title={wait} onClick={() => onAsk(true)}>
          {t.call.ask}
          <Icon name="chevron" size={20} />
        </button>
      )}
    </div>
  )
}

function useSecondsLeft(until: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, Math.ceil((until - now) / 1000))
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
