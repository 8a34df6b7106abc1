import { createSeededRandom } from '../simulation/seeded-random.ts'
import { RealDevice } from './real-device.ts'
import type { Stand } from './stand.ts'

/** Devices that share one session, as tabs of one browser do; a server takes twelve. */
const DEVICES_EACH = 12

/** Devices of a crowd that show one chat. */
export class Crowd implements Disposable {
  readonly devices: readonly RealDevice[]

  constructor(stand: Stand, chatId: string, what: { devices: number; seed: number }) {
    const random = createSeededRandom(what.seed)
    this.devices = Array.from({ length: what.devices }, (_, i) => {
      const person = stand.crowd[Math.floor(i / DEVICES_EACH)]!
      return new RealDevice({
        name: `устройство ${i}`,
        owner: stand.ownerAt(person, 0),
        chatId,
        port: stand.nodes[0]!.port,
        random: random.fork(),
        write: () => undefined,
      })
    })
  }

  /** People that so many devices take. */
  static peopleFor(devices: number): number {
    return Math.ceil(devices / DEVICES_EACH)
  }

  /**
   * Waits until devices have heard a chat up to a number and are in step; returns when each was, in milliseconds of
   * `performance.now`, in order of time.
   */
  async whenInStep(chatId: string, seq: number, patienceMs: number): Promise<number[]> {
    const moments: number[] = []
    const waiting = new Set(this.devices)
    const deadline = performance.now() + patienceMs
    while (waiting.size > 0) {
      for (const device of waiting) {
        const held = device.engine.store.getState().sync.chats[chatId]
        if ((held?.lastSeq ?? 0) < seq || device.whyNotQuiet() !== null) continue
        waiting.delete(device)
        moments.push(performance.now())
      }
      if (performance.now() > deadline) {
        const one = [...waiting][0]!
        throw new Error(`${waiting.size} devices are not in step: ${one.parts.name} ${one.whyNotQuiet()}`)
      }
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    return moments
  }

  [Symbol.dispose](): void {
    for (const device of this.devices) device[Symbol.dispose]()
  }
}
