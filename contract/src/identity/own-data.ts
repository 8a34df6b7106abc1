import { command } from '../kit/operation.ts'
import { closed, Instant, line } from '../kit/scalars.ts'
import { FreshProof, PROOF_CODE_ERRORS, PROOF_ERRORS, ProofCodeSent } from './fresh-proof.ts'

export const requestCode = command('ownData.requestCode', {
  summary: 'Sends a code to the own number, for whoever has no password and wants to download what is kept of him.',
  gate: 'account',
  sweep: 'own',
  leaving: true,
  repeat: 'last',
  input: closed({}),
  output: ProofCodeSent,
  errors: PROOF_CODE_ERRORS,
})

export const prepare = command('ownData.prepare', {
  summary:
    'Opens an address at which this session downloads everything that is kept of the own account as one JSON file, for ten minutes (IDN-24).',
  gate: 'account',
  sweep: 'own',
  leaving: true,
  repeat: 'fresh',
  input: FreshProof,
  output: closed({ path: line(200, 1), expiresAt: Instant }),
  errors: PROOF_ERRORS,
})

export const ownDataOperations = { 'ownData.requestCode': requestCode, 'ownData.prepare': prepare } as const
