import { CALL_TOKEN_MS } from '#contract/calls/calls.limits.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { MediaUnavailable } from '../media/media-rooms.ts'
import { signToken } from './admission.ts'
import type { EnteringParts } from './entering.ts'

type Parts = Pick<EnteringParts, 'db' | 'clock' | 'media' | 'ownUrl' | 'accessChat'> & Pick<Platform, 'newId'>

export type TrialService = ReturnType<typeof createTrialService>

/** Rooms in which somebody tries, alone, whether a call would reach his device. They go by themselves. */
export function createTrialService({ db, clock, media, ownUrl, accessChat, newId }: Parts) {
  return {
    async open(
      viewerId: string,
      { chatId }: InputOf<Operations['calls.tryMedia']>,
      fail: Fail<ErrorsOf<Operations['calls.tryMedia']>>,
    ): Promise<OutputOf<Operations['calls.tryMedia']>> {
      if ((await accessChat(db, viewerId, chatId)) === null) fail('chat.unknown')
      const browser = media?.access() ?? fail('call.unavailable')
      const room = `trial-${newId()}`
      await media!.rooms.ensure(room, 1).catch((error: unknown) => {
        if (error instanceof MediaUnavailable) fail('call.unavailable')
        throw error
      })
      const may = { microphone: true, camera: false, screen: false }
      const token = await signToken(browser, { room, sessionId: newId(), may })
      return { url: media!.browserUrl ?? ownUrl(), token, expiresAt: toInstant(clock.now() + CALL_TOKEN_MS) }
    },
  }
}
