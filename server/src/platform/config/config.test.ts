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
