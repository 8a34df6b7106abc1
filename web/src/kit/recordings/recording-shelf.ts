import type { Lifetime } from '#contract/messenger/messages.ts'
import { openProfileDatabase, type ProfileDatabase, piecesOf } from '../sync/profile-database.ts'

/** Something that was spoken for a chat, as this device keeps it until it is sent. */
export interface ShelvedRecording {
  readonly id: string
  readonly chatId: string
  /** Left out of what was recorded before there was anything else than voices. */
  readonly what?: 'voice' | 'round'
  /** Media type that the browser has recorded. */
  readonly mime: string
  readonly at: number
  /** Milliseconds that were recorded. */
  readonly ms: number
  /** How loud it was while it was recorded, from 0 to 100, ten times a second. */
  readonly levels: readonly number[]
  /** `kept`: it waits for the person; `sending`: it goes by itself, also after a reload. */
  readonly step: 'kept' | 'sending'
  readonly replyToSeq: number | null
  readonly lifetimeMs: Lifetime | null
}

/** Where recordings outlive a reload, piece by piece while they are made. */
export interface RecordingShelf {
  all(): Promise<ShelvedRecording[]>
  put(recording: ShelvedRecording): Promise<void>
  addPiece(id: string, number: number, piece: ArrayBuffer): Promise<void>
  /** In the order of their numbers. */
  pieces(id: string): Promise<ArrayBuffer[]>
  remove(id: string): Promise<void>
}

/** The shelf of one profile in this browser; it goes with everything else that the browser keeps of the profile. */
export function openShelf(profileId: string): RecordingShelf {
  let opened: Promise<ProfileDatabase> | null = null
  const database = () => {
    opened ??= openProfileDatabase(profileId)
    return opened
  }
  return {
    all: async () => (await database()).getAll('recordings'),
    async put(recording) {
      await (await database()).put('recordings', recording, recording.id)
    },
    async addPiece(id, number, piece) {
      await (await database()).put('recordingPieces', piece, [id, number])
    },
    pieces: async (id) => (await database()).getAll('recordingPieces', piecesOf(id)),
    async remove(id) {
      const tx = (await database()).transaction(['recordings', 'recordingPieces'], 'readwrite')
      await Promise.all([
        tx.objectStore('recordings').delete(id),
        tx.objectStore('recordingPieces').delete(piecesOf(id)),
        tx.done,
      ])
    },
  }
}
