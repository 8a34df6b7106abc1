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
