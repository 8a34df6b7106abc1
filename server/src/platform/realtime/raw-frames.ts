import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import type { Pieces } from '../dispatch/encoded.ts'

/**
 * The one file that knows the connection under `ws`: frames are encoded once for all receivers and everything that a
 * socket has pending leaves in one call per tick. `ws` keeps the handshake, the inbound side and the closing.
 */

/** A text for one socket alone: it becomes a frame when it is written, in memory that is used again. */
export class TextFrame {
  readonly json: string | Pieces

  constructor(json: string | Pieces) {
    this.json = json
  }
}

/** A frame that is encoded once for all receivers, or one for a single receiver. */
export type Frame = Buffer | TextFrame

const headerBytes = (length: number) => (length < 126 ? 2 : length < 65_536 ? 4 : 10)

/** Encodes an unmasked text frame (RFC 6455 §5.2) that is not compressed; its text may come in pieces. */
export function encodeTextFrame(json: string | Pieces): Buffer {
  const length = bytesOf(json)
  const frame = Buffer.allocUnsafe(headerBytes(length) + length)
  putText(frame, 0, json, length)
  return frame
}

/** Bytes that a frame takes. */
export function frameBytes(frame: Frame): number {
  if (!(frame instanceof TextFrame)) return frame.length
  const length = bytesOf(frame.json)
  return headerBytes(length) + length
}

/** Puts a frame into a buffer that has room for it; returns where the next one goes. */
export function putFrame(into: Buffer, at: number, frame: Frame): number {
  if (frame instanceof TextFrame) return putText(into, at, frame.json, bytesOf(frame.json))
  return at + frame.copy(into, at)
}

function putText(into: Buffer, at: number, json: string | Pieces, length: number): number {
  const header = headerBytes(length)
  into[at] = 0x81
  if (header === 2) into[at + 1] = length
  else if (header === 4) {
    into[at + 1] = 126
    into.writeUInt16BE(length, at + 2)
  } else {
    into[at + 1] = 127
    into.writeUInt32BE(Math.floor(length / 2 ** 32), at + 2)
    into.writeUInt32BE(length % 2 ** 32, at + 6)
  }
  let next = at + header
  for (const piece of typeof json === 'string' ? [json] : json) {
    next += typeof piece === 'string' ? into.write(piece, next) : piece.copy(into, next)
  }
  return next
}

function bytesOf(json: string | Pieces): number {
  if (typeof json === 'string') return Buffer.byteLength(json)
  let length = 0
  for (const piece of json) length += typeof piece === 'string' ? Buffer.byteLength(piece) : piece.length
  return length
}

/** Writes finished frames, one behind the other, in one call; does nothing on a socket that is closing. */
export function writeFrames(ws: WebSocket, frames: Buffer): void {
  if (ws.readyState === ws.OPEN) connectionOf(ws)?.write(frames)
}

/** Bytes that the other side has not taken yet. */
export function unsentBytes(ws: WebSocket): number {
  return connectionOf(ws)?.writableLength ?? 0
}

/** Calls back once everything written so far has left. */
export function onceDrained(ws: WebSocket, callback: () => void): void {
  connectionOf(ws)?.once('drain', callback)
}

function connectionOf(ws: WebSocket): Socket | null {
  return (ws as WebSocket & { _socket: Socket | null })._socket
}
