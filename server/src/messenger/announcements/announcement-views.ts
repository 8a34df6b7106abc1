import type { Confirm } from '#contract/messenger/announcement.ts'
import { editAnnouncementRefusal, mayWithdraw } from '#contract/messenger/announcements.abilities.ts'
import type { AnnouncementTarget, OwnAnnouncement } from '#contract/messenger/announcements.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { AnnouncementRow, SeenTargetRow } from './announcements.store.ts'

/** What an announcement asks the families for; null when nothing. */
export function confirmOf(row: AnnouncementRow): Confirm | null {
  const { confirm_answers: answers, confirm_who: who, due_at } = row
  return answers === null || who === null ? null : { answers, who, dueAt: due_at === null ? null : toInstant(due_at) }
}

/** What chats and units are called, by id. */
export interface Naming {
  chats: ReadonlyMap<string, string>
  units: ReadonlyMap<string, string>
}

/** Who looks at an announcement, and when, in milliseconds. */
interface Looking {
  profileId: string
  now: number
  /** For the organisation. */
  speaks: boolean
  confirmed: OwnAnnouncement['confirmed']
}

export function announcementView(
  row: AnnouncementRow,
  targets: readonly SeenTargetRow[],
  names: Naming,
  { confirmed, ...looking }: Looking,
): OwnAnnouncement {
  const at = toInstant(row.made_at)
  const withdrawnAt = row.withdrawn_at === null ? null : toInstant(row.withdrawn_at)
  const authorId = row.author_id
  return {
    id: row.id,
    communityId: row.community_id,
    authorId,
    text: row.text,
    important: row.important,
    confirm: confirmOf(row),
    confirmed,
    version: row.version,
    at,
    editedAt: row.edited_at === null ? null : toInstant(row.edited_at),
    withdrawnAt,
    targets: targets.map((target) => targetView(target, names, withdrawnAt !== null)),
    done: targets.filter(({ due }) => !due).length,
    mayEdit: editAnnouncementRefusal({ authorId, at, withdrawnAt }, looking) === null,
    mayWithdraw: withdrawnAt === null && mayWithdraw({ authorId }, looking),
  }
}

function targetView(target: SeenTargetRow, names: Naming, withdrawn: boolean): AnnouncementTarget {
  const { chat_id: chatId, unit_id: unitId, unit_audience: audience, seq } = target
  return {
    place:
      unitId === null || audience === null ? { kind: 'chat', chatId: chatId! } : { kind: 'unit', unitId, audience },
    title: (unitId === null ? names.chats.get(chatId!) : names.units.get(unitId)) ?? '',
    state: stateOf(target, withdrawn),
    at: chatId === null || seq === null ? null : { chatId, seq },
    rule: target.refused,
  }
}

function stateOf(target: SeenTargetRow, withdrawn: boolean): AnnouncementTarget['state'] {
  if (target.refused !== null) return 'refused'
  if (target.due) return 'waiting'
  if (target.kept) return 'kept'
  return target.erased || withdrawn ? 'gone' : 'standing'
}
