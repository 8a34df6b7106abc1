import type { Media } from './session/call-session.ts'
import type { LiveRoomParts } from './session/live-room.ts'

/** The library of media comes when somebody really goes in. */
export async function openMedia(parts: LiveRoomParts): Promise<Media> {
  const { LiveRoom } = await import('./session/live-room.ts')
  return new LiveRoom(parts)
}
