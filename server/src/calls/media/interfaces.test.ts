import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseInterfaces } from './interfaces.ts'

const four = (address: string, internal = false) => ({ address, family: 'IPv4' as const, internal })
const six = (address: string, internal = false) => ({ address, family: 'IPv6' as const, internal })
const LOOPBACK = { lo: [four('127.0.0.1', true), six('::1', true)] }

test('calls go over what leads out of the machine, not over containers, bridges or loopback', () => {
  const networks = {
    ...LOOPBACK,
    eth0: [four('10.1.2.3'), six('2001:db8::3'), six('fe80::1')],
    docker0: [four('172.17.0.1')],
    'br-5ca1ab1e': [four('172.18.0.1')],
    veth0b1: [six('fe80::2')],
    wlan0: [four('192.168.1.7')],
  }
  assert.deepEqual(chooseInterfaces(networks, []), {
    names: ['eth0', 'wlan0'],
    addresses: ['10.1.2.3', '192.168.1.7', '2001:db8::3'],
    onlyLoopback: false,
  })
})

test('the operator chooses otherwise, and a machine without a network still calls itself', () => {
  const networks = { ...LOOPBACK, eth0: [four('10.1.2.3')], docker0: [four('172.17.0.1')] }
  assert.deepEqual(chooseInterfaces(networks, ['docker0', 'gone0']).names, ['docker0'])
  assert.deepEqual(chooseInterfaces({ ...LOOPBACK, docker0: [four('172.17.0.1')] }, []), {
    names: ['lo'],
    addresses: ['127.0.0.1', '::1'],
    onlyLoopback: true,
  })
})
