import type { Message, Reaction } from '#contract/messenger/chats.ts'
import { setReaction } from '#contract/messenger/reactions.ts'
import type { EngineCore } from './engine-parts.ts'
import type { EngineStore } from './engine-state.ts'

/** After its answer a wish is shown for so long at most; by then its event has come. */
const WISH_LIFE_MS = 3_000

interface Wish {
  readonly reaction: Reaction | null
}

export interface Reacting {
  /**
   * Gives a message the reader's reaction, or takes it back. One call of a message is on its way at a time: of what is
   * pressed meanwhile the last counts.
   *
   * @throws ApiFailure or NetworkFailure when it is refused or the server is not reached; the wish is undone then
   */
  set(chatId: string, seq: number, reaction: Reaction | null): Promise<void>
}

export function createReacting(core: EngineCore, store: EngineStore): Reacting {
  const wishes = new Map<string, Wish>()
  const running = new Map<string, Promise<void>>()

  const show = (chatId: string, seq: number, wish: Wish | null) => {
    const { [seq]: _old, ...others } = store.getState().wishes[chatId] ?? {}
    const next = wish === null ? others : { ...others, [seq]: wish.reaction }
    store.setState({ wishes: { ...store.getState().wishes, [chatId]: next } })
  }

  const drop = (chatId: string, seq: number, wish: Wish) => {
    const place = `${chatId} ${seq}`
    if (wishes.get(place) !== wish) return
    wishes.delete(place)
    show(chatId, seq, null)
  }

  const send = async (chatId: string, seq: number): Promise<void> => {
    const place = `${chatId} ${seq}`
    for (;;) {
      const wish = wishes.get(place)!
      try {
        await core.call(setReaction, { chatId, seq, reaction: wish.reaction })
      } catch (error) {
        drop(chatId, seq, wishes.get(place)!)
        throw error
      }
      if (wishes.get(place) !== wish) continue
      core.timers.after(WISH_LIFE_MS, () => drop(chatId, seq, wish))
      return
    }
  }

  return {
    set(chatId, seq, reaction) {
      const place = `${chatId} ${seq}`
      const wish = { reaction }
      wishes.set(place, wish)
      show(chatId, seq, wish)
      const begun = running.get(place)
      if (begun !== undefined) return begun
      const run = send(chatId, seq).finally(() => running.delete(place))
      running.set(place, run)
      return run
    },
  }
}

/** The reactions to a message as they are once the reader's own is `wish` instead of `own`. */
export function withWish(
  reactions: Message['reactions'],
  own: Reaction | null,
  wish: Reaction | null,
): Message['reactions'] {
  if (wish === own) return reactions
  const counted = reactions.map(({ reaction, count }) => {
    const change = (reaction === wish ? 1 : 0) - (reaction === own ? 1 : 0)
    return { reaction, count: count + change }
  })
  const isNew = wish !== null && !reactions.some(({ reaction }) => reaction === wish)
  return [...counted, ...(isNew ? [{ reaction: wish, count: 1 }] : [])].filter(({ count }) => count > 0)
}
