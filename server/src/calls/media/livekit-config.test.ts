import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type LivekitSettings, livekitConfig } from './livekit-config.ts'

const SETTINGS: LivekitSettings = {
  ports: { signal: 17_880, udp: '7882-7889', tcp: 7_881, turn: 3_478 },
  interfaces: { names: ['eth0'], addresses: ['10.1.2.3'], onlyLoopback: false },
  publicAddress: '',
  relayOverTls: null,
  key: 'parta',
  secret: 'secret',
}

// biome-ignore lint/suspicious/noExplicitAny: the shape of another program's file
const read = (change: Partial<LivekitSettings> = {}): any => JSON.parse(livekitConfig({ ...SETTINGS, ...change }))

test('nobody makes rooms by coming, nobody’s microphone is opened from afar, and codecs are those of school laptops', () => {
  const { room, limit, bind_addresses } = read()
  assert.equal(room.auto_create, false)
  assert.equal(room.enable_remote_unmute, false)
  assert.deepEqual(
    room.enabled_codecs.map(({ mime }: { mime: string }) => mime),
    ['audio/opus', 'audio/red', 'video/vp8', 'video/h264', 'video/rtx'],
  )
  assert.equal(limit.num_tracks, -1)
  assert.deepEqual(bind_addresses, ['127.0.0.1'])
})

test('browsers are told our own STUN and relay, which lead to the media server and to nothing else inside', () => {
  const own = read()
  assert.deepEqual(own.rtc.stun_servers, ['10.1.2.3:3478'])
  assert.equal(own.rtc.node_ip, '10.1.2.3')
  assert.equal(own.rtc.use_external_ip, false)
  assert.deepEqual(own.rtc.interfaces.includes, ['eth0'])
  assert.deepEqual(own.turn.allow_restricted_peer_cidrs, ['10.1.2.3/32'])
  assert.equal(own.turn.tls_port, undefined)

  const both = read({ publicAddress: '198.51.100.7,2001:db8::7' })
  assert.equal(both.rtc.node_ip, '198.51.100.7,2001:db8::7')
  assert.deepEqual(both.rtc.stun_servers, ['198.51.100.7:3478'])
  assert.deepEqual(both.turn.allow_restricted_peer_cidrs, ['10.1.2.3/32', '198.51.100.7/32', '2001:db8::7/128'])

  const several = read({ interfaces: { names: ['a', 'b'], addresses: ['10.0.0.1', '10.0.0.2'], onlyLoopback: false } })
  assert.equal(several.rtc.node_ip, undefined)
  assert.deepEqual(several.rtc.stun_servers, ['10.0.0.1:3478'])

  const six = read({ interfaces: { names: ['a'], addresses: ['2001:db8::1'], onlyLoopback: false } })
  assert.deepEqual(six.rtc.stun_servers, ['[2001:db8::1]:3478'])
  assert.deepEqual(six.turn.bind_addresses, ['::'])
})

test('the relay over TLS has a name, and a certificate unless a proxy ends TLS before it', () => {
  const relay = { domain: 'relay.parta.example', port: 5_349, certificate: '', key: '' }
  const behind = read({ relayOverTls: relay }).turn
  assert.deepEqual([behind.domain, behind.tls_port, behind.external_tls], ['relay.parta.example', 5_349, true])
  const own = read({ relayOverTls: { ...relay, certificate: '/a.pem', key: '/b.pem' } }).turn
  assert.deepEqual([own.cert_file, own.key_file, own.external_tls], ['/a.pem', '/b.pem', undefined])
})
