import type { ComposedChat } from '#contract/connector/composition.ts'
import { isDefaultChat } from '#contract/connector/connector.limits.ts'
import { shownName } from '../../platform/text/shown-text.ts'
import type * as held from './held.store.ts'
import type { Seen } from './looking.ts'
import { type ChatFacts, type HeldMember, type MemberPlan, planMembers } from './plan.ts'

/** Who is in chats now, what is kept of them, and who of the linked people belongs to the organisation. */
export interface Inside {
  inside: ReadonlyMap<string, ReadonlySet<string>>
  members: ReadonlyMap<string, readonly HeldMember[]>
  belongs: ReadonlySet<string>
}

/** What is to be done with a chat that was made of facts. */
export type ChatTask =
  | { kind: 'close'; isFactGone: boolean }
  /** Whoever comes or goes, so that he is held before the chat is. */
  | { kind: 'align'; composed: ComposedChat; people: readonly string[] }

export const titleOf = ({ title, id }: ComposedChat): string => shownName(title) ?? id

/** Whether a chat of the register is deleted with its fact, or only closed. */
export function isDeletable({ kind }: Pick<held.KnownChat, 'kind'>): boolean {
  return !isDefaultChat(kind)
}

export const isQuiet = (some: readonly unknown[]): boolean => some.length === 0

export function factsOfChat(
  { chatId }: held.KnownChat,
  composed: ComposedChat,
  { profileOf, unlinked }: Seen,
  { inside, members, belongs }: Inside,
): ChatFacts {
  return { composed, held: members.get(chatId)!, inside: inside.get(chatId)!, belongs, profileOf, unlinked }
}

/** What of a plan may be done: nobody leaves whose removal waits, and nobody comes where everything rests. */
export function without(whole: MemberPlan, withheld: ReadonlySet<string>, rests: boolean): MemberPlan {
  const coming = new Set(rests ? whole.joins.map(({ profileId }) => profileId) : [])
  const rows = whole.rows.filter(({ profileId }) => !coming.has(profileId))
  const plan = rests ? { ...whole, joins: [], roles: new Map(), rows } : whole
  if (withheld.size === 0) return plan
  const waiting = new Set(plan.leaves.filter((profileId) => withheld.has(profileId)))
  return {
    ...plan,
    leaves: plan.leaves.filter((profileId) => !waiting.has(profileId)),
    rows: plan.rows.filter(({ profileId }) => !waiting.has(profileId)),
  }
}

/** Whether anything of a chat differs from what is wanted; most do not, and are not locked. */
const isAligned = ({ joins, leaves, roles, rows }: MemberPlan) =>
  joins.length + leaves.length + roles.size + rows.length === 0

/** What is to be done with a chat; null of most. */
export function chatTask(
  chat: held.KnownChat,
  seen: Seen,
  now: Inside,
  withheld: ReadonlySet<string>,
): ChatTask | null {
  const composed = seen.composedOf.get(chat.sourceId)
  if (composed === undefined) {
    const rest = now.members
      .get(chat.chatId)!
      .some((row) => seen.unlinked.has(row.profileId) && row.byHand !== 'removed')
    const isFactGone = !seen.school.chat.has(chat.sourceId)
    return !chat.closed || rest || (isDeletable(chat) && isFactGone) ? { kind: 'close', isFactGone } : null
  }
  const plan = without(planMembers(factsOfChat(chat, composed, seen, now)), withheld, seen.rests)
  if (!chat.closed && chat.title === titleOf(composed) && isAligned(plan)) return null
  return { kind: 'align', composed, people: [...plan.joins.map(({ profileId }) => profileId), ...plan.leaves] }
}
