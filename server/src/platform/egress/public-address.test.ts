import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPublicAddress } from './public-address.ts'

const PUBLIC = [
  '1.1.1.1',
  '9.255.255.255',
  '100.63.255.255',
  '100.128.0.1',
  '172.15.0.1',
  '172.32.0.1',
  '223.255.255.255',
]
const PUBLIC_6 = ['2a00:1450:4010::1', '2606:4700::1111', '2003::1', '2001:4860:4860::8888']

const OWN = [
  ...['0.0.0.0', '0.1.2.3', '10.0.0.1', '100.64.0.1', '100.127.255.255', '127.0.0.1', '127.255.255.254'],
  ...['169.254.169.254', '172.16.0.1', '172.31.255.255', '192.168.1.1', '192.0.0.8', '192.88.99.1'],
  ...['198.18.0.1', '198.19.255.255', '192.0.2.1', '198.51.100.1', '203.0.113.1'],
  ...['224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'],
]
const OWN_6 = [
  ...['::', '::1', '::127.0.0.1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:0:7f00:1', '64:ff9b::7f00:1'],
  ...['64:ff9b::808:808', '64:ff9b:1::1', '100::1', 'fc00::1', 'fd12:3456::1', 'fe80::1', 'fe80::1%lo', 'fec0::1'],
  ...['ff02::1', '2001::1', '2001:0:7f00:1::', '2001:db8::1', '2002:7f00:1::', '2002:808:808::1', '3fff::1', '5f00::1'],
]

test('only single hosts of the public network may be asked, in whatever form an address is carried', () => {
  for (const address of [...PUBLIC, ...PUBLIC_6]) assert.ok(isPublicAddress(address), address)
  for (const address of [...OWN, ...OWN_6]) assert.ok(!isPublicAddress(address), address)
})

test('what is no address in its usual spelling is none that may be asked', () => {
  for (const text of ['', 'localhost', '127.1', '2130706433', '0x7f.1', '1.1.1.1 ', '[::1]', '2606:4700::1111%1']) {
    assert.ok(!isPublicAddress(text), text)
  }
})
