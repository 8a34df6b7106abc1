import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import type { PrintedCard } from '#contract/communities/cards.ts'
import { CardSymbol } from '#web/kit/symbols/CardSymbol.tsx'
import { symbolNames } from '#web/kit/symbols/symbols.texts.ts'
import { QrCode } from '#web/kit/ui/QrCode.tsx'
import styles from './CardPaper.module.css'
import type { Printed } from './CardsPage.tsx'
import { t } from './cards.texts.ts'

interface CardPaperProps {
  card: PrintedCard
  printed: Printed
}

/** One card: whose it is, the QR code, the six pictures in their order. The secret stands after the hash, which no server sees. */
export function CardPaper({ card, printed }: CardPaperProps) {
  return (
    <article className={styles.card}>
      <header>
        <b>
          {card.name} {card.surname}
        </b>
        <span>
          {printed.unitName} · {printed.communityName}
        </span>
      </header>
      <div className={styles.middle}>
        <QrCode text={`${location.origin}/id/card#${card.secret}`} size={104} label={t.qr} />
        <ol aria-label={t.symbols}>
          {card.symbols.map((symbol, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a picture may stand in several places
            <li key={place}>
              <CardSymbol name={symbol} size={34} />
              <small>{symbolNames[symbol]}</small>
            </li>
          ))}
        </ol>
      </div>
      <footer>{card.secret}</footer>
    </article>
  )
}

/** Prints the cards alone, eight on a sheet of A4 with lines to cut along. */
export function PrintCards({ printed, onDone }: { printed: Printed; onDone: () => void }) {
  useEffect(() => {
    addEventListener('afterprint', onDone, { once: true })
    const frame = requestAnimationFrame(() => print())
    return () => {
      cancelAnimationFrame(frame)
      removeEventListener('afterprint', onDone)
    }
  }, [onDone])
  return createPortal(
    <div className={styles.page}>
      {printed.cards.map((card) => (
        <CardPaper key={card.profileId} card={card} printed={printed} />
      ))}
    </div>,
    document.body,
  )
}
