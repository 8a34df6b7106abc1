import type { PlantedBug } from './planted-bug.ts'

const STORE = 'server/src/files/files.store.ts'
const UPLOADS = 'server/src/files/uploads.service.ts'
const DOWNLOADS = 'server/src/files/downloads.service.ts'
const PHOTOS = 'server/src/identity/photos/photos.service.ts'
const PRIVACY = 'server/src/communities/privacy/privacy.service.ts'
const WORKER = 'server/src/platform/pictures/picture-worker.ts'
const CHAT_PICTURES = 'server/src/messenger/pictures/pictures.service.ts'

/** Mistakes with files on their way in and out, and with the pictures that are made of them. */
export const fileBugs: readonly PlantedBug[] = [
  {
    name: 'a file counts though other bytes have come than were declared',
    guard: 'uploads',
    shows: /wrong places, more bytes than declared and other bytes/,
    edits: [{ file: UPLOADS, from: 'hash !== null && sameBytes(hash, file.sha256)', to: 'hash !== null' }],
  },
  {
    name: 'a file is written to by two requests at a time',
    guard: 'uploads',
    shows: /two writers of one file take turns/,
    edits: [
      {
        file: STORE,
        from: `    .where('state', '=', 'open')
    .where((eb) => eb.or([eb('writer_until', 'is', null), eb('writer_until', '<=', now)]))\n`,
        to: "    .where('state', '=', 'open')\n",
      },
    ],
  },
  {
    name: 'a file that is erased is loaded on by whoever has its address',
    guard: 'downloads',
    shows: /an erased file is gone at once/,
    edits: [
      {
        file: STORE,
        from: "    .where('id', '=', id)\n    .where('state', '<>', 'erased')\n    .executeTakeFirst()",
        to: "    .where('id', '=', id)\n    .executeTakeFirst()",
      },
      { file: DOWNLOADS, from: "file === null || file.state !== 'kept'", to: 'file === null' },
    ],
  },
  {
    name: 'a file is loaded on after its reader has signed out',
    guard: 'downloads',
    shows: /an address is good for one file, one session/,
    edits: [
      {
        file: DOWNLOADS,
        from: 'if ((await liveProfiles([sessionId])).get(sessionId) !== profileId)',
        to: 'if (sessionId === profileId)',
      },
    ],
  },
  {
    name: 'a photo is given to everybody who sees the person',
    guard: 'canary',
    shows: /the photo of a pupil reached/,
    edits: [
      {
        file: PHOTOS,
        from: 'return photos.filter(({ profileId }) => shown.has(profileId))',
        to: 'return shown.size > 0 ? photos : []',
      },
    ],
  },
  {
    name: 'a photo of a pupil is shown to the staff of the whole school',
    guard: 'photos',
    shows: /sees the photo/,
    edits: [
      { file: PRIVACY, from: '(isPupil(id) ? inClass : near).has(id)', to: '(isPupil(id) ? near : near).has(id)' },
    ],
  },
  {
    name: 'a photo goes on to tell where it was taken',
    guard: 'pictureMaker',
    shows: /squares stand upright and tell nothing/,
    edits: [
      { file: WORKER, from: '    .autoOrient()\n', to: '    .keepExif()\n    .autoOrient()\n' },
      { file: WORKER, from: '.resize(size, size, {', to: '.keepExif().resize(size, size, {' },
    ],
  },
  {
    name: 'a picture of a chat is given to whoever knows its id',
    guard: 'chatPictures',
    shows: /everybody in it sees it and who did it/,
    edits: [
      {
        file: CHAT_PICTURES,
        from: 'return row?.picture_id === pictureId ? files.read(db, picture.fileId) : null',
        to: 'return row?.id !== pictureId ? files.read(db, picture.fileId) : null',
      },
    ],
  },
]
