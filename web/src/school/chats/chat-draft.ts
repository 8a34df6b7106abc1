import type { FactChatKind, MemberTab } from '#contract/connector/connector.limits.ts'
import type { OpenedChat, RegisterMember } from '#contract/school/register.ts'

/** What somebody is filling in about a chat. */
export interface ChatDraft {
  readonly kind: FactChatKind
  readonly title: string
  readonly unit: { readonly id: string; readonly name: string } | null
  readonly members: readonly { readonly personId: string; readonly tab: MemberTab }[]
  readonly excluded: readonly string[]
}

export const NEW_CHAT: ChatDraft = { kind: 'subject', title: '', unit: null, members: [], excluded: [] }

export function draftOf({ chat, members, excluded }: OpenedChat): ChatDraft {
  const unit = chat.unitId === null ? null : { id: chat.unitId, name: chat.unit ?? '' }
  return { kind: chat.kind, title: chat.title, unit, members, excluded }
}

/** Takes people into the chat by hand; whoever was left out by hand is not any more. */
export function withPeople(draft: ChatDraft, ids: readonly string[], tab: MemberTab): ChatDraft {
  const come = ids.filter((id) => !draft.members.some(({ personId }) => personId === id))
  return {
    ...draft,
    members: [...draft.members, ...come.map((personId) => ({ personId, tab }))],
    excluded: draft.excluded.filter((id) => !ids.includes(id)),
  }
}

/** Takes people out: whoever was chosen is chosen no more, whoever a rule puts there is left out. */
export function withoutPeople(draft: ChatDraft, people: readonly RegisterMember[]): ChatDraft {
  const ids = new Set(people.map(({ personId }) => personId))
  const byRule = people.filter(({ reasons }) => reasons.some((reason) => reason !== 'byHand'))
  return {
    ...draft,
    members: draft.members.filter(({ personId }) => !ids.has(personId)),
    excluded: [...new Set([...draft.excluded, ...byRule.map(({ personId }) => personId)])],
  }
}

/** Whoever was left out by hand is there by the rule again. */
export function withReturned(draft: ChatDraft, id: string): ChatDraft {
  return { ...draft, excluded: draft.excluded.filter((each) => each !== id) }
}

/** A chat of another type begins with nobody chosen who may not be in it. */
export function withKind(draft: ChatDraft, kind: FactChatKind): ChatDraft {
  return {
    ...draft,
    kind,
    unit: kind === 'subject' ? draft.unit : null,
    members: draft.members.filter(({ tab }) => kind === 'other' || tab !== 'parents'),
    excluded: [],
  }
}
