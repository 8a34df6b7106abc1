import { PROFILE_CARDS_MAX } from '#contract/identity/profiles.limits.ts'
import { cards } from '#contract/identity/profiles.ts'
import type { EngineCore } from './engine-parts.ts'
import { unknownPeople } from './selectors.ts'
import { withCards } from './versions.ts'

/** Reads cards of people who are named and not known yet; whoever may not be seen is asked for once. */
export function createPeople(core: EngineCore): { complete(onScreen: ReadonlySet<string>): Promise<void> } {
  const asked = new Set<string>()
  return {
    async complete(onScreen) {
      if (!core.isLive()) return
      const state = core.state()
      const needed = new Set(
        Object.values(state.chats).flatMap((slice) => unknownPeople(state, slice, onScreen.has(slice.chat.id))),
      )
      const ids = [...needed].filter((id) => !asked.has(id)).slice(0, PROFILE_CARDS_MAX)
      if (ids.length === 0) return
      for (const id of ids) asked.add(id)
      const answer = await core.call(cards, { ids }).catch(() => null)
      if (answer === null) for (const id of ids) asked.delete(id)
      else core.change((now) => withCards(now, answer.cards))
    },
  }
}
