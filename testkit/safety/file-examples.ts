import { randomBytes } from 'node:crypto'
import { newId } from '#testkit/client.ts'
import { pictureOf } from '#testkit/pictures.ts'
import { attach, sha256Of, upload, wearPhoto } from '#testkit/uploads.ts'
import type { Examples } from './examples.ts'

const BYTES = randomBytes(2_000)

/** Valid calls of the operations of files and photos. */
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
  'attachments.begin': ({ cast, chatId }) => ({
    by: cast.teacher.client,
    input: { chatId, id: newId(), name: 'Журнал.txt', bytes: BYTES.length, sha256: sha256Of(BYTES) },
  }),
  'attachments.complete': async ({ cast, chatId }) => {
    const { client } = cast.teacher
    return { by: client, input: { chatId, id: (await attach(client, chatId, BYTES)).id } }
  },
  'attachments.able': ({ cast }) => ({ by: cast.teacher.client, input: {} }),
  'photos.of': ({ cast }) => ({ by: cast.pupil.client, input: { ids: [cast.teacher.profileId] } }),
  'photos.own': ({ cast }) => ({ by: cast.pupil.client, input: {} }),
  'photos.set': async ({ cast }) => ({
    by: cast.teacher.client,
    input: { fileId: await upload(cast.teacher.client, await pictureOf(200, 200)) },
  }),
  'photos.remove': async ({ cast }) => {
    await wearPhoto(cast.teacher.client, await pictureOf(200, 200))
    return { by: cast.teacher.client, input: {} }
  },
  'chats.setPicture': async ({ cast, chatId }) => ({
    by: cast.teacher.client,
    input: { chatId, fileId: await upload(cast.teacher.client, await pictureOf(200, 200)) },
  }),
  'chats.removePicture': ({ cast, chatId }) => ({ by: cast.teacher.client, input: { chatId } }),
  'members.takePhoto': async ({ cast }) => {
    await wearPhoto(cast.secondTeacher.client, await pictureOf(200, 200))
    const { communityId } = cast.school
    const { profileId } = cast.secondTeacher
    return { by: cast.director.client, input: { communityId, profileId, reason: 'Это не фотография человека' } }
  },
} satisfies Partial<Examples>
