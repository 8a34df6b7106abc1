import assert from 'node:assert/strict'
import type { IncomingMessage } from 'node:http'
import { test } from 'node:test'
import { createAddressReader, networkOf, trustedProxies } from './network.ts'

function request(remoteAddress: string, forwarded?: string): IncomingMessage {
  return {
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  } as unknown as IncomingMessage
}

test('a limit counts by the IPv4 address and by the first half of an IPv6 one', () => {
  assert.equal(networkOf('192.0.2.7'), '192.0.2.7')
  assert.equal(networkOf('::ffff:192.0.2.7'), '192.0.2.7')
  assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64')
  assert.equal(networkOf('2001:db8::1'), '2001:db8:0:0::/64')
})

test('X-Forwarded-For is believed from named proxies only, and only up to the first stranger', () => {
  const open = createAddressReader([])
  assert.equal(open(request('192.0.2.7', '203.0.113.1')), '192.0.2.7')
  const behind = createAddressReader(trustedProxies(' 10.0.0.0/8, 127.0.0.1 '))
  assert.equal(behind(request('10.1.2.3', '203.0.113.1')), '203.0.113.1')
  assert.equal(behind(request('10.1.2.3', '198.51.100.9, 203.0.113.1, 10.9.9.9')), '203.0.113.1')
  assert.equal(behind(request('192.0.2.7', '203.0.113.1')), '192.0.2.7')
})
