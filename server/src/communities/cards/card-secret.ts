import { CARD_SYMBOLS, CARD_SYMBOLS_COUNT, type CardSymbolName } from '#contract/communities/cards.limits.ts'
import { keyedHash, type Random, randomToken } from '../../platform/clock/random.ts'

const SECRET_BYTES = 16

/** What a new card holds: the secret of its QR code and its row of pictures. */
export function newCardSecret(random: Random): { secret: string; symbols: CardSymbolName[] } {
  const symbols = Array.from({ length: CARD_SYMBOLS_COUNT }, () => CARD_SYMBOLS[random.below(CARD_SYMBOLS.length)]!)
  return { secret: randomToken(random, SECRET_BYTES), symbols }
}

/** What is kept of a row of pictures: keyed, and another one on every card. */
export function symbolsHash(key: Uint8Array, cardId: string, symbols: readonly string[]): Buffer {
  return keyedHash(key, `${cardId}:${symbols.join(' ')}`)
}
