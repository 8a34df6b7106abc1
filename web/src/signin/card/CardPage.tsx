import { type FormEvent, useEffect, useRef, useState } from 'react'
import { CARD_SYMBOLS, CARD_SYMBOLS_COUNT } from '#contract/communities/cards.limits.ts'
import { CardSymbol } from '#web/kit/symbols/CardSymbol.tsx'
import { symbolNames } from '#web/kit/symbols/symbols.texts.ts'
import { Button } from '#web/kit/ui/light/Button.tsx'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { cardSecretOf, sentOut } from '../next-path.ts'
import { Head } from '../parts.tsx'
import { SigninFrame } from '../SigninFrame.tsx'
import shared from '../signin.module.css'
import styles from './card.module.css'
import { t } from './card.texts.ts'
import { type CardSignin, useCard } from './useCard.ts'

/** Signs of the code that is printed on a card. */
const SECRET_LENGTH = 22

/** «Вход по карточке»: for pupils without a phone, on devices of their class (P-06). */
export function CardPage() {
  const card = useCard()
  const { step } = card.state
  const main = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new screen is read out from its heading
  useEffect(() => {
    main.current?.querySelector('h1')?.focus()
  }, [step])
  return (
    <SigninFrame say={t.say} main={main} wide={step === 'symbols'}>
      <StepView card={card} />
      {step !== 'done' && (
        <a className={shared.row} href="/id?phone">
          {t.phone}
        </a>
      )}
    </SigninFrame>
  )
}

function StepView({ card }: { card: CardSignin }) {
  const { state } = card
  if (state.step === 'opening') return <Head title={t.opening} />
  if (state.step === 'done') return <Head title={t.done} />
  if (state.step === 'elsewhere') return <Elsewhere card={card} />
  if (state.step === 'lost') return <Lost card={card} secret={state.secret} />
  if (state.step === 'symbols') return <SymbolsStep card={card} name={state.name} unitName={state.unitName} />
  return <AskStep card={card} />
}

function AskStep({ card }: { card: CardSignin }) {
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const secret = cardSecretOf(text)
    if (secret === null) setWrong(true)
    else card.open(secret)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Head title={t.title} sub={t.sub} />
      {sentOut(location.search) && (
        <p className={shared.ended} role="status">
          {t.over}
        </p>
      )}
      {card.error !== null && (
        <p className={shared.trouble} role="alert">
          {card.error}
        </p>
      )}
      <TextField
        label={t.code}
        hint={t.codeHint}
        error={wrong ? whatIsWrong(text.trim().length) : undefined}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setWrong(false)
        }}
      />
      <Button>{t.proceed}</Button>
    </form>
  )
}

function whatIsWrong(typed: number): string {
  if (typed === 0) return t.codeMissing
  return typed === SECRET_LENGTH ? t.codeWrong : t.codeShort(typed)
}

function Elsewhere({ card }: { card: CardSignin }) {
  return (
    <div className={styles.part}>
      <Head title={t.elsewhere.title} sub={t.elsewhere.text} />
      <Button type="button" mode="outline" onClick={card.again}>
        {t.other}
      </Button>
    </div>
  )
}

function Lost({ card, secret }: { card: CardSignin; secret: string }) {
  return (
    <div className={styles.part}>
      <Head title={t.lost} />
      <p className={shared.trouble} role="alert">
        {card.error}
      </p>
      <Button type="button" onClick={() => card.open(secret)}>
        {t.again}
      </Button>
      <Button type="button" mode="outline" onClick={card.again}>
        {t.other}
      </Button>
    </div>
  )
}

function SymbolsStep({ card, name, unitName }: { card: CardSignin; name: string; unitName: string }) {
  const { tapped, error, busy, resend } = card
  return (
    <div className={styles.part}>
      <Head title={t.hello(name)} sub={t.tap(unitName)} />
      <ol className={styles.row} aria-label={t.row(tapped.length, CARD_SYMBOLS_COUNT)}>
        {Array.from({ length: CARD_SYMBOLS_COUNT }, (_, place) => tapped[place]).map((symbol, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: places in a row have no other name
          <li key={place} className={symbol === undefined ? undefined : styles.full}>
            {symbol !== undefined && <CardSymbol name={symbol} size={28} />}
          </li>
        ))}
      </ol>
      <p
        className={styles.note}
        role={error === null ? 'status' : 'alert'}
        data-wrong={error === null ? undefined : ''}
      >
        {error ?? (busy ? t.checking : t.row(tapped.length, CARD_SYMBOLS_COUNT))}
      </p>
      {resend !== null && (
        <Button type="button" onClick={resend}>
          {t.again}
        </Button>
      )}
      <fieldset className={styles.board} aria-label={t.board} disabled={busy}>
        {CARD_SYMBOLS.map((symbol) => (
          <button key={symbol} type="button" aria-label={symbolNames[symbol]} onClick={() => card.tap(symbol)}>
            <CardSymbol name={symbol} size={36} />
          </button>
        ))}
      </fieldset>
      <div className={styles.buttons}>
        <Button
          type="button"
          mode="outline"
          disabled={tapped.length === 0 || busy}
          title={tapped.length === 0 ? t.tapFirst : undefined}
          onClick={card.undo}
        >
          {t.undo}
        </Button>
        <Button type="button" mode="outline" disabled={busy} onClick={card.again}>
          {t.other}
        </Button>
      </div>
    </div>
  )
}
