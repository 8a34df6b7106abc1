import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explainFailure } from './cluster-error.ts'

test('names the disk when it is full', () => {
  const output = 'FATAL:  could not write lock file "postmaster.pid": No space left on device\n'
  const { message } = explainFailure('start the database', output, '/srv/parta')
  assert.match(message, /the disk that holds \/srv\/parta is full/)
})

test('names the owner when access is denied, and shows anything else as it is', () => {
  assert.match(explainFailure('open the database', 'EACCES: permission denied', '/srv/parta').message, /user who owns/)
  assert.match(
    explainFailure('start the database', 'FATAL:  odd', '/srv/parta').message,
    /in \/srv\/parta:\nFATAL: {2}odd$/,
  )
})
