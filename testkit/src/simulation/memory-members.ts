import { DIALOGUE_PROFILES_MAX } from '#server/messenger/chats/dialogue-rule.ts'
import type { MessengerStores } from '#server/messenger/stores.ts'
import { memoryOf, type Row, statement, type Transaction } from './memory-database.ts'

type Member = Row<'messenger.chat_member'>

const RANKS: Readonly<Record<string, number>> = { owner: 0, administrator: 1, member: 2, observer: 3 }

/** Members in memory, as `members.store.ts` keeps them in PostgreSQL. */
export const memoryMembers: MessengerStores['members'] = {
  openMembers(reader, chatId, limit) {
    const t = memoryOf(reader)
    return statement(t, () =>
      open(t, chatId)
        .filter(isLiving)
        .sort(byJoining)
        .slice(0, limit)
        .map((member) => member.profile_id),
    )
  },

  async openIntervals(tx, opened, now) {
    const t = memoryOf(tx)
    for (const one of opened) {
      const { chatId, profileId, role } = one
      await statement(t, () => keepOldInterval(t, chatId, profileId))
      await statement(t, async () => {
        await t.lock('messenger.chat_member', key(chatId, profileId))
        const before = t.get('messenger.chat_member', key(chatId, profileId))
        await t.put('messenger.chat_member', key(chatId, profileId), {
          chat_id: chatId,
          profile_id: profileId,
          role,
          leads_unit: one.leadsUnit === true,
          facts_version: before === undefined ? 1 : before.facts_version + 1,
          write_refusal: role === 'observer' ? 'chat.observing' : null,
          start_seq: one.startSeq,
          joined_seq: one.joinedSeq,
          left_seq: null,
          joined_at: new Date(now),
          paced_at: before?.paced_at ?? null,
          removed: false,
        })
      })
      await statement(t, () => placeNewReader(t, chatId, profileId, { ...one, now }))
    }
  },

  closeIntervals(tx, chatId, profileIds, leftSeq, who) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      const closed: { profile_id: string; role: string }[] = []
      for (const profileId of profileIds) {
        const row = await t.change('messenger.chat_member', key(chatId, profileId), (member) =>
          member.left_seq !== null || isLiving(member) !== (who === 'members')
            ? undefined
            : { ...member, left_seq: leftSeq, facts_version: member.facts_version + 1 },
        )
        if (row !== undefined) closed.push({ profile_id: profileId, role: row.role })
      }
      return closed
    })
  },

  changeMembersCounts(tx, by) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      const rows = new Map<string, Row<'messenger.chat'>>()
      for (const [chatId, more] of by) {
        const row = await t.change('messenger.chat', chatId, (chat) => ({
          ...chat,
          members_count: chat.members_count + more,
          version: chat.version + 1,
        }))
        rows.set(chatId, row!)
      }
      return rows
    })
  },

  chatsToRule(reader, chatIds) {
    const t = memoryOf(reader)
    const isToRule = (chatId: string): boolean => {
      const chat = t.get('messenger.chat', chatId)!
      const usual = chat.archived ? 'chat.archived' : null
      return (
        (chat.members_count >= 2 && chat.members_count <= DIALOGUE_PROFILES_MAX) ||
        chat.supervision !== null ||
        chat.observer_ids.length > 0 ||
        t.get('messenger.chat_head', chatId)!.write_refusal !== usual ||
        open(t, chatId).some((member) => isLiving(member) && member.write_refusal !== null)
      )
    }
    return statement(t, () => chatIds.filter(isToRule).sort())
  },

  setHeadRefusal(tx, chatId, refusal, anew = false) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      const row = await t.change('messenger.chat_head', chatId, (head) =>
        head.write_refusal === refusal && !anew
          ? undefined
          : {
              ...head,
              write_refusal: refusal,
              policy_version: head.policy_version + 1,
              refusal_version: head.refusal_version + 1,
            },
      )
      return row !== undefined
    })
  },

  setOwnRefusals(tx, chatId, refusals) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      const changed: string[] = []
      for (const [profileId, refusal] of refusals) {
        const row = await t.change('messenger.chat_member', key(chatId, profileId), (member) =>
          member.left_seq !== null || !isLiving(member) || member.write_refusal === refusal
            ? undefined
            : { ...member, write_refusal: refusal, facts_version: member.facts_version + 1 },
        )
        if (row !== undefined) changed.push(profileId)
      }
      return changed.sort()
    })
  },

  async setRole(tx, chatId, profileId, role) {
    const t = memoryOf(tx)
    await statement(t, () =>
      t.change('messenger.chat_member', key(chatId, profileId), (member) =>
        member.left_seq === null ? { ...member, role, facts_version: member.facts_version + 1 } : undefined,
      ),
    )
  },

  async setPacedAt(tx, chatId, profileId, at) {
    const t = memoryOf(tx)
    await statement(t, () =>
      t.change('messenger.chat_member', key(chatId, profileId), (member) =>
        member.left_seq === null ? { ...member, paced_at: at, facts_version: member.facts_version + 1 } : undefined,
      ),
    )
  },

  leadsUnit(reader, chatId, profileId) {
    const t = memoryOf(reader)
    return statement(t, () => open(t, chatId).some((row) => row.profile_id === profileId && row.leads_unit))
  },

  pageMembers(reader, chatId, after, limit) {
    const t = memoryOf(reader)
    return statement(t, () => {
      const place = (member: { rank: number; joined_seq: number; profile_id: string }) =>
        [member.rank, member.joined_seq, member.profile_id] as const
      const start = after === null ? null : ([after.rank, after.joinedSeq, after.id] as const)
      return open(t, chatId)
        .map((member) => ({ ...member, rank: RANKS[member.role]! }))
        .sort((one, other) => compare(place(one), place(other)))
        .filter((member) => start === null || compare(place(member), start) > 0)
        .slice(0, limit)
    })
  },

  membersAmong(tx, chatId, profileIds) {
    const t = memoryOf(tx)
    return statement(
      t,
      () =>
        new Map(
          open(t, chatId)
            .filter((member) => profileIds.includes(member.profile_id))
            .map((member) => [member.profile_id, member.role]),
        ),
    )
  },

  observedAfter(reader, chatId) {
    const t = memoryOf(reader)
    return statement(t, () => {
      const starts = open(t, chatId).filter((member) => !isLiving(member))
      return Math.max(0, ...starts.map((member) => member.start_seq))
    })
  },

  passOwnership(tx, chatId) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      const next = open(t, chatId)
        .filter(isLiving)
        .sort(
          (one, other) =>
            Number(one.role !== 'administrator') - Number(other.role !== 'administrator') || byJoining(one, other),
        )[0]
      if (next === undefined) return null
      await t.change('messenger.chat_member', key(chatId, next.profile_id), (member) => ({
        ...member,
        role: 'owner',
        facts_version: member.facts_version + 1,
      }))
      return next.profile_id
    })
  },

  async setLeftSeq(tx, chatId, profileIds, leftSeq, removed) {
    const t = memoryOf(tx)
    await statement(t, async () => {
      for (const profileId of profileIds) {
        await t.change('messenger.chat_member', key(chatId, profileId), (member) => ({
          ...member,
          left_seq: leftSeq,
          removed,
        }))
      }
    })
  },
}

function key(chatId: string, profileId: string): string {
  return `${chatId} ${profileId}`
}

function open(t: Transaction, chatId: string): Member[] {
  return t.all('messenger.chat_member').filter((member) => member.chat_id === chatId && member.left_seq === null)
}

function isLiving(member: Member): boolean {
  return member.role !== 'observer'
}

function byJoining(one: Member, other: Member): number {
  return compare([one.joined_seq, one.profile_id], [other.joined_seq, other.profile_id])
}

/** Compares place by place, as PostgreSQL compares rows. */
function compare(one: readonly (number | string)[], other: readonly (number | string)[]): number {
  const at = one.findIndex((value, i) => value !== other[i])
  return at === -1 ? 0 : one[at]! < other[at]! ? -1 : 1
}

async function keepOldInterval(t: Transaction, chatId: string, profileId: string): Promise<void> {
  const old = t.get('messenger.chat_member', key(chatId, profileId))
  if (old === undefined || old.left_seq === null) return
  await t.put('messenger.chat_interval', `${key(chatId, profileId)} ${old.joined_seq}`, {
    chat_id: chatId,
    profile_id: profileId,
    start_seq: old.start_seq,
    joined_seq: old.joined_seq,
    left_seq: old.left_seq,
  })
}

async function placeNewReader(
  t: Transaction,
  chatId: string,
  profileId: string,
  at: { joinedSeq: number; startSeq: number; ordinal: number; now: number },
): Promise<void> {
  await t.lock('messenger.read_position', key(chatId, profileId))
  const before = t.get('messenger.read_position', key(chatId, profileId))
  if (before !== undefined && before.seq >= at.startSeq) return
  await t.put('messenger.read_position', key(chatId, profileId), {
    chat_id: chatId,
    profile_id: profileId,
    seq: at.joinedSeq,
    ordinal: at.ordinal,
    shown_seq: 0,
    held_until: null,
    hidden_seq: before?.hidden_seq ?? null,
    muted: before?.muted ?? false,
    version: before === undefined ? 1 : before.version + 1,
    at: before?.at ?? new Date(at.now),
  })
}
