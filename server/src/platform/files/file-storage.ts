import type { FileHandle } from 'node:fs/promises'
import type { Readable } from 'node:stream'

/** How a piece of an upload has ended: how many bytes are on the disk now, and what cut it short. */
export interface Written {
  /** Bytes from the first one on that will be there after a power cut. */
  received: number
  /** What ended the piece before its end, or null. */
  failure: Error | null
}

/** Where bytes of files are, by the id of the file. It knows nothing of whose they are. */
export interface FileStorage {
  /**
   * Writes a piece from `offset` on, at most `room` bytes, and waits until it is on the disk.
   *
   * @throws Error when it is not sure that anything is on the disk
   */
  write(id: string, offset: number, room: number, piece: AsyncIterable<Buffer>): Promise<Written>
  /** SHA-256 of what is there, if it is just so many bytes; null otherwise. */
  hash(id: string, bytes: number): Promise<Buffer | null>
  /** The bytes from `start` to `end`, both included; null when they are not there. */
  read(id: string, start: number, end: number): Promise<Readable | null>
  /** An open file with the bytes, for a program that reads them by itself; null when they are not there. Whoever asks closes it. */
  lend(id: string): Promise<FileHandle | null>
  /** Takes the bytes away; they may be gone already. */
  remove(id: string): Promise<void>
}

/** More bytes came than were declared. */
export class TooManyBytes extends Error {
  constructor() {
    super('More bytes came than were declared')
    this.name = 'TooManyBytes'
  }
}
