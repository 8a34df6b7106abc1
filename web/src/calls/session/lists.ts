import type { StoreApi } from 'zustand'
import { getRunningCall, listPeople, listWaiting } from '#contract/calls/calls.ts'
import { type Halls, readHalls } from '#contract/calls/halls.ts'
import type { CallPerson } from '#contract/calls/people.ts'
import type { EventPayload } from '#contract/events.ts'
import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { Api } from '#web/kit/api/create-api.ts'
import { guestCard, type KnownCard } from '../known-card.ts'
import type { CallState } from './call-state.ts'

/** Those who come in a burst are asked about together, in milliseconds. */
const SOON_MS = 250
/** In a large call everybody hears of everybody who comes: the questions of all are spread over this time. */
const SPREAD_MS = 3_000
const MANY = 50
/** What is heard of nobody, such as a tab that was closed, is seen after so long. Milliseconds. */
const AGAIN_MS = 30_000

interface ListsParts {
  store: StoreApi<CallState>
  ask: Api['call']
  onEnded: () => void
  onHalls: (halls: Halls, mine: string | null) => void
}

/** Who is in a call, who waits and what one is there oneself, asked of the server when something has changed. */
export class CallLists {
  readonly #store: StoreApi<CallState>
  readonly #ask: Api['call']
  readonly #onEnded: () => void
  readonly #onHalls: (halls: Halls, mine: string | null) => void
  /** They are asked for once, and when something is heard of them. */
  #asksHalls = true
  #timer: ReturnType<typeof setTimeout> | null = null
  readonly #again: ReturnType<typeof setInterval>

  constructor({ store, ask, onEnded, onHalls }: ListsParts) {
    this.#store = store
    this.#ask = ask
    this.#onEnded = onEnded
    this.#onHalls = onHalls
    this.#again = setInterval(() => this.refresh(), AGAIN_MS)
  }

  /** Asks how the halls stand, and everything else with it. */
  refreshHalls(): void {
    this.#asksHalls = true
    this.refresh()
  }

  refresh(): void {
    const many = this.#store.getState().occupants.length > MANY
    this.#timer ??= setTimeout(
      () => {
        this.#timer = null
        void this.#read().catch(() => {})
      },
      SOON_MS + (many ? Math.random() * SPREAD_MS : 0),
    )
  }

  /** Takes in what those in a call are told of each other; after a hole everything is asked anew (CALL-06). */
  take({ revision, came, left, people, cards, guests }: EventPayload<'call.people'>): void {
    const held = this.#store.getState().revision
    if (revision <= held) return
    if (revision > held + 1) {
      this.refresh()
      return
    }
    this.#store.setState((state) => {
      const gone = new Set([...left, ...came.map(({ sessionId }) => sessionId)])
      return {
        revision,
        stays: [...state.stays.filter(({ sessionId }) => !gone.has(sessionId)), ...came],
        roles: { ...state.roles, ...byId(people) },
        cards: withCards(state.cards, [...cards, ...guests.map(guestCard)]),
      }
    })
  }

  /** Somebody in the call is called otherwise from now on: staff no more, or under another name (ACC-03). */
  takeCard(card: ProfileCard): void {
    const { cards } = this.#store.getState()
    if (card.id in cards) this.#store.setState({ cards: withCards(cards, [card]) })
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    clearInterval(this.#again)
  }

  async #read(): Promise<void> {
    const { call, phase } = this.#store.getState()
    if (phase === 'over') return
    const place = { chatId: call.chatId, callId: call.id }
    const running = await this.#ask(getRunningCall, { chatId: call.chatId })
    if (running.call?.id !== call.id) {
      this.#onEnded()
      return
    }
    this.#store.setState({ call: running.call, ...(running.mine === null ? {} : { mine: running.mine }) })
    if (phase !== 'in') return
    const { revision, stays, people, cards, guests } = await this.#ask(listPeople, place)
    const decides = running.mine?.leads === true && running.mine.waiting > 0
    const waiting = decides ? await this.#ask(listWaiting, place) : { waiting: [], cards: [], guests: [] }
    const halls = await this.#readHalls(place)
    const known = [...cards, ...[...guests, ...waiting.guests].map(guestCard)]
    this.#store.setState((state) => ({
      stays,
      revision,
      roles: byId(people),
      waiting: waiting.waiting,
      cards: withCards(state.cards, [...known, ...waiting.cards, ...(halls?.cards ?? [])]),
    }))
    if (halls !== null) this.#onHalls(halls.halls, halls.mine)
  }

  async #readHalls(place: { chatId: string; callId: string }) {
    if (!this.#asksHalls) return null
    this.#asksHalls = false
    return this.#ask(readHalls, place)
  }
}

function byId(people: readonly CallPerson[]): Readonly<Record<string, CallPerson>> {
  return Object.fromEntries(people.map((person) => [person.profileId, person]))
}

/** Those who have left stay known: their names are said once more. An answer that was on its way may be older than what is held. */
function withCards(held: Readonly<Record<string, KnownCard>>, cards: readonly KnownCard[]) {
  const newer = cards.filter(({ id, version }) => version >= (held[id]?.version ?? 0))
  return { ...held, ...Object.fromEntries(newer.map((card) => [card.id, card])) }
}
