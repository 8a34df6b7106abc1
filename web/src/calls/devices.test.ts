import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byKind, troubleOf } from './devices.ts'

const named = (name: string) => Object.assign(new Error(name), { name })

test('[CALL-16/help] what the browser says of a device becomes what the person can do', () => {
  assert.equal(troubleOf(named('NotAllowedError')), 'denied')
  assert.equal(troubleOf(named('NotFoundError')), 'absent')
  assert.equal(troubleOf(named('OverconstrainedError')), 'absent')
  assert.equal(troubleOf(named('NotReadableError')), 'busy')
  assert.equal(troubleOf('anything'), 'busy')
})

test('devices are offered by name, and the default of the system not twice', () => {
  const devices = byKind([
    { kind: 'audioinput', deviceId: 'default', label: 'Default' },
    { kind: 'audioinput', deviceId: 'a', label: 'Гарнитура' },
    { kind: 'videoinput', deviceId: '', label: '' },
    { kind: 'videoinput', deviceId: 'c', label: 'Камера USB' },
  ])
  assert.deepEqual(devices, {
    audioinput: [{ id: 'a', label: 'Гарнитура' }],
    audiooutput: [],
    videoinput: [{ id: 'c', label: 'Камера USB' }],
  })
})
