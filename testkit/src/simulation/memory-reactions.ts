import type { Reaction } from '#contract/messenger/chats.ts'
import type { OwnReaction } from '#contract/messenger/messages.ts'
import { messageView } from '#server/messenger/chats/chat-views.ts'
import type { OwnAsked } from '#server/messenger/reactions/reactions.store.ts'
import type { MessengerStores } from '#server/messenger/stores.ts'
import { memoryOf, type Row, statement, type Transaction } from './memory-database.ts'

/** Reactions in memory, as `reactions.store.ts` keeps them in PostgreSQL. */
export const memoryReactions: MessengerStores['reactions'] = {
  reactionsOf(reader, chatId, profileId, seqs) {
    const t = memoryOf(reader)
    return statement(t, () => ownOf(t, { chatId, profileId, seqs }))
  },

  ownReactions(reader, asked) {
    const t = memoryOf(reader)
    return statement(t, () => asked.map((each) => ownOf(t, each)))
  },

  async putReaction(tx, { chatId, seq }, profileId, given) {
    const t = memoryOf(tx)
    const row =
      given.reaction === null
        ? null
        : { chat_id: chatId, seq, profile_id: profileId, reaction: given.reaction, given_seq: given.seq }
    await statement(t, () => t.put('messenger.reaction', `${chatId} ${seq} ${profileId}`, row))
  },

  countReactions(tx, { chatId, seq }, changeSeq) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      const counts = new Map<string, number>()
      for (const { reaction } of given(t, chatId, seq)) counts.set(reaction, (counts.get(reaction) ?? 0) + 1)
      const reactions = [...counts].map(([reaction, count]) => ({ reaction, count }))
      const row = await t.change('messenger.message', `${chatId} ${seq}`, (old) => ({
        ...old,
        reactions: reactions.length === 0 ? null : reactions,
        reactions_seq: changeSeq,
      }))
      return messageView(row!)
    })
  },

  async forgetReactions(tx, { chatId, seq }) {
    const t = memoryOf(tx)
    await statement(t, async () => {
      for (const row of given(t, chatId, seq)) {
        await t.put('messenger.reaction', `${chatId} ${seq} ${row.profile_id}`, null)
      }
    })
  },

  pageReactions(reader, { chatId, seq }, afterSeq, limit) {
    const t = memoryOf(reader)
    return statement(t, () =>
      given(t, chatId, seq)
        .filter((row) => row.given_seq > afterSeq)
        .slice(0, limit)
        .map((row) => ({
          profileId: row.profile_id,
          reaction: row.reaction as Reaction,
          givenSeq: row.given_seq,
        })),
    )
  },
}

function ownOf(t: Transaction, { chatId, profileId, seqs }: OwnAsked): OwnReaction[] {
  return [...new Set(seqs)]
    .sort((one, other) => one - other)
    .flatMap((seq) => t.get('messenger.reaction', `${chatId} ${seq} ${profileId}`) ?? [])
    .map((row) => ({ seq: row.seq, reaction: row.reaction as Reaction }))
}

/** Reactions to a message in the order of giving. */
function given(t: Transaction, chatId: string, seq: number): Row<'messenger.reaction'>[] {
  return t
    .all('messenger.reaction')
    .filter((row) => row.chat_id === chatId && row.seq === seq)
    .sort((one, other) => one.given_seq - other.given_seq)
}
