/** By which way sound and pictures go: straight, over the reserve for networks without UDP, or through the relay. */
export type Way = 'udp' | 'tcp' | 'relay'

/** How a device has reached the media server, or what it has not come past. */
export type Trial =
  | { readonly outcome: 'through'; readonly way: Way; readonly loss: number; readonly roundTripMs: number | null }
  | { readonly outcome: 'noServer' | 'noMedia' }

/** What a trial means for a call. */
export type Verdict = 'good' | 'reserve' | 'weak' | 'noServer' | 'noMedia'

const WEAK = { loss: 0.05, roundTripMs: 400 }

export function verdictOf(trial: Trial): Verdict {
  if (trial.outcome !== 'through') return trial.outcome
  if (trial.loss >= WEAK.loss || (trial.roundTripMs ?? 0) >= WEAK.roundTripMs) return 'weak'
  return trial.way === 'udp' ? 'good' : 'reserve'
}

/** The way that a connection has taken; null while it has none. */
export function wayOf(report: RTCStatsReport): Way | null {
  const all = [...report.values()]
  const byId = new Map(all.map((each) => [each.id, each]))
  const chosen = all.find(({ type }) => type === 'transport')?.selectedCandidatePairId
  const pair =
    byId.get(chosen) ??
    all.find((each) => each.type === 'candidate-pair' && each.nominated && each.state === 'succeeded')
  const local = byId.get(pair?.localCandidateId)
  if (local === undefined) return null
  if (local.candidateType === 'relay') return 'relay'
  return local.protocol === 'tcp' ? 'tcp' : 'udp'
}
