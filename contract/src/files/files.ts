import { Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Instant, line, oneOf } from '../kit/scalars.ts'
import { FILE_BYTES_MAX, FILE_KINDS, FILE_NAME_MAX } from './files.limits.ts'

/** Where the bytes of a declared file go, and how far it has come. */
export const UploadPlace = closed({
  /** Where HEAD and PATCH go, on the site's host. */
  address: Type.String(),
  received: Type.Integer({ minimum: 0 }),
  /** When what has not come to its end, or is used for nothing by then, is deleted. */
  expiresAt: Instant,
})

export const begin = command('files.begin', {
  summary:
    'Declares a file with its size and SHA-256; its bytes are then sent to `address` by the tus protocol (1.0), in pieces, resumed at any byte. The same id again tells how far it has come.',
  gate: 'profile',
  sweep: 'own',
  lesson: false,
  repeat: 'self',
  perMinute: 30,
  input: closed({
    id: Id,
    kind: oneOf(FILE_KINDS),
    name: line(FILE_NAME_MAX),
    bytes: Type.Integer({ minimum: 1, maximum: FILE_BYTES_MAX }),
    /** In hexadecimal digits; what has come is compared with it before the file counts. */
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  }),
  output: UploadPlace,
  errors: ['file.unknown', 'file.tooLarge', 'file.quotaReached'],
})

export const discard = command('files.discard', {
  summary: 'Deletes an own file that is used for nothing yet, whole or not. One that is gone already is no mistake.',
  gate: 'profile',
  sweep: 'own',
  lesson: false,
  repeat: 'last',
  input: closed({ id: Id }),
  output: closed({}),
})

export const address = query('files.address', {
  summary:
    'An address on the host of files from which this session may load a file for some hours; every request there checks session and right again.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ id: Id }),
  output: closed({ url: Type.String(), expiresAt: Instant }),
  errors: ['file.unknown'],
})

export const fileOperations = { 'files.begin': begin, 'files.discard': discard, 'files.address': address } as const
