import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { InputOf, Operation } from '#contract/kit/operation.ts'
import { addMembers, removeChatMember } from '#contract/messenger/chats.ts'
import { ApiFailure } from '#web/kit/api/api-failure.ts'
import { newId } from '../client.ts'
import { FaultProxy } from '../fault-proxy.ts'
import type { Person } from '../people.ts'
import { createSeededRandom, type SeededRandom } from '../simulation/seeded-random.ts'
import { checkHistory } from './checker.ts'
import { type Family, type PlannedFault, planFaults } from './fault-plan.ts'
import { HistoryFile, type HistoryLine, readHistory } from './history.ts'
import { Nemesis } from './nemesis.ts'
import { RealDevice } from './real-device.ts'
import { seenOf } from './seen-in-frame.ts'
import { createGroup, type Stand } from './stand.ts'
import { readStored } from './stored-history.ts'

const LENGTH_MS = 3_000
/** A silent link to the database is noticed after 20 seconds, a lost answer by a client after 15. */
const HEALING_MS_MAX = 90_000
/** An answer to a command is waited for so long before it is asked again under its key. Milliseconds. */
const INSIST_MS = 4_000
/** A device writes a message, then waits between these times. Milliseconds. */
const PAUSE_MS = [30, 120] as const

export interface HistoryReport {
  readonly family: Family
  readonly faults: number
  /** Tries to send, and how many of them repeated an earlier one. */
  readonly sent: number
  readonly repeated: number
  readonly acknowledged: number
  readonly received: number
  /** From the moment in which everything runs again to the one in which every device is in step. Milliseconds. */
  readonly healedAfterMs: number
}

/** One history on a stand: people write in a new chat while things go wrong, everything heals, and the checker looks. */
export async function runHistory(stand: Stand, family: Family, seed: number): Promise<HistoryReport> {
  const path = join(tmpdir(), `parta-history-${process.pid}-${seed}.jsonl`)
  using file = new HistoryFile(path)
  await using run = await HistoryRun.begin(stand, { family, seed, write: (line) => file.write(line) })
  const healedAfterMs = await run.live()
  await run.writeOutcome()
  const lines = readHistory(path)
  const violations = checkHistory(lines)
  if (violations.length > 0) {
    const told = violations.slice(0, 12).map(({ kind, what }) => `${kind}: ${what}`)
    throw new Error(`${family}, seed ${seed}, ${path}: ${violations.length} violations\n${told.join('\n')}`)
  }
  await rm(path)
  const count = (t: HistoryLine['t']) => lines.filter((line) => line.t === t).length
  const keys = new Set(lines.flatMap((line) => (line.t === 'sent' ? [line.key] : [])))
  return {
    family,
    faults: run.plan.length,
    sent: count('sent'),
    repeated: count('sent') - keys.size,
    acknowledged: count('acknowledged'),
    received: count('received'),
    healedAfterMs,
  }
}

interface RunParts {
  readonly family: Family
  readonly seed: number
  readonly write: (line: HistoryLine) => void
}

class HistoryRun implements AsyncDisposable {
  readonly #stand: Stand
  readonly #parts: RunParts
  readonly #random: SeededRandom
  readonly #chatId: string
  readonly #devices: RealDevice[] = []
  readonly #proxies: FaultProxy[] = []
  readonly plan: readonly PlannedFault[]
  #writing = true
  #over = false

  private constructor(stand: Stand, parts: RunParts, chatId: string) {
    this.#stand = stand
    this.#parts = parts
    this.#chatId = chatId
    this.#random = createSeededRandom(parts.seed)
    const around = { nodes: stand.nodes.length, devices: this.#owners().length, lengthMs: LENGTH_MS }
    this.plan = planFaults(parts.family, this.#random.fork(), around)
  }

  /** Makes the chat, opens the devices and waits until all of them show it. */
  static async begin(stand: Stand, parts: RunParts): Promise<HistoryRun> {
    const { pupil, secondPupil, parent } = stand.cast
    const chatId = await createGroup(stand, `История ${parts.seed}`, [pupil, secondPupil, parent])
    const run = new HistoryRun(stand, parts, chatId)
    parts.write({ t: 'begun', family: parts.family, seed: parts.seed, at: Date.now() })
    await run.#openDevices()
    await run.#untilQuiet()
    return run
  }

  /** Two devices of the owner of the chat, one of each member; the last one is of whoever goes out and comes back. */
  #owners(): readonly Person[] {
    const { teacher, pupil, parent, secondPupil } = this.#stand.cast
    return [teacher, teacher, pupil, parent, secondPupil]
  }

  async #openDevices(): Promise<void> {
    for (const [i, person] of this.#owners().entries()) {
      const node = i % this.#stand.nodes.length
      const proxy = await FaultProxy.open({
        targetPort: this.#stand.nodes[node]!.port,
        seed: this.#random.below(2 ** 32),
      })
      this.#proxies.push(proxy)
      this.#devices.push(
        new RealDevice({
          name: `${person.about.surname} ${i}`,
          owner: this.#stand.ownerAt(person, node),
          chatId: this.#chatId,
          port: proxy.port,
          random: this.#random.fork(),
          write: this.#parts.write,
        }),
      )
    }
  }

  /** People write while the plan is carried out; returns the milliseconds in which everything healed. */
  async live(): Promise<number> {
    const nemesis = new Nemesis({
      stand: this.#stand,
      devices: this.#devices,
      proxies: this.#proxies,
      random: this.#random.fork(),
      write: this.#parts.write,
    })
    const people = [...this.#devices.map((device, i) => this.#write(device, i)), this.#changeMembers()]
    await Promise.all([nemesis.run(this.plan), delay(LENGTH_MS)])
    this.#writing = false
    const healed = performance.now()
    this.#parts.write({ t: 'fault', what: 'nothing more', at: Date.now() })
    // A connection that is silent on both sides is found out when its person looks at the page.
    if (this.plan.some(({ what }) => what === 'silence')) for (const { engine } of this.#devices) engine.wake()
    await this.#untilDone(Promise.all(people))
    await this.#untilQuiet()
    return performance.now() - healed
  }

  /** @throws when somebody has not come to the end of what he writes in time */
  async #untilDone(people: Promise<unknown>): Promise<void> {
    const { family, seed } = this.#parts
    const late = new AbortController()
    const tooLate = delay(HEALING_MS_MAX, null, { signal: late.signal }).then(() => {
      throw new Error(`${family}, seed ${seed}: somebody writes still after ${HEALING_MS_MAX} ms`)
    })
    try {
      await Promise.race([people, tooLate])
    } finally {
      late.abort()
      await tooLate.catch(() => undefined)
    }
  }

  async #write(device: RealDevice, i: number): Promise<void> {
    const random = this.#random.fork()
    for (let n = 1; this.#writing; n += 1) {
      await device.say(`${this.#parts.seed}: устройство ${i}, сообщение ${n}`)
      await delay(random.between(...PAUSE_MS))
    }
  }

  /** One member is removed and taken in again while everybody writes. */
  async #changeMembers(): Promise<void> {
    const { profileId } = this.#stand.cast.secondPupil
    const chatId = this.#chatId
    await delay(this.#random.between(200, LENGTH_MS / 2))
    await this.#insist(removeChatMember, { chatId, profileId })
    await delay(this.#random.between(200, LENGTH_MS / 2))
    await this.#insist(addMembers, { chatId, profileIds: [profileId] })
  }

  /** Asks under one key until somebody answers, or the history is over before. */
  async #insist<O extends Operation>(operation: O, input: InputOf<O>): Promise<void> {
    const key = newId()
    while (!this.#over) {
      try {
        const answer = this.#devices[0]!.engine.call(operation, input, key).then(() => true)
        // A program that has died in between answers nothing.
        if (await Promise.race([answer, delay(INSIST_MS).then(() => false)])) return
      } catch (error) {
        if (error instanceof ApiFailure && error.status < 500 && error.status !== 429) throw error
        await delay(100)
      }
    }
  }

  /** @throws when a device is not in step in time */
  async #untilQuiet(): Promise<void> {
    const deadline = performance.now() + HEALING_MS_MAX
    for (;;) {
      const last = await this.#lastSeq()
      const reasons = this.#devices.flatMap((device) => {
        const held = device.engine.store.getState().sync.chats[this.#chatId]
        const why = device.whyNotQuiet() ?? (held?.lastSeq === last ? null : `stands at ${held?.lastSeq} of ${last}`)
        return why === null ? [] : [`${device.parts.name} ${why}`]
      })
      if (reasons.length === 0) return
      if (performance.now() > deadline) {
        const { family, seed } = this.#parts
        throw new Error(`${family}, seed ${seed}: not in step after ${HEALING_MS_MAX} ms: ${reasons.join('; ')}`)
      }
      await delay(50)
    }
  }

  async #lastSeq(): Promise<number> {
    const sql = 'select last_seq from messenger.chat_head where chat_id = $1'
    const rows = await this.#stand.database.query<{ last_seq: number }>(sql, [this.#chatId])
    return Number(rows[0]!.last_seq)
  }

  /** Writes what stands in the database and what every device shows. */
  async writeOutcome(): Promise<void> {
    const { write } = this.#parts
    for (const line of await readStored(this.#stand.database, this.#chatId)) write(line)
    for (const { engine, parts } of this.#devices) {
      const { sync, outbox } = engine.store.getState()
      const refused = outbox.filter(({ state }) => state === 'failed')
      // Only whoever was out may have been refused.
      if (refused.length > 0 && parts.owner.profileId !== this.#stand.cast.secondPupil.profileId) {
        throw new Error(`${parts.name} was refused: ${refused.map(({ failure }) => failure?.code).join()}`)
      }
      const slice = sync.chats[this.#chatId]!
      const messages = slice.window!.entries.flatMap((entry) =>
        entry.e === 'message.posted' ? [seenOf(entry.p.message)] : [],
      )
      write({
        t: 'shown',
        device: parts.name,
        profile: parts.owner.profileId,
        chat: this.#chatId,
        last: slice.lastSeq,
        messages: messages.map(({ chat: _chat, ...message }) => message),
      })
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#writing = false
    this.#over = true
    for (const device of this.#devices) device[Symbol.dispose]()
    for (const proxy of this.#proxies) await proxy[Symbol.asyncDispose]()
  }
}
