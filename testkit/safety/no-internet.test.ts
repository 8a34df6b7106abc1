import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'

/** An address that is kept for documentation: nobody has it. */
const NOBODY = '192.0.2.1'

const sealed = process.env.PARTA_TEST_SEALED === '1'

/** How a connection ends that somebody tries to make. */
async function tryToReach(host: string, port: number): Promise<string> {
  const socket = connect({ host, port, timeout: 2_000 })
  const [error] = (await Promise.race([
    once(socket, 'error').catch((reason: unknown) => [reason]),
    once(socket, 'connect').then(() => [{ code: 'connected' }]),
    once(socket, 'timeout').then(() => [{ code: 'timeout' }]),
  ])) as [{ code: string }]
  socket.destroy()
  return error.code
}

test('[GEN-07/egress] every test and every browser story runs where nothing is reached but this machine itself', {
  skip: sealed ? false : 'only root on Linux can take the network from the tests',
}, async () => {
  assert.equal(await tryToReach(NOBODY, 443), 'ENETUNREACH')
  // Loopback is there, with nobody listening.
  assert.equal(await tryToReach('127.0.0.1', 1), 'ECONNREFUSED')
})
