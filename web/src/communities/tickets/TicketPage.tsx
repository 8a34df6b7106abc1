import { useLocation, useRouter } from '@tanstack/react-router'
import { Button, FormItem, Input } from '@vkontakte/vkui'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { beginTicket, type OwnTicket, proveTicket, ticketStatus } from '#contract/communities/tickets.ts'
import { CODE_DIGITS } from '#contract/identity/signin.limits.ts'
import { isFailure } from '#web/kit/api/api-failure.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { PlainPage, PlainSkeleton } from '#web/kit/ui/PlainPage.tsx'
import { isPhoneWhole } from '#web/kit/ui/phone.ts'
import { ErrorLine, Failed } from '#web/kit/ui/States.tsx'
import { usePhoneInput } from '#web/kit/ui/usePhoneInput.ts'
import { AdministratorForm } from './AdministratorForm.tsx'
import { SuccessorCard } from './SuccessorCard.tsx'
import { TicketForm } from './TicketForm.tsx'
import { TicketStatus } from './TicketStatus.tsx'
import styles from './tickets.module.css'
import { t } from './tickets.texts.ts'

type Step =
  | { at: 'phone' }
  | { at: 'code'; phone: string; secret: string; masked: string; again: boolean }
  | { at: 'form' | 'administrator'; secret: string }

const SECRET = /^[A-Za-z0-9_-]{43}$/

/** «Не получается войти?»: a number that one holds now, its code, who one is; then how the ticket stands (IDN-21, IDN-25). */
export function TicketPage() {
  const secret = useLocation({ select: ({ hash }) => hash })
  useEffect(() => {
    document.title = t.documentTitle
  }, [])
  return SECRET.test(secret) ? <Known secret={secret} /> : <Steps />
}

function Known({ secret }: { secret: string }) {
  const status = useApi(ticketStatus, { secret })
  const again = (
    <Button size="l" Component="a" href="/ticket">
      {t.retry}
    </Button>
  )
  return (
    <PlainPage hidden={status.data === undefined ? t.documentTitle : null}>
      {status.data !== undefined ? (
        <>
          <TicketStatus ticket={status.data} />
          {status.data.kind === 'administrator' && status.data.state === 'new' && (
            <SuccessorCard secret={secret} ticket={status.data} />
          )}
        </>
      ) : status.error !== null ? (
        <Failed error={status.error} onRetry={() => void status.refetch()} action={again} />
      ) : (
        <PlainSkeleton label={t.loading} />
      )}
    </PlainPage>
  )
}

function Steps() {
  const router = useRouter()
  const [step, setStep] = useState<Step>({ at: 'phone' })
  const open = (secret: string) => router.history.replace(`/ticket#${secret}`)
  const proven = (secret: string, ticket: OwnTicket | null) => {
    if (ticket === null) setStep({ at: 'form', secret })
    else open(secret)
  }
  return (
    <PlainPage>
      {step.at === 'phone' && <PhoneStep onSent={(sent) => setStep({ at: 'code', again: false, ...sent })} />}
      {step.at === 'code' && (
        <CodeStep
          key={step.secret}
          {...step}
          onAgain={(sent) => setStep({ at: 'code', again: true, ...sent })}
          onProven={(ticket) => proven(step.secret, ticket)}
          onBack={() => setStep({ at: 'phone' })}
        />
      )}
      {step.at === 'form' && (
        <TicketForm
          secret={step.secret}
          onFiled={() => open(step.secret)}
          onAdministrator={() => setStep({ at: 'administrator', secret: step.secret })}
        />
      )}
      {step.at === 'administrator' && (
        <AdministratorForm
          secret={step.secret}
          onFiled={() => open(step.secret)}
          onBack={() => setStep({ at: 'form', secret: step.secret })}
        />
      )}
    </PlainPage>
  )
}

interface Sent {
  phone: string
  secret: string
  masked: string
}

interface FrameProps {
  title: string
  text: string
  onSubmit: () => void
  children: ReactNode
}

/** One step: what it is about, what to type, the button. The heading is read out when the step comes. */
function Frame({ title, text, onSubmit, children }: FrameProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <Card>
      <form className={styles.form} onSubmit={submit} noValidate>
        <header className={styles.head}>
          <h1>{title}</h1>
          <p>{text}</p>
        </header>
        {children}
      </form>
    </Card>
  )
}

function PhoneStep({ onSent }: { onSent: (sent: Sent) => void }) {
  const [phone, setPhone] = useState('+7')
  const [missing, setMissing] = useState(false)
  const command = useCommand(beginTicket, {
    onSuccess: ({ secret, phoneMasked }, input) => onSent({ phone: input.phone, secret, masked: phoneMasked }),
  })
  const { ref, ...input } = usePhoneInput(phone, (value) => {
    setPhone(value)
    setMissing(false)
    command.reset()
  })
  const send = () => {
    setMissing(!isPhoneWhole(phone))
    if (isPhoneWhole(phone)) command.mutate({ phone })
    else ref.current?.focus()
  }
  return (
    <Frame title={t.phone.title} text={t.phone.text} onSubmit={send}>
      <FormItem
        noPadding
        top={t.phone.label}
        htmlFor="phone"
        status={missing ? 'error' : 'default'}
        bottom={missing ? t.phone.missing : t.phone.hint}
        bottomId="phone-note"
      >
        <Input id="phone" getRef={ref} {...input} aria-invalid={missing} aria-describedby="phone-note" />
      </FormItem>
      <ErrorLine error={command.error} />
      <Button size="l" type="submit" loading={command.isPending}>
        {t.phone.send}
      </Button>
      <Button size="l" mode="tertiary" Component="a" href="/id">
        {t.phone.signIn}
      </Button>
    </Frame>
  )
}

interface CodeStepProps extends Sent {
  /** It is not the first code. */
  again: boolean
  onAgain: (sent: Sent) => void
  onProven: (ticket: OwnTicket | null) => void
  onBack: () => void
}

function CodeStep({ phone, secret, masked, again: another, onAgain, onProven, onBack }: CodeStepProps) {
  const [code, setCode] = useState('')
  const [missing, setMissing] = useState(false)
  const command = useCommand(proveTicket, { onSuccess: ({ ticket }) => onProven(ticket) })
  const again = useCommand(beginTicket, {
    onSuccess: (sent) => onAgain({ phone, secret: sent.secret, masked: sent.phoneMasked }),
  })
  const send = () => {
    const isWhole = code.length === CODE_DIGITS
    setMissing(!isWhole)
    if (isWhole) command.mutate({ secret, code })
  }
  const wrong = isFailure(command.error, 'signin.codeWrong')
  return (
    <Frame title={t.code.title} text={another ? t.code.subAgain(masked) : t.code.sub(masked)} onSubmit={send}>
      <FormItem
        noPadding
        top={t.code.label}
        htmlFor="code"
        status={missing || wrong ? 'error' : 'default'}
        bottom={missing ? t.code.missing : undefined}
        bottomId="code-note"
      >
        <Input
          id="code"
          autoFocus
          autoComplete="one-time-code"
          inputMode="numeric"
          value={code}
          aria-invalid={missing || wrong}
          aria-describedby="code-note"
          onChange={({ target }) => {
            setCode(target.value.replace(/\D/g, '').slice(0, CODE_DIGITS))
            setMissing(false)
            command.reset()
          }}
        />
      </FormItem>
      <ErrorLine error={command.error ?? again.error} />
      <div className={styles.buttons}>
        <Button size="l" type="submit" loading={command.isPending}>
          {t.code.send}
        </Button>
        <Button
          size="l"
          mode="outline"
          appearance="neutral"
          loading={again.isPending}
          onClick={() => again.mutate({ phone })}
        >
          {t.code.again}
        </Button>
        <Button size="l" mode="tertiary" onClick={onBack}>
          {t.code.back}
        </Button>
      </div>
    </Frame>
  )
}
