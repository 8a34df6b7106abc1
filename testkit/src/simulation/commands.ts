import fc from 'fast-check'
import type { Message } from '#contract/messenger/chats.ts'
import { REACTIONS } from '#contract/messenger/messenger.limits.ts'
import type { Deeds } from './deeds.ts'
import type { SimulatedBrowser, SimulatedTab } from './simulated-browser.ts'
import type { SimulatedSchool } from './simulated-school.ts'

/** The running simulation as commands see it. */
export interface Real {
  readonly school: SimulatedSchool
  readonly deeds: Deeds
}

/** Commands choose by number among what is there; nothing more is needed of a model while they run. */
export type CommandModel = Record<string, never>

type Act = (real: Real, numbers: readonly number[]) => void | Promise<void>

/** One command with the numbers by which it chooses. */
class Command implements fc.AsyncCommand<CommandModel, Real> {
  readonly #name: string
  readonly #numbers: readonly number[]
  readonly #act: Act

  constructor(name: string, numbers: readonly number[], act: Act) {
    this.#name = name
    this.#numbers = numbers
    this.#act = act
  }

  check(): boolean {
    return true
  }

  async run(_model: CommandModel, real: Real): Promise<void> {
    await this.#act(real, this.#numbers)
    // Commands follow each other within moments or after a while, so that they meet each other's waves.
    await real.school.time.pass(this.#numbers[3]! % 4 === 0 ? this.#numbers[3]! : this.#numbers[3]! % 7)
  }

  toString(): string {
    return `${this.#name}(${this.#numbers.join(', ')})`
  }
}

function at<T>(items: readonly T[], number: number): T | undefined {
  return items.length === 0 ? undefined : items[number % items.length]
}

/** A browser, one of its tabs and a chat, where all three exist. */
function withTab(act: (place: Place, real: Real, numbers: readonly number[]) => void | Promise<void>): Act {
  return async (real, numbers) => {
    const browser = at(real.school.browsers, numbers[0]!)!
    const tab = at(browser.tabs, numbers[1]!)
    const chatId = at(real.deeds.chatIds, numbers[2]!)
    if (tab !== undefined && chatId !== undefined) await act({ browser, tab, chatId }, real, numbers)
  }
}

interface Place {
  browser: SimulatedBrowser
  tab: SimulatedTab
  chatId: string
}

const lastSeq = ({ tab, chatId }: Place) => tab.engine.store.getState().sync.chats[chatId]?.lastSeq ?? 0

/** A message as this tab holds it, of any chat. */
function chosenMessage({ tab, browser }: Place, number: number, own: boolean): Message | undefined {
  const entries = Object.values(tab.engine.store.getState().sync.chats).flatMap((slice) => slice.window?.entries ?? [])
  const messages = entries.flatMap((entry) => (entry.e === 'message.posted' ? [entry.p.message] : []))
  return at(
    messages.filter((message) => !own || message.senderId === browser.parts.profileId),
    number,
  )
}

const acts: Readonly<Record<string, { weight: number; act: Act }>> = {
  write: { weight: 10, act: withTab(({ tab, browser, chatId }, { deeds }) => deeds.write(tab, browser, chatId)) },
  writeMany: {
    weight: 3,
    act: withTab(({ tab, browser, chatId }, { deeds }, numbers) => {
      for (let i = 0; i < 2 + (numbers[3]! % 4); i += 1) deeds.write(tab, browser, chatId)
    }),
  },
  answer: {
    weight: 2,
    act: withTab((place, { deeds }, numbers) => {
      const seq = lastSeq(place)
      if (seq > 0) deeds.write(place.tab, place.browser, place.chatId, { replyToSeq: 1 + (numbers[3]! % seq) })
    }),
  },
  resend: {
    weight: 2,
    act: withTab(({ tab, browser }, { deeds }, numbers) => {
      const earlier = at(
        deeds.written.filter((each) => each.browser.parts.profileId === browser.parts.profileId),
        numbers[3]!,
      )
      if (earlier !== undefined) deeds.resend(tab, earlier)
    }),
  },
  resendOtherText: {
    weight: 1,
    act: withTab(({ tab, browser }, { deeds }, numbers) => {
      const earlier = at(
        deeds.written.filter((each) => each.browser.parts.profileId === browser.parts.profileId),
        numbers[3]!,
      )
      if (earlier !== undefined && !earlier.isLost) deeds.resend(tab, earlier, `${earlier.text}, но иначе`)
    }),
  },
  repeat: {
    weight: 3,
    act: withTab(({ tab, browser }, { deeds }, numbers) => {
      const earlier = at(
        deeds.asked.filter((each) => each.browser === browser),
        numbers[3]!,
      )
      if (earlier !== undefined) deeds.repeat(tab, earlier)
    }),
  },
  writeWithFiles: {
    weight: 5,
    act: withTab(({ tab, browser, chatId }, { deeds }, numbers) => {
      const vanishing = numbers[3]! % 4 === 0 ? { lifetimeMs: 60_000 as const } : {}
      return deeds.writeWithFiles(tab, browser, chatId, { count: 1 + (numbers[3]! % 3), ...vanishing })
    }),
  },
  forward: {
    weight: 4,
    act: withTab((place, { deeds }, numbers) => {
      const message = chosenMessage(place, numbers[3]!, false)
      if (message !== undefined) deeds.forward(place.tab, place.browser, message, place.chatId)
    }),
  },
  writeShort: {
    weight: 4,
    act: withTab(({ tab, browser, chatId }, { deeds }) => deeds.write(tab, browser, chatId, { lifetimeMs: 60_000 })),
  },
  edit: {
    weight: 6,
    act: withTab((place, { deeds }, numbers) => {
      const message = chosenMessage(place, numbers[3]!, true)
      if (message !== undefined) deeds.edit(place.tab, place.browser, message)
    }),
  },
  erase: {
    weight: 4,
    act: withTab((place, { deeds }, numbers) => {
      // Mostly an own one; whoever leads may erase any.
      const message = chosenMessage(place, numbers[3]!, numbers[3]! % 3 > 0)
      if (message !== undefined) deeds.erase(place.tab, place.browser, message)
    }),
  },
  react: {
    weight: 6,
    act: withTab((place, { deeds }, numbers) => {
      const message = chosenMessage(place, numbers[3]!, false)
      if (message !== undefined) deeds.react(place.tab, place.browser, message, at([...REACTIONS, null], numbers[2]!)!)
    }),
  },
  read: { weight: 5, act: withTab((place) => place.tab.engine.signs.read(place.chatId, lastSeq(place))) },
  openChat: { weight: 4, act: withTab(({ tab, chatId }) => tab.open(chatId)) },
  closeChat: { weight: 2, act: withTab(({ tab, chatId }) => tab.close(chatId)) },
  readBack: { weight: 1, act: withTab(({ tab, chatId }) => void tab.engine.history.before(chatId)) },
  createGroup: {
    weight: 1,
    act: withTab(({ tab, browser }, { deeds, school }, numbers) => {
      const members = school.people.filter(
        (person, i) => person.profileId !== browser.parts.profileId && numbers[3]! & (1 << i),
      )
      if (members.length > 0) void deeds.createGroup(tab, browser, members)
    }),
  },
  openDirect: {
    weight: 2,
    act: withTab(({ tab, browser }, { deeds, school }, numbers) =>
      deeds.openDirect(tab, browser, at(school.people, numbers[3]!)!),
    ),
  },
  add: {
    weight: 3,
    act: withTab(({ tab, browser, chatId }, { deeds, school }, numbers) =>
      deeds.add(tab, browser, chatId, at(school.people, numbers[3]!)!),
    ),
  },
  remove: {
    weight: 3,
    act: withTab(({ tab, browser, chatId }, { deeds, school }, numbers) =>
      deeds.remove(tab, browser, chatId, at(school.people, numbers[3]!)!),
    ),
  },
  leave: { weight: 1, act: withTab(({ tab, browser, chatId }, { deeds }) => deeds.leave(tab, browser, chatId)) },
  rename: { weight: 1, act: withTab(({ tab, browser, chatId }, { deeds }) => deeds.rename(tab, browser, chatId)) },
  leaveSchool: {
    weight: 1,
    act: ({ school }, numbers) => void school.setMember(at(school.people, numbers[0]!)!, false),
  },
  joinSchool: { weight: 1, act: ({ school }, numbers) => void school.setMember(at(school.people, numbers[0]!)!, true) },
  goOffline: { weight: 2, act: ({ school }, numbers) => at(school.browsers, numbers[0]!)!.goOffline() },
  goOnline: { weight: 3, act: ({ school }, numbers) => at(school.browsers, numbers[0]!)!.goOnline() },
  cut: { weight: 2, act: withTab(({ tab }) => tab.cut()) },
  reload: {
    weight: 2,
    act: withTab(({ browser, tab }) => {
      browser.closeTab(tab)
      browser.openTab()
    }),
  },
  loseMemory: {
    weight: 1,
    act: ({ school, deeds }, numbers) => {
      const browser = at(school.browsers, numbers[0]!)!
      for (const tab of [...browser.tabs]) browser.closeTab(tab)
      browser.clear()
      for (const each of deeds.written) if (each.browser === browser) each.isLost = true
      browser.openTab()
    },
  },
  secondTab: {
    weight: 1,
    act: ({ school }, numbers) => {
      const browser = at(school.browsers, numbers[0]!)!
      if (browser.tabs.length < 3) browser.openTab()
    },
  },
  closeTab: { weight: 1, act: withTab(({ browser, tab }) => browser.closeTab(tab)) },
  secondDevice: {
    weight: 1,
    act: ({ school }, numbers) => {
      if (school.browsers.length < 6) school.addBrowser(at(school.people, numbers[0]!)!)
    },
  },
  crash: { weight: 2, act: ({ school }, numbers) => school.crashNode(numbers[0]! % 2) },
  restart: { weight: 3, act: ({ school }, numbers) => school.startNode(numbers[0]! % 2) },
  weather: {
    weight: 2,
    act: ({ school }, numbers) => {
      school.network.weather = {
        latencyMs: numbers[0]! % 400,
        cut: (numbers[1]! % 4) * 0.01,
        silent: (numbers[2]! % 3) * 0.3,
      }
    },
  },
  wireWeather: {
    weight: 2,
    act: ({ school }, numbers) => {
      school.wire.weather = {
        latencyMs: numbers[0]! % 300,
        loss: (numbers[1]! % 4) * 0.1,
        double: (numbers[2]! % 4) * 0.1,
      }
    },
  },
  databaseWeather: {
    weight: 2,
    act: ({ school }, numbers) => {
      school.databaseWeather = {
        statement: (numbers[0]! % 3) * 0.01,
        before: (numbers[1]! % 3) * 0.1,
        after: (numbers[2]! % 3) * 0.1,
      }
    },
  },
  waitMinute: { weight: 2, act: ({ school }, numbers) => school.time.pass(50_000 + numbers[0]! * 30) },
  wait: { weight: 3, act: ({ school }, numbers) => school.time.pass(numbers[0]! * 20) },
}

/** Sequences of commands. */
export function commandSequences(maxCommands: number): fc.Arbitrary<Iterable<fc.AsyncCommand<CommandModel, Real>>> {
  const numbers = fc.array(fc.nat({ max: 999 }), { minLength: 4, maxLength: 4 })
  const each = Object.entries(acts).flatMap(([name, { weight, act }]) =>
    Array.from({ length: weight }, () => numbers.map((chosen) => new Command(name, chosen, act))),
  )
  return fc.commands(each, { maxCommands, size: 'max' })
}

/** Commands as a failed run prints them, `write(1, 2, 3, 4), cut(5, 6, 7, 8)`, so that it can be run again. */
export function parseCommands(text: string): fc.AsyncCommand<CommandModel, Real>[] {
  return [...text.matchAll(/(\w+)\(([\d, ]*)\)/g)].map(([, name, list]) => {
    const act = acts[name!]
    if (act === undefined) throw new Error(`No command is named ${name}`)
    return new Command(name!, list!.split(',').map(Number), act.act)
  })
}
