import type { InputOf, Operation, OutputOf } from '#contract/kit/operation.ts'
import type { Attachment } from '#contract/messenger/attachment.ts'
import {
  addMembers,
  createChat,
  leaveChat,
  type Message,
  openDirect,
  type Reaction,
  removeChatMember,
  renameChat,
} from '#contract/messenger/chats.ts'
import { edit, erase, forward, type Lifetime, send } from '#contract/messenger/messages.ts'
import { setReaction } from '#contract/messenger/reactions.ts'
import { ApiFailure } from '#web/kit/api/api-failure.ts'
import type { SimulatedPerson } from './memory-platform.ts'
import type { SimulatedBrowser, SimulatedTab } from './simulated-browser.ts'
import type { SimulatedSchool } from './simulated-school.ts'

/** A message that somebody has written on a device. */
export interface Written {
  readonly browser: SimulatedBrowser
  readonly chatId: string
  readonly key: string
  readonly text: string
  /** The device has lost what it kept before it knew how the sending ended. */
  isLost: boolean
  /** Which of its memories the browser had then: with every loss a new one begins. */
  memory: number
}

/** A command that somebody has given, and how it was answered. */
export interface Asked {
  readonly browser: SimulatedBrowser
  readonly operation: Operation
  readonly input: unknown
  readonly key: string
  readonly askedAt: number
  /** `unknown` while no answer has come, and for ever when the connection was lost. */
  answer: 'ok' | 'refused' | 'unknown'
}

/** What people do in the simulated school, and what they know of its outcome. */
export class Deeds {
  readonly school: SimulatedSchool
  readonly written: Written[] = []
  readonly asked: Asked[] = []
  /** Keys under which messages are forwarded. */
  readonly forwarded = new Set<string>()
  /** Chats that somebody has tried to make, in that order. */
  readonly chatIds: string[] = []
  #count = 0

  constructor(school: SimulatedSchool) {
    this.school = school
  }

  /** Writes into the outbox of a tab. */
  write(
    tab: SimulatedTab,
    browser: SimulatedBrowser,
    chatId: string,
    more: { attachments?: readonly Attachment[]; replyToSeq?: number; lifetimeMs?: Lifetime } = {},
  ): void {
    this.#count += 1
    const text = `${browser.parts.name} пишет №${this.#count}`
    const { attachments = [], replyToSeq = null, lifetimeMs = null } = more
    void tab.engine.outbox.add({ chatId, text, mentions: [], attachments, replyToSeq, lifetimeMs }).then((item) => {
      this.written.push({ browser, chatId, key: item.key, text, isLost: false, memory: browser.memories })
    })
  }

  /** Writes with files, of which the first tells a place. */
  async writeWithFiles(
    tab: SimulatedTab,
    browser: SimulatedBrowser,
    chatId: string,
    more: { count: number; lifetimeMs?: Lifetime },
  ): Promise<void> {
    const { count, ...rest } = more
    const attachments: Attachment[] = []
    for (let n = 0; n < count; n += 1) {
      attachments.push(await this.school.upload(browser.parts.profileId, chatId, n === 0))
    }
    this.write(tab, browser, chatId, { attachments, ...rest })
  }

  /** Puts messages of one chat into another one. */
  forward(tab: SimulatedTab, browser: SimulatedBrowser, { chatId: fromChatId, seq }: Message, chatId: string): void {
    const key = this.school.newId()
    this.forwarded.add(key)
    void this.#ask(tab, browser, forward, { chatId, fromChatId, messages: [{ key, seq }] })
  }

  /** Sends an earlier message again beside the outbox, as an impatient program would. */
  resend(tab: SimulatedTab, earlier: Written, text = earlier.text): void {
    void this.#ask(tab, earlier.browser, send, { chatId: earlier.chatId, key: earlier.key, text }, earlier.key)
  }

  createGroup(tab: SimulatedTab, browser: SimulatedBrowser, members: readonly SimulatedPerson[]): Promise<void> {
    const id = this.school.newId()
    this.chatIds.push(id)
    return this.#ask(tab, browser, createChat, {
      id,
      communityId: this.school.communityId,
      title: this.#title(),
      memberIds: members.map((person) => person.profileId),
    })
  }

  openDirect(tab: SimulatedTab, browser: SimulatedBrowser, other: SimulatedPerson): void {
    const id = this.school.newId()
    this.chatIds.push(id)
    void this.#ask(tab, browser, openDirect, { id, profileId: other.profileId })
  }

  add(tab: SimulatedTab, browser: SimulatedBrowser, chatId: string, who: SimulatedPerson): void {
    void this.#ask(tab, browser, addMembers, { chatId, profileIds: [who.profileId] })
  }

  remove(tab: SimulatedTab, browser: SimulatedBrowser, chatId: string, who: SimulatedPerson): void {
    void this.#ask(tab, browser, removeChatMember, { chatId, profileId: who.profileId })
  }

  leave(tab: SimulatedTab, browser: SimulatedBrowser, chatId: string): void {
    void this.#ask(tab, browser, leaveChat, { chatId })
  }

  rename(tab: SimulatedTab, browser: SimulatedBrowser, chatId: string): void {
    void this.#ask(tab, browser, renameChat, { chatId, title: this.#title() })
  }

  edit(tab: SimulatedTab, browser: SimulatedBrowser, { chatId, seq, version }: Message): void {
    this.#count += 1
    const text = `${browser.parts.name} правит №${this.#count}`
    void this.#ask(tab, browser, edit, { chatId, seq, version, text })
  }

  erase(tab: SimulatedTab, browser: SimulatedBrowser, { chatId, seq }: Message): void {
    void this.#ask(tab, browser, erase, { chatId, seqs: [seq] })
  }

  react(tab: SimulatedTab, browser: SimulatedBrowser, { chatId, seq }: Message, reaction: Reaction | null): void {
    void this.#ask(tab, browser, setReaction, { chatId, seq, reaction })
  }

  /** Gives an earlier command once more under its own key, as a client does that has heard no answer. */
  repeat(tab: SimulatedTab, earlier: Asked): void {
    if (earlier.answer === 'refused') earlier.answer = 'unknown'
    void tab.engine.call(earlier.operation, earlier.input as never, earlier.key).then(
      () => {
        earlier.answer = 'ok'
      },
      () => undefined,
    )
  }

  /** Titles are never used twice, so that a command that is carried out twice shows. */
  #title(): string {
    this.#count += 1
    return `Название №${this.#count}`
  }

  async #ask<O extends Operation>(
    tab: SimulatedTab,
    browser: SimulatedBrowser,
    operation: O,
    input: InputOf<O>,
    key = this.school.newId(),
  ): Promise<void> {
    const asked: Asked = {
      browser,
      operation,
      input,
      key,
      askedAt: this.school.time.now(),
      answer: 'unknown',
    }
    this.asked.push(asked)
    await tab.engine.call(operation, input, key).then(
      (_output: OutputOf<O>) => {
        asked.answer = 'ok'
      },
      (error: unknown) => {
        // A server that fails does not say whether it had done it.
        if (error instanceof ApiFailure && error.status < 500) asked.answer = 'refused'
      },
    )
  }
}
