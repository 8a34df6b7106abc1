import { AccessToken } from 'livekit-server-sdk'
import { CALL_TOKEN_MS } from '#contract/calls/calls.limits.ts'
import { type MediaGrants, sourcesOf } from '../media/media-rooms.ts'
import type { MediaAccess } from '../media/media-server.ts'

/** The room of a call on the media server, or that of one of its halls. */
export function roomOf(callId: string, hallId: string | null = null): string {
  return hallId === null ? `call-${callId}` : `call-${callId}-${hallId}`
}

/**
 * Lets one session into one room. The media server knows nobody's name and no id of a person: who a session is, is asked of
 * us, by those who may know. It is told what this one may send, nothing that a client could change, and data do not go
 * through it.
 */
export function signToken(
  { key, secret }: MediaAccess,
  { room, sessionId, may }: { room: string; sessionId: string; may: MediaGrants },
): Promise<string> {
  const token = new AccessToken(key, secret, { identity: sessionId, ttl: CALL_TOKEN_MS / 1_000 })
  token.addGrant({
    room,
    roomJoin: true,
    ...sourcesOf(may),
    canSubscribe: true,
    canPublishData: false,
    canUpdateOwnMetadata: false,
  })
  return token.toJwt()
}
