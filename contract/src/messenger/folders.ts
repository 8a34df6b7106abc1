import { type Static, Type } from 'typebox'
import { event } from '../kit/event.ts'
import { command } from '../kit/operation.ts'
import { closed, Id, line, oneOf } from '../kit/scalars.ts'
import { FOLDER_CHATS_MAX, FOLDER_NAME_MAX, FOLDERS_MAX } from './messenger.limits.ts'

/**
 * What a folder gathers by itself (FLD-02): chats with something unread, chats and channels of colleagues, chats of units,
 * those of an organisation, those that concern one child of the reader.
 */
export const FOLDER_RULES = ['unread', 'staff', 'units', 'community', 'child'] as const
export const FolderRule = closed({
  by: oneOf(FOLDER_RULES),
  /** The community or the child; null of the other rules. */
  id: Type.Union([Id, Type.Null()]),
})
export type FolderRule = Static<typeof FolderRule>

/** Chats that a person has put together under a name; a chat may be in several (FLD-01). */
export const Folder = closed({
  id: Id,
  /** The bound here only keeps the request small, the rule counts code points. */
  name: line(FOLDER_NAME_MAX * 4),
  /** Null when only the chats that are named are in it. */
  rule: Type.Union([FolderRule, Type.Null()]),
  /** In it whatever the rule says. A chat that the reader cannot read any more is simply not shown. */
  chatIds: Type.Array(Id, { maxItems: FOLDER_CHATS_MAX, uniqueItems: true }),
})
export type Folder = Static<typeof Folder>

/** All folders of a person in their order. */
export const Folders = closed({
  /** 0 while there has never been one. */
  version: Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 }),
  list: Type.Array(Folder, { maxItems: FOLDERS_MAX }),
})
export type Folders = Static<typeof Folders>

export const NO_FOLDERS: Folders = { version: 0, list: [] }

export const setFolders = command('folders.set', {
  summary:
    'Puts these folders in the place of those of the given version; the person’s other devices learn it (FLD-01). What another device has changed meanwhile is not lost: then it is refused.',
  gate: 'profile',
  sweep: 'own',
  input: Folders,
  output: Folders,
  errors: ['folder.nameInvalid', 'folder.twice', 'folder.versionConflict'],
})

export const folderOperations = { 'folders.set': setFolders } as const

export const folderEvents = {
  'folders.changed': event({
    audience: 'profile',
    durable: true,
    summary: 'The reader has changed his folders; these are all of them.',
    payload: Folders,
  }),
} as const
