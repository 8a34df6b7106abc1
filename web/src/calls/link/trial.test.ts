import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Trial, verdictOf, wayOf } from './trial.ts'

const reportOf = (local: Record<string, string>) =>
  new Map(
    [
      { id: 'T', type: 'transport', selectedCandidatePairId: 'P' },
      { id: 'Q', type: 'candidate-pair', nominated: true, state: 'succeeded', localCandidateId: 'M' },
      { id: 'P', type: 'candidate-pair', nominated: true, state: 'succeeded', localCandidateId: 'L' },
      { id: 'L', type: 'local-candidate', ...local },
      { id: 'M', type: 'local-candidate', candidateType: 'relay', protocol: 'udp' },
    ].map((each) => [each.id, each]),
  ) as unknown as RTCStatsReport

test('[CALL-16/trial] the way is that of the pair that was chosen', () => {
  assert.equal(wayOf(reportOf({ candidateType: 'host', protocol: 'udp' })), 'udp')
  assert.equal(wayOf(reportOf({ candidateType: 'prflx', protocol: 'tcp' })), 'tcp')
  assert.equal(wayOf(reportOf({ candidateType: 'relay', protocol: 'udp' })), 'relay')
  assert.equal(wayOf(new Map() as unknown as RTCStatsReport), null)
})

test('[CALL-16/trial] what is wrong comes before which way it goes', () => {
  const through: Trial = { outcome: 'through', way: 'udp', loss: 0, roundTripMs: 30 }
  assert.equal(verdictOf(through), 'good')
  assert.equal(verdictOf({ ...through, way: 'relay' }), 'reserve')
  assert.equal(verdictOf({ ...through, way: 'tcp', loss: 0.2 }), 'weak')
  assert.equal(verdictOf({ ...through, roundTripMs: 900 }), 'weak')
  assert.equal(verdictOf({ outcome: 'noMedia' }), 'noMedia')
})
