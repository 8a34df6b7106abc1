import { type RefObject, useState } from 'react'
import type { UrgentReason } from '#contract/communities/urgent.ts'
import type { Lifetime } from '#contract/messenger/messages.ts'
import type { NewMessage } from '#web/kit/outbox/outbox.ts'
import type { Engine } from '#web/kit/sync/engine.ts'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import type { Written } from '../mentions/written.ts'
import { t } from '../messenger.texts.ts'
import { clearAttached, useAttached } from '../uploads/attached.ts'
import { useDraft } from './use-draft.ts'
import { usePace } from './use-pace.ts'

/** Where something that is sent goes to, what it answers, and how long it may be read. */
export interface Spot {
  readonly chatId: string
  readonly replyToSeq: number | null
  readonly lifetimeMs: Lifetime | null
}

interface Sending {
  chatId: string
  replyTo: number | null
  onReplyEnd: () => void
  onSent: () => void
}

/** What is written in a chat and goes with it, kept as a draft, until it is sent through the outbox. */
export function useSending(
  { chatId, replyTo, onReplyEnd, onSent }: Sending,
  area: RefObject<HTMLTextAreaElement | null>,
) {
  const engine = useEngine()
  const { clear, ...draft } = useDraft(chatId, replyTo)
  const attached = useAttached(chatId)
  const pace = usePace(chatId)
  const [urgent, setUrgent] = useState<UrgentReason | null>(null)
  const stays = useMessenger(({ sync }) => (sync.chats[chatId]?.chat.supervision ?? null) !== null)
  const spot: Spot = { chatId, replyToSeq: replyTo, lifetimeMs: stays ? null : draft.lifetimeMs }
  /** The field is empty again. */
  const begin = () => {
    clear()
    setUrgent(null)
    onReplyEnd()
  }
  return {
    ...draft,
    attached,
    /** Whether nothing that is sent here vanishes. */
    stays,
    pace,
    /** Why nothing can be sent now. */
    slow: pace.waiting ? t.composer.slow : undefined,
    spot,
    /** Why what is written sounds in a quiet time too; it is no part of the draft, but decided anew each time. */
    urgent,
    setUrgent,
    begin,
    /** Sends what is written, in these parts. */
    send: (parts: readonly Written[]) => {
      addParts(engine, { ...spot, urgent }, parts, attached?.attachments)
      if (attached !== undefined) void clearAttached(engine, chatId)
      begin()
      onSent()
      area.current?.focus()
    },
    /** Something else than what is written was sent from here. */
    sentBeside: () => {
      onReplyEnd()
      onSent()
    },
  }
}

/** Puts messages into the outbox; the first carries what they answer and have attached, and it alone is urgent. */
function addParts(
  { outbox }: Pick<Engine, 'outbox'>,
  { replyToSeq, urgent, ...spot }: Spot & { urgent: UrgentReason | null },
  parts: readonly Written[],
  attachments: NewMessage['attachments'] = [],
): void {
  for (const [at, part] of parts.entries()) {
    const isFirst = at === 0
    void outbox.add({
      ...spot,
      ...part,
      attachments: isFirst ? attachments : [],
      replyToSeq: isFirst ? replyToSeq : null,
      ...(isFirst && urgent !== null ? { urgent } : {}),
    })
  }
}
