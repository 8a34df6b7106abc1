import { randomBytes } from 'node:crypto'
import { newId } from '#testkit/client.ts'
import { sha256Of, upload } from '#testkit/uploads.ts'
import type { Examples } from './examples.ts'

const BYTES = randomBytes(2_000)

/** Valid calls of the operations of files. */
export const fileExamples = {
  'files.begin': ({ cast }) => ({
    by: cast.pupil.client,
    input: { id: newId(), kind: 'photo', name: 'Я.jpg', bytes: BYTES.length, sha256: sha256Of(BYTES) },
  }),
  'files.discard': async ({ cast }) => ({
    by: cast.pupil.client,
    input: { id: await upload(cast.pupil.client, BYTES) },
  }),
  'files.address': async ({ cast }) => ({
    by: cast.pupil.client,
    input: { id: await upload(cast.pupil.client, BYTES) },
  }),
} satisfies Partial<Examples>
