import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import type { Pieces } from '../dispatch/encoded.ts'

/**
 * The one file that knows the connection under `ws`: frames are encoded once for all receivers and everything that a
 * socket has pending leaves in one call per tick. `ws` keeps the handshake, the inbound side and the closing.
 */

/** Encodes an unmasked text frame (RFC 6455 §5.2) that is not compressed; its text may come in pieces. */
export function encodeTextFrame(json: string | Pieces): Buffer {
  const length = typeof json === 'string' ? Buffer.byteLength(json) : lengthOf(json)
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(header + length)
  frame[0] = 0x81
  if (header === 2) frame[1] = length
  else if (header === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeUInt32BE(Math.floor(length / 2 ** 32), 2)
    frame.writeUInt32BE(length % 2 ** 32, 6)
  }
  if (typeof json === 'string') frame.write(json, header)
  else writePieces(frame, json, header)
  return frame
}

function lengthOf(pieces: Pieces): number {
  let length = 0
  for (const piece of pieces) length += typeof piece === 'string' ? Buffer.byteLength(piece) : piece.length
  return length
}

function writePieces(frame: Buffer, pieces: Pieces, from: number): void {
  let at = from
  for (const piece of pieces) at += typeof piece === 'string' ? frame.write(piece, at) : piece.copy(frame, at)
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
