import { type Binding, bind } from '../../platform/dispatch/bind.ts'
import type { Stickers } from './stickers.service.ts'

/** Binds what people ask of stickers, and what operators do with packs. */
export function stickerBindings(stickers: Stickers): Binding[] {
  return [
    bind('stickers.packs', ({ db }) => stickers.published(db)),
    bind('stickerDesk.list', ({ db }) => stickers.list(db)),
    bind('stickerDesk.create', ({ tx, viewer, input, fail }) => stickers.create(tx, viewer, input, fail)),
    bind('stickerDesk.add', ({ tx, viewer, input, fail }) => stickers.add(tx, viewer, input, fail)),
    bind('stickerDesk.remove', ({ tx, viewer, input, fail }) => stickers.remove(tx, viewer, input, fail)),
    bind('stickerDesk.publish', ({ tx, viewer, input, fail }) => stickers.publish(tx, viewer, input, fail)),
    bind('stickerDesk.withdraw', ({ tx, viewer, input, fail }) => stickers.withdraw(tx, viewer, input, fail)),
  ]
}
