import type { Message } from '#contract/messenger/chats.ts'
import type { Poll, PollState } from '#contract/messenger/poll.ts'
import { POLL_STEP_VOTES, POLL_TOLD_EVERY_MS } from '#contract/messenger/polls.limits.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import type { MessengerStores } from '../stores.ts'
import * as store from './polls.store.ts'
import { type Counts, openCounts } from './sealed-counts.ts'

interface Parts extends Pick<Platform, 'keyOutside'> {
  stores: Pick<MessengerStores, 'log'>
  changes: Pick<ChatChanges, 'append' | 'doTellChange'>
}

/** A message that asks something. */
export type PollMessage = Message & { poll: Poll }

/** How a poll ends: who does it, where others may know him, or nobody when its time is over. */
type End = { by: 'person'; actorId: string | null } | { by: 'deadline' }

export type PollTelling = ReturnType<typeof createPollTelling>

export function isPoll(message: Message): message is PollMessage {
  return message.poll !== null
}

/** The key of the counts of anonymous polls. It stands in no database, so that the database alone tells no choice. */
export function pollsKey({ keyOutside }: Pick<Platform, 'keyOutside'>): Promise<Buffer> {
  return keyOutside('anonymous polls')
}

/** Tells chats what comes of their polls; every function works under the head of the chat. */
export function createPollTelling(parts: Parts) {
  const { changes } = parts
  const { log } = parts.stores

  const countsOf = async (tx: Tx, message: PollMessage, hidden: store.HiddenPoll): Promise<Counts> => {
    const options = message.poll.options.length
    if (!message.poll.anonymous) return store.countVotes(tx, message, options)
    return openCounts(await pollsKey(parts), message, hidden.sealed!, options)
  }

  /** Gives a state its number, shows it and tells it. */
  const doShow = async (tx: Tx, message: PollMessage, state: Omit<PollState, 'asOf'>, now: number): Promise<void> => {
    const name = 'poll.changed'
    const seq = await log.appendChange(tx, message, name, {}, now)
    const shown = await store.setState(tx, message, { ...state, asOf: seq })
    const endedAt = state.ended === null ? null : Date.parse(state.ended.at)
    await store.setTold(tx, message, { toldAt: now, endedAt })
    changes.doTellChange(tx, log.changeFrame({ seq, at: toInstant(now), name, payload: {} }, shown, null))
  }

  /** Tells the chat how the votes stand. */
  const doTell = async (tx: Tx, message: PollMessage, now: number): Promise<void> => {
    const { state } = message.poll
    const counts = await countsOf(tx, message, await store.readPoll(tx, message))
    await doShow(tx, message, { ...state, ...toldOf(message.poll, counts, state.ended !== null) }, now)
  }

  return {
    doTell,

    /** After a vote: tells it, or leaves it to be told with others when some were told a moment ago. */
    async doTellSoon(tx: Tx, message: PollMessage, { toldAt }: store.HiddenPoll, now: number): Promise<void> {
      if (now - toldAt >= POLL_TOLD_EVERY_MS) await doTell(tx, message, now)
      else await store.setTold(tx, message, 'untold')
    },

    /** Ends a poll that has not ended: what came of it, and a line in the chat. */
    async doEnd(tx: Tx, message: PollMessage, end: End, now: number): Promise<void> {
      const { poll, chatId, seq } = message
      const hidden = await store.readPoll(tx, message)
      const counts = await countsOf(tx, message, hidden)
      const at = end.by === 'deadline' ? poll.endsAt! : toInstant(now)
      const state = {
        ...poll.state,
        ...toldOf(poll, counts, true),
        ended: { at, by: end.by },
        right: hidden.right,
      }
      await doShow(tx, message, state, now)
      const actorId = end.by === 'deadline' ? null : end.actorId
      await changes.append(tx, chatId, 'poll.ended', { chatId, seq, actorId })
    },
  }
}

/**
 * What everybody is told of these votes. Of an anonymous poll each telling has the choices of several people in it, and the
 * others wait for the next one; what came of a mini-test is told at its end.
 */
function toldOf(
  poll: Poll,
  { voters, counts }: Counts,
  isOver: boolean,
): Pick<PollState, 'voters' | 'counted' | 'counts'> {
  if (poll.test && !isOver) return { voters, counted: 0, counts: null }
  if (!poll.anonymous) return { voters, counted: voters, counts: [...counts] }
  if (voters < POLL_STEP_VOTES) return { voters, counted: 0, counts: null }
  const { state } = poll
  if (isOver || voters - state.counted >= POLL_STEP_VOTES) return { voters, counted: voters, counts: [...counts] }
  return { voters, counted: state.counted, counts: state.counts }
}
