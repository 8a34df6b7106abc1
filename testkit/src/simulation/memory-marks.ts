import type { Mark, Marks } from '#contract/messenger/marks.ts'
import type { MessengerStores } from '#server/messenger/stores.ts'
import { memoryOf, type Row, statement, type Transaction } from './memory-database.ts'

interface Marked {
  profileId: string
  chatId: string
  mark: Mark
}

/** Marks in memory, as `marks.store.ts` keeps them in PostgreSQL. */
export const memoryMarks: MessengerStores['marks'] = {
  addMarks(tx, of, seqs, now) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      const added = seqs.filter((seq) => t.get('messenger.mark', keyOf(of, seq)) === undefined)
      for (const seq of added) {
        const row = { profile_id: of.profileId, chat_id: of.chatId, seq, mark: of.mark, marked_at: new Date(now) }
        await t.put('messenger.mark', keyOf(of, seq), row)
      }
      return ascending(added)
    })
  },

  dropMarks(tx, of, seqs) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      const marked = seqs.filter((seq) => t.get('messenger.mark', keyOf(of, seq)) !== undefined)
      for (const seq of marked) await t.put('messenger.mark', keyOf(of, seq), null)
      return ascending(marked)
    })
  },

  countMarks(reader, profileId, mark) {
    const t = memoryOf(reader)
    return statement(t, () => ownOf(t, profileId).filter((row) => row.mark === mark).length)
  },

  marksOf(reader, profileIds) {
    const t = memoryOf(reader)
    return statement(t, () => {
      const found = profileIds.map((profileId) => [profileId, marksIn(ownOf(t, profileId))] as const)
      return new Map(found.filter(([, marks]) => marks !== null) as (readonly [string, Marks])[])
    })
  },

  pageImportant(reader, profileId, before, limit) {
    const t = memoryOf(reader)
    return statement(t, () => {
      const important = ownOf(t, profileId).filter((row) => row.mark === 'important')
      const place = before === null ? null : placeOf({ ...before, marked_at: before.at, chat_id: before.chatId })
      return important
        .filter((row) => place === null || placeOf(row) < place)
        .sort((one, other) => (placeOf(one) < placeOf(other) ? 1 : -1))
        .slice(0, limit)
    })
  },

  async moveMarks(tx, { from, to }) {
    const t = memoryOf(tx)
    await statement(t, async () => {
      for (const row of ownOf(t, from)) {
        const of = { profileId: to, chatId: row.chat_id, mark: row.mark as Mark }
        if (t.get('messenger.mark', keyOf(of, row.seq)) === undefined) {
          await t.put('messenger.mark', keyOf(of, row.seq), { ...row, profile_id: to })
        }
        await t.put('messenger.mark', keyOf({ ...of, profileId: from }, row.seq), null)
      }
    })
  },

  eraseMarks(tx, profileIds) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      const rows = profileIds.flatMap((profileId) => ownOf(t, profileId))
      for (const row of rows) {
        const of = { profileId: row.profile_id, chatId: row.chat_id, mark: row.mark as Mark }
        await t.put('messenger.mark', keyOf(of, row.seq), null)
      }
      return rows.length
    })
  },
}

const keyOf = ({ profileId, chatId, mark }: Marked, seq: number) => `${profileId} ${mark} ${chatId} ${seq}`
const ascending = (seqs: readonly number[]) => [...seqs].sort((one, other) => one - other)

function ownOf(t: Transaction, profileId: string): Row<'messenger.mark'>[] {
  return t.all('messenger.mark').filter((row) => row.profile_id === profileId)
}

function marksIn(rows: readonly Row<'messenger.mark'>[]): Marks | null {
  if (rows.length === 0) return null
  const marks: Marks = { important: {}, hidden: {} }
  for (const { mark, chat_id, seq } of rows) {
    const chats = marks[mark as Mark]
    chats[chat_id] = ascending([...(chats[chat_id] ?? []), seq])
  }
  return marks
}

/** A place of the list as a text that sorts like it. */
function placeOf({ marked_at, chat_id, seq }: Pick<Row<'messenger.mark'>, 'marked_at' | 'chat_id' | 'seq'>): string {
  return `${marked_at.toISOString()} ${chat_id} ${String(seq).padStart(16, '0')}`
}
