import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Sticker, StickerName } from '#contract/messenger/sticker.ts'
import {
  PACK_TITLE_MAX,
  STICKER_BYTES_MAX,
  STICKER_PACKS_MAX,
  STICKER_SIDE,
  STICKER_WORDS_MAX,
  STICKERS_IN_PACK_MAX,
} from '#contract/messenger/stickers.limits.ts'
import type { Operations } from '#contract/operations.ts'
import type { Files } from '../../files/index.ts'
import { recordAct } from '../../platform/audit/record.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Viewer } from '../../platform/dispatch/viewer.ts'
import { PictureRefused } from '../../platform/pictures/picture-maker.ts'
import { sniffPicture } from '../../platform/pictures/sniff.ts'
import type { Platform } from '../../platform/platform.ts'
import { shownName } from '../../platform/text/shown-text.ts'
import { cleanDrawing, DrawingRefused } from './clean-drawing.ts'
import { drawnStickers, OWN_PACKS } from './own-packs.ts'
import * as store from './stickers.store.ts'

interface Parts extends Pick<Platform, 'clock' | 'db' | 'transaction'> {
  files: Pick<Files, 'makeSticker'>
}

type Desk = 'create' | 'add' | 'remove' | 'publish' | 'withdraw'
type Input<Id extends Desk> = InputOf<Operations[`stickerDesk.${Id}`]>
type FailOf<Id extends Desk> = Fail<ErrorsOf<Operations[`stickerDesk.${Id}`]>>
type All = OutputOf<Operations['stickerDesk.list']>
type Act = 'stickers.created' | 'stickers.added' | 'stickers.removed' | 'stickers.published' | 'stickers.withdrawn'

/** A sticker is looked at in this size; a smaller one is a blot. */
const SIDE_MIN = 96

export type Stickers = ReturnType<typeof createStickers>

/** Sticker packs: which there are, who may send of them, and what operators do with them (MSG-06, STK-01). */
export function createStickers({ clock, db, transaction, files }: Parts) {
  const list = async (reader: Reader): Promise<All> => ({ packs: await store.readPacks(reader) })

  const doTell = (tx: Tx, viewer: Viewer, act: Act, { id, title }: { id: string; title: string }): Promise<All> => {
    const by = { operatorId: viewer.accountId }
    recordAct(tx, { act, communityId: null, by, objects: [{ kind: 'stickerPack', id }], after: { name: title } })
    return list(tx)
  }

  const pictureOf = async (bytes: Buffer, fail: FailOf<'add'>): Promise<store.StickerPicture> => {
    const format = sniffPicture(bytes)
    if (format === 'png' || format === 'webp') {
      try {
        return { mediaType: 'image/webp', bytes: await files.makeSticker(bytes, STICKER_SIDE, SIDE_MIN) }
      } catch (error) {
        if (error instanceof PictureRefused) return fail('sticker.pictureWrong', { sideMin: SIDE_MIN })
        throw error
      }
    }
    const text = bytes.toString('utf8')
    if (!/^[\s\uFEFF]*<(?:\?xml|svg|!--)/.test(text)) return fail('sticker.pictureWrong', { sideMin: SIDE_MIN })
    try {
      return { mediaType: 'image/svg+xml', bytes: Buffer.from(cleanDrawing(text)) }
    } catch (error) {
      if (error instanceof DrawingRefused) return fail('sticker.drawingUnsafe', { found: error.what })
      throw error
    }
  }

  return {
    list,

    published: async (reader: Reader) => ({ packs: await store.publishedPacks(reader) }),

    /** A sticker that can be sent now: its pack is published. */
    accessSticker: async (reader: Reader, name: StickerName, fail: Fail<'sticker.unknown'>): Promise<Sticker> =>
      (await store.publishedSticker(reader, name)) ?? fail('sticker.unknown'),

    /** The picture of a sticker, for everybody unless nobody is to see its pack yet. */
    openPicture: (packId: string, id: string, drafts: boolean) => store.readPicture(db, { packId, id }, drafts),

    /** Puts the packs of the product there; what an operator has done with them since stays. */
    async ensureOwn(): Promise<void> {
      await transaction(async (tx) => {
        for (const pack of OWN_PACKS) {
          const { id, title } = pack
          if (!(await store.insertPack(tx, { id, title, state: 'published', isOwn: true, now: clock.now() }))) continue
          await store.insertStickers(tx, id, await drawnStickers(pack))
        }
      })
    },

    async create(tx: Tx, viewer: Viewer, { id, title }: Input<'create'>, fail: FailOf<'create'>): Promise<All> {
      const name = oneLine(title, PACK_TITLE_MAX) ?? fail('sticker.titleInvalid', { lengthMax: PACK_TITLE_MAX })
      if ((await store.countPacks(tx)) >= STICKER_PACKS_MAX) fail('sticker.packsFull', { packsMax: STICKER_PACKS_MAX })
      const isNew = await store.insertPack(tx, { id, title: name, state: 'draft', isOwn: false, now: clock.now() })
      return isNew ? doTell(tx, viewer, 'stickers.created', { id, title: name }) : list(tx)
    },

    async add(tx: Tx, viewer: Viewer, input: Input<'add'>, fail: FailOf<'add'>): Promise<All> {
      const { packId, id } = input
      const words =
        oneLine(input.words, STICKER_WORDS_MAX) ?? fail('sticker.wordsInvalid', { lengthMax: STICKER_WORDS_MAX })
      const bytes = Buffer.from(input.picture, 'base64')
      if (bytes.length > STICKER_BYTES_MAX) fail('sticker.tooLarge', { bytesMax: STICKER_BYTES_MAX })
      const picture = await pictureOf(bytes, fail)
      const pack = (await store.lockPack(tx, packId)) ?? fail('sticker.packUnknown')
      if (pack.stickers.includes(id)) return list(tx)
      if (pack.stickers.length >= STICKERS_IN_PACK_MAX) {
        fail('sticker.packFull', { stickersMax: STICKERS_IN_PACK_MAX })
      }
      await store.insertStickers(tx, packId, [{ id, words, ...picture }])
      return doTell(tx, viewer, 'stickers.added', pack)
    },

    /** What people have seen may stand in their messages, so it stays. */
    async remove(tx: Tx, viewer: Viewer, input: Input<'remove'>, fail: FailOf<'remove'>): Promise<All> {
      const pack = (await store.lockPack(tx, input.packId)) ?? fail('sticker.packUnknown')
      if (pack.state !== 'draft') fail('sticker.packSeen')
      return (await store.deleteSticker(tx, input)) ? doTell(tx, viewer, 'stickers.removed', pack) : list(tx)
    },

    async publish(tx: Tx, viewer: Viewer, { packId }: Input<'publish'>, fail: FailOf<'publish'>): Promise<All> {
      const pack = (await store.lockPack(tx, packId)) ?? fail('sticker.packUnknown')
      if (pack.stickers.length === 0) fail('sticker.packEmpty')
      if (pack.state === 'published') return list(tx)
      await store.setState(tx, packId, 'published', clock.now())
      return doTell(tx, viewer, 'stickers.published', pack)
    },

    async withdraw(tx: Tx, viewer: Viewer, { packId }: Input<'withdraw'>, fail: FailOf<'withdraw'>): Promise<All> {
      const pack = (await store.lockPack(tx, packId)) ?? fail('sticker.packUnknown')
      if (pack.state !== 'published') return list(tx)
      await store.setState(tx, packId, 'withdrawn', clock.now())
      return doTell(tx, viewer, 'stickers.withdrawn', pack)
    },
  }
}

/** A text of one line with this many characters at most; null for any other one. */
function oneLine(text: string, max: number): string | null {
  const clean = shownName(text)
  return clean === null || [...clean].length > max || /\p{C}/u.test(clean) ? null : clean
}
