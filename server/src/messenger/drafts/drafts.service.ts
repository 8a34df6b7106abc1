import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { SharedDraft } from '#contract/messenger/drafts.ts'
import { DRAFTS_MAX } from '#contract/messenger/messenger.limits.ts'
import type { Operations } from '#contract/operations.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { showsNothing, withoutTricks } from '../../platform/text/shown-text.ts'
import type { PlaceRow } from '../chats/chat-views.ts'
import type { MessengerStores } from '../stores.ts'

interface Parts extends Pick<Platform, 'emitter'> {
  stores: Pick<MessengerStores, 'drafts'>
  accessPlace: (reader: Reader, viewerId: string, chatId: string) => Promise<PlaceRow | null>
}

export type DraftsService = ReturnType<typeof createDrafts>

/** What people have typed and not sent, on all of their devices. Nobody else is told of it, and no log holds it. */
export function createDrafts({ emitter, stores: { drafts }, accessPlace }: Parts) {
  return {
    async set(
      tx: Tx,
      viewerId: string,
      { chatId, base, draft }: InputOf<Operations['drafts.set']>,
      fail: Fail<ErrorsOf<Operations['drafts.set']>>,
    ): Promise<OutputOf<Operations['drafts.set']>> {
      if ((await accessPlace(tx, viewerId, chatId)) === null) fail('chat.unknown')
      const kept = draft === null ? null : keptDraft(draft)
      const place = { profileId: viewerId, chatId }
      if (kept !== null && base === 0 && (await drafts.countDrafts(tx, viewerId)) >= DRAFTS_MAX) {
        fail('draft.tooMany', { draftsMax: DRAFTS_MAX })
      }
      const version = (await drafts.putDraft(tx, place, base, kept)) ?? fail('draft.versionConflict')
      emitter.ephemeral(tx, 'profile', viewerId, 'draft.changed', { chatId, version: kept === null ? null : version })
      return { version }
    },

    async get(
      reader: Reader,
      viewerId: string,
      { chatIds }: InputOf<Operations['drafts.get']>,
    ): Promise<OutputOf<Operations['drafts.get']>> {
      const found = await drafts.readDrafts(reader, viewerId, chatIds)
      const places = await Promise.all(found.map(({ chatId }) => accessPlace(reader, viewerId, chatId)))
      return { drafts: found.filter((_, n) => places[n] !== null) }
    },
  }
}

/** As it is kept: null when there is nothing of it. Where a sign had to go, places of names are none any more. */
function keptDraft(draft: SharedDraft): SharedDraft | null {
  const text = withoutTricks(draft.text)
  if (showsNothing(text) && draft.replyToSeq === null) return null
  return { ...draft, text, mentions: text === draft.text ? draft.mentions : [] }
}
