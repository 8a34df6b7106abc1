import type { LinkSample } from './strain.ts'

interface Counted {
  readonly lost: number
  readonly came: number
}

/** Reads what connections tell of themselves; each reading is about the time since the one before. */
export class LinkMeter {
  #before = new Map<string, Counted>()

  /** @returns null where nothing was sent or came, so nothing is known */
  read(reports: readonly RTCStatsReport[]): LinkSample | null {
    const all = new Map(reports.flatMap((report) => [...report.entries()]))
    const now = new Map<string, Counted>()
    let lost = 0
    let came = 0
    let upward = 0
    let trip: number | null = null
    const noteTrip = (seconds: unknown) => {
      if (typeof seconds === 'number' && seconds > 0) trip = Math.max(trip ?? 0, seconds * 1_000)
    }
    for (const [id, report] of all) {
      if (report.type === 'inbound-rtp') {
        const counted = { lost: Number(report.packetsLost ?? 0), came: Number(report.packetsReceived ?? 0) }
        const before = this.#before.get(id) ?? counted
        now.set(id, counted)
        lost += Math.max(0, counted.lost - before.lost)
        came += Math.max(0, counted.came - before.came)
      } else if (report.type === 'remote-inbound-rtp') {
        upward = Math.max(upward, Number(report.fractionLost ?? 0))
        noteTrip(report.roundTripTime)
      } else if (report.type === 'candidate-pair' && report.nominated === true && report.state === 'succeeded') {
        noteTrip(report.currentRoundTripTime)
      }
    }
    this.#before = now
    if (came + lost === 0 && trip === null) return null
    return { loss: Math.max(upward, came + lost === 0 ? 0 : lost / (came + lost)), roundTripMs: trip }
  }
}
