import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ConfigError, readConfig } from './config.ts'

function mistakes(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    return (error as ConfigError).mistakes
  }
}

test('a way for SMS needs an address that it can speak to', () => {
  assert.deepEqual(mistakes({ PARTA_SMS: 'smpp', PARTA_SMS_URL: 'ssmpp://parta:secret@sms.example:3550' }), [])
  assert.deepEqual(mistakes({ PARTA_SMS: 'http', PARTA_SMS_URL: 'https://sms.example/send' }), [])
  assert.deepEqual(mistakes({ PARTA_SMS: 'smpp' }), ['PARTA_SMS_URL: needed with PARTA_SMS=smpp'])
  assert.deepEqual(mistakes({ PARTA_SMS: 'smpp', PARTA_SMS_URL: 'https://sms.example' }), [
    'PARTA_SMS_URL: expected smpp:// or ssmpp:// with PARTA_SMS=smpp',
  ])
  assert.deepEqual(mistakes({ PARTA_SMS: 'http', PARTA_SMS_URL: 'smpp://sms.example' }), [
    'PARTA_SMS_URL: expected http:// or https:// with PARTA_SMS=http',
  ])
})

test('files come from a host of their own', () => {
  const real = {
    PARTA_PUBLIC_URL: 'https://parta.example',
    PARTA_SMS: 'http',
    PARTA_SMS_URL: 'https://sms.example/send',
  }
  assert.deepEqual(mistakes({ ...real, PARTA_FILES_URL: 'https://parta-files.example' }), [])
  for (const other of ['https://parta.example', 'https://parta.example:8443']) {
    assert.deepEqual(mistakes({ ...real, PARTA_FILES_URL: other }), ['PARTA_FILES_URL: expected a host of its own'])
  }
})

test('a cluster of calls needs an address and a key, and our own media server ports and addresses that are some', () => {
  const cluster = { PARTA_MEDIA_SERVER: 'cluster', PARTA_MEDIA_KEY: 'key', PARTA_MEDIA_SECRET: 'secret' }
  assert.deepEqual(mistakes({ ...cluster, PARTA_MEDIA_URL: 'ws://calls.example:7880' }), [])
  assert.deepEqual(mistakes({ PARTA_MEDIA_SERVER: 'cluster', PARTA_MEDIA_URL: 'https://calls.example' }), [
    'PARTA_MEDIA_URL: expected an address with ws:// or wss:// with PARTA_MEDIA_SERVER=cluster',
    'PARTA_MEDIA_KEY and PARTA_MEDIA_SECRET: both are needed with PARTA_MEDIA_SERVER=cluster',
  ])
  const real = {
    PARTA_PUBLIC_URL: 'https://parta.example',
    PARTA_SMS: 'http',
    PARTA_SMS_URL: 'https://sms.example/send',
  }
  assert.deepEqual(mistakes({ ...real, ...cluster, PARTA_MEDIA_URL: 'ws://calls.example' }), [
    'PARTA_MEDIA_URL: expected an address with wss:// with PARTA_MEDIA_SERVER=cluster',
  ])
  for (const ports of ['7882', '7882-7889', '1-65535']) {
    assert.deepEqual(mistakes({ PARTA_MEDIA_UDP_PORTS: ports }), [])
  }
  for (const ports of ['0', '7889-7882', '7882-', '70000', 'all', '7882-70000']) {
    assert.equal(mistakes({ PARTA_MEDIA_UDP_PORTS: ports }).length, 1, ports)
  }
  assert.deepEqual(mistakes({ PARTA_MEDIA_ADDRESS: '198.51.100.7,2001:db8::7' }), [])
  for (const address of ['calls.example', '198.51.100.7,198.51.100.8']) {
    assert.equal(mistakes({ PARTA_MEDIA_ADDRESS: address }).length, 1, address)
  }
})
