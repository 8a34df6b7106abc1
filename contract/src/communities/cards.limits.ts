/** Numbers of class cards (P-06), each with its unit. */
export const CARD_SYMBOLS_COUNT = 6
/** Wrong rows of symbols in one go before a card is locked. */
export const CARD_TRIES_MAX = 5
/** Cards that one sheet holds: more than the largest class. */
export const CARDS_AT_ONCE_MAX = 60
export const CLASS_DEVICE_NAME_MAX = 60
/** Live devices of one class. */
export const CLASS_DEVICES_MAX = 100
/** Pupils whom the staff of one class adds in a minute. */
export const PUPILS_PER_MINUTE = 40

/** The pictures of which a card shows six, in the order of the board on which they are tapped. */
export const CARD_SYMBOLS = [
  'sun',
  'moon',
  'star',
  'cloud',
  'drop',
  'tree',
  'leaf',
  'flower',
  'apple',
  'pear',
  'mushroom',
  'fish',
  'cat',
  'bird',
  'snail',
  'butterfly',
  'house',
  'key',
  'boat',
  'car',
  'ball',
  'bell',
  'umbrella',
  'cup',
] as const
export type CardSymbolName = (typeof CARD_SYMBOLS)[number]
