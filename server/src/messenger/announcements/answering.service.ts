import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import { fitsAnswer } from '#contract/messenger/announcements.abilities.ts'
import { ANSWER_COMMENT_MAX } from '#contract/messenger/announcements.limits.ts'
import type { Operations } from '#contract/operations.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { oneLine } from '../../platform/text/shown-text.ts'
import type { PlaceRow } from '../chats/chat-views.ts'
import type { LeftDoors } from '../doors.ts'
import type { MessengerStores } from '../stores.ts'
import { confirmOf } from './announcement-views.ts'
import { type AnnouncementRow, holdAnnouncement, readAnnouncementById } from './announcements.store.ts'
import { dropAnswers, putAnswers } from './answers.store.ts'
import type { AskedFamilies } from './asked-families.ts'

interface Parts extends Pick<Platform, 'clock' | 'emitter'> {
  doors: Pick<LeftDoors, 'cards'>
  stores: Pick<MessengerStores, 'messages'>
  asked: AskedFamilies
  accessPlace: (reader: Reader, viewerId: string, chatId: string) => Promise<PlaceRow | null>
}

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

export type AnsweringService = ReturnType<typeof createAnswering>

/** Families confirm what they were told (P-02). */
export function createAnswering({ clock, emitter, doors, stores, asked, accessPlace }: Parts) {
  /** The id of an announcement that the viewer reads there. */
  const accessId = async (
    reader: Reader,
    viewerId: string,
    { chatId, seq }: { chatId: string; seq: number },
    fail: Fail<'chat.unknown' | 'message.unknown' | 'announcement.unknown'>,
  ): Promise<string> => {
    const place = (await accessPlace(reader, viewerId, chatId)) ?? fail('chat.unknown')
    const [message] = await stores.messages.messagesBySeq(reader, chatId, [seq], place.start_seq ?? 0)
    if (message === undefined) return fail('message.unknown')
    return message.announcement?.id ?? fail('announcement.unknown')
  }

  /** Whoever may see an answer asks anew. */
  const doTell = (tx: Tx, row: AnnouncementRow, guardianIds: readonly string[]): void => {
    for (const profileId of new Set([row.author_id, ...guardianIds])) {
      emitter.ephemeral(tx, 'profile', profileId, 'announcement.answered', { id: row.id })
    }
  }

  return {
    async own(
      db: Reader,
      viewerId: string,
      input: Input<'announcements.own'>,
      fail: FailOf<'announcements.own'>,
    ): Promise<OutputOf<Operations['announcements.own']>> {
      const id = await accessId(db, viewerId, input, fail)
      const row = (await readAnnouncementById(db, id)) ?? fail('announcement.unknown')
      const families = row.withdrawn_at === null ? await asked.familiesOf(db, row, viewerId) : []
      const people = families.flatMap(({ childId, answers }) => [childId, ...answers.map(({ adultId }) => adultId)])
      return {
        children: families.map(({ childId, done, answers }) => ({ childId, done, answers })),
        cards: await doors.cards(db, [...new Set(people)]),
      }
    },

    async answer(
      tx: Tx,
      viewerId: string,
      input: Input<'announcements.answer'>,
      fail: FailOf<'announcements.answer'>,
    ): Promise<void> {
      const { childIds, answer } = input
      const comment = cleanComment(input.comment ?? '', fail)
      const id = await accessId(tx, viewerId, input, fail)
      const row = (await holdAnnouncement(tx, id)) ?? fail('announcement.unknown')
      if (row.withdrawn_at !== null) fail('announcement.withdrawn')
      const confirm = confirmOf(row) ?? fail('announcement.notAsked')
      if (answer !== null && !fitsAnswer(confirm, answer)) fail('announcement.answerInvalid')
      const families = await asked.familiesOf(tx, row, viewerId)
      const concerned = families.filter(({ childId }) => childIds.includes(childId))
      if (concerned.length < childIds.length) fail('announcement.childUnknown')
      if (answer === null) await dropAnswers(tx, { id, adultId: viewerId, childIds })
      else {
        const said = confirm.answers === 'agree' ? comment : ''
        await putAnswers(tx, { id, adultId: viewerId, childIds }, { answer, comment: said, now: clock.now() })
      }
      doTell(
        tx,
        row,
        concerned.flatMap(({ guardianIds }) => guardianIds),
      )
    },
  }
}

function cleanComment(text: string, fail: Fail<'announcement.commentTooLong'>): string {
  const clean = oneLine(text)
  if ([...clean].length > ANSWER_COMMENT_MAX) {
    fail('announcement.commentTooLong', { lengthMax: ANSWER_COMMENT_MAX })
  }
  return clean
}
