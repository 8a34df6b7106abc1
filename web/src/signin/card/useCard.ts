import { useCallback, useEffect, useState } from 'react'
import { CARD_SYMBOLS_COUNT, type CardSymbolName } from '#contract/communities/cards.limits.ts'
import { enterCard, openCard } from '#contract/communities/cards.ts'
import { rememberClassTablet } from '#web/kit/account/class-tablet.ts'
import { api } from '#web/kit/api/api.ts'
import { ApiFailure, isFailure } from '#web/kit/api/api-failure.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { cardSecretOf } from '../next-path.ts'

type State =
  | { step: 'ask' }
  | { step: 'opening'; secret: string }
  /** There was no network: the card may be as good as ever. */
  | { step: 'lost'; secret: string }
  | { step: 'symbols'; secret: string; name: string; unitName: string }
  | { step: 'elsewhere' }
  | { step: 'done' }

/** A card from its QR code to the open app. */
export function useCard() {
  const [state, setState] = useState<State>({ step: 'ask' })
  const [tapped, setTapped] = useState<readonly CardSymbolName[]>([])
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const refused = useCallback((failure: unknown) => {
    setTapped([])
    if (isFailure(failure, 'card.elsewhere')) {
      rememberClassTablet(false)
      setState({ step: 'elsewhere' })
      return
    }
    setError(explain(failure).sentence)
    if (!isFailure(failure, 'card.symbolsWrong')) setState({ step: 'ask' })
  }, [])

  const open = useCallback(
    async (secret: string) => {
      setState({ step: 'opening', secret })
      setTapped([])
      setError(null)
      try {
        // Whoever was here before may have left without signing out.
        await (await import('#web/identity/index.ts')).forgetAccount()
        setState({ step: 'symbols', secret, ...(await api.call(openCard, { secret })) })
      } catch (failure) {
        refused(failure)
        if (!(failure instanceof ApiFailure)) setState({ step: 'lost', secret })
      }
    },
    [refused],
  )

  useEffect(() => {
    const take = () => {
      const secret = cardSecretOf(location.hash)
      // Nobody finds the card in the history of the tablet.
      if (location.hash !== '') history.replaceState(null, '', '/id/card')
      if (secret !== null) void open(secret)
    }
    take()
    addEventListener('hashchange', take)
    return () => removeEventListener('hashchange', take)
  }, [open])

  const enter = async (secret: string, symbols: readonly CardSymbolName[]) => {
    setBusy(true)
    setError(null)
    try {
      await api.call(enterCard, { secret, symbols: [...symbols] })
      setState({ step: 'done' })
      location.replace('/im')
    } catch (failure) {
      if (failure instanceof ApiFailure) refused(failure)
      else setError(explain(failure).sentence)
    } finally {
      setBusy(false)
    }
  }

  return {
    state,
    tapped,
    error,
    busy,
    clearError: () => setError(null),
    open: (secret: string) => void open(secret),
    /** Sends the whole row once more, which has not reached the server; null when there is nothing to send. */
    resend:
      state.step === 'symbols' && !busy && error !== null && tapped.length === CARD_SYMBOLS_COUNT
        ? () => void enter(state.secret, tapped)
        : null,
    again: () => {
      setError(null)
      setTapped([])
      setState({ step: 'ask' })
    },
    undo: () => {
      setError(null)
      setTapped(tapped.slice(0, -1))
    },
    tap(name: CardSymbolName) {
      if (state.step !== 'symbols' || busy || tapped.length >= CARD_SYMBOLS_COUNT) return
      const row = [...tapped, name]
      setError(null)
      setTapped(row)
      if (row.length === CARD_SYMBOLS_COUNT) void enter(state.secret, row)
    },
  }
}

export type CardSignin = ReturnType<typeof useCard>
