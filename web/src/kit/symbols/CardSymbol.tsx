import type { CardSymbolName } from '#contract/communities/cards.limits.ts'
import { DRAWINGS } from './drawings.ts'

/** A picture of a class card. Its name stands beside it or on the button around it. */
export function CardSymbol({ name, size }: { name: CardSymbolName; size: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 48 48"
      stroke="currentColor"
      strokeWidth="2.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={DRAWINGS[name]} fill="currentColor" fillOpacity="0.18" />
    </svg>
  )
}
