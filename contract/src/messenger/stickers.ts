import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Instant, line, oneOf } from '../kit/scalars.ts'
import { PACK_TITLE_MAX, STICKER_BYTES_MAX, STICKER_WORDS_MAX } from './stickers.limits.ts'

/** A drawing that can be sent as a message; its picture lies at `/stickers/<pack>/<id>`. */
export const PackSticker = closed({ id: Id, words: Type.String() })
export type PackSticker = Static<typeof PackSticker>

export const StickerPack = closed({ id: Id, title: Type.String(), stickers: Type.Array(PackSticker) })
export type StickerPack = Static<typeof StickerPack>

/** `draft`: nobody has seen it yet; `withdrawn`: what was sent of it stays, and nothing more can be sent. */
export const PACK_STATES = ['draft', 'published', 'withdrawn'] as const

/** A pack as operators see it. */
export const DeskPack = closed({
  ...StickerPack.properties,
  state: oneOf(PACK_STATES),
  /** Comes with the product. */
  isOwn: Type.Boolean(),
  /** When it last became what it is. */
  changedAt: Instant,
})
export type DeskPack = Static<typeof DeskPack>

export const listPacks = query('stickers.packs', {
  summary: 'The sticker packs that operators have published, for everybody (MSG-06, STK-01).',
  gate: 'profile',
  sweep: 'own',
  input: closed({}),
  output: closed({ packs: Type.Array(StickerPack) }),
})

const desk = { gate: 'operator', sweep: 'operator' } as const
const all = closed({ packs: Type.Array(DeskPack) })
/** Base64 of so many bytes. */
const PICTURE_CHARS_MAX = Math.ceil(STICKER_BYTES_MAX / 3) * 4

export const listDeskPacks = query('stickerDesk.list', {
  ...desk,
  summary: 'Every sticker pack, also those that are not published.',
  input: closed({}),
  output: all,
})

export const createPack = command('stickerDesk.create', {
  ...desk,
  summary: 'Begins a sticker pack, which nobody sees before it is published.',
  input: closed({ id: Id, title: line(PACK_TITLE_MAX * 4) }),
  output: all,
  errors: ['sticker.titleInvalid', 'sticker.packsFull'],
})

export const addSticker = command('stickerDesk.add', {
  ...desk,
  summary:
    'Adds a sticker to a pack: a PNG or WebP, which is drawn anew with at most 512 pixels a side, or an SVG, of which nothing is kept but shapes, colours and gradients.',
  input: closed({
    packId: Id,
    id: Id,
    words: line(STICKER_WORDS_MAX * 4),
    /** The file in Base64, at most 131,072 bytes. */
    picture: Type.String({ minLength: 4, maxLength: PICTURE_CHARS_MAX, pattern: '^[A-Za-z0-9+/]+={0,2}$' }),
  }),
  output: all,
  errors: [
    'sticker.packUnknown',
    'sticker.packFull',
    'sticker.wordsInvalid',
    'sticker.pictureWrong',
    'sticker.drawingUnsafe',
    'sticker.tooLarge',
  ],
})

export const removeSticker = command('stickerDesk.remove', {
  ...desk,
  summary: 'Takes a sticker out of a pack that nobody has seen yet.',
  input: closed({ packId: Id, id: Id }),
  output: all,
  errors: ['sticker.packUnknown', 'sticker.packSeen'],
})

export const publishPack = command('stickerDesk.publish', {
  ...desk,
  summary: 'Gives a sticker pack to everybody (STK-01).',
  repeat: 'last',
  input: closed({ packId: Id }),
  output: all,
  errors: ['sticker.packUnknown', 'sticker.packEmpty'],
})

export const withdrawPack = command('stickerDesk.withdraw', {
  ...desk,
  summary: 'Takes a sticker pack back: nobody sends of it any more, and what was sent stays to be seen.',
  repeat: 'last',
  input: closed({ packId: Id }),
  output: all,
  errors: ['sticker.packUnknown'],
})

export const stickerOperations = {
  'stickers.packs': listPacks,
  'stickerDesk.list': listDeskPacks,
  'stickerDesk.create': createPack,
  'stickerDesk.add': addSticker,
  'stickerDesk.remove': removeSticker,
  'stickerDesk.publish': publishPack,
  'stickerDesk.withdraw': withdrawPack,
} as const
