import { type Static, Type } from 'typebox'
import { closed, Id, oneOf } from '../kit/scalars.ts'
import { ATTACHMENT_KINDS, WAVE_PEAKS } from './attachments.limits.ts'

/** What a file of a message is, by its first bytes and not by its name. */
export const AttachmentKind = oneOf(ATTACHMENT_KINDS)
export type AttachmentKind = Static<typeof AttachmentKind>

/**
 * A file of a message as everybody sees it who may read the message; it is loaded by `files.address`. A photo may have
 * lost what it told of the place where it was taken (MSG-03).
 */
export const Attachment = closed({
  /** Of the file. */
  id: Id,
  kind: AttachmentKind,
  /** As its sender has called it, without what would deceive a reader. */
  name: Type.String(),
  bytes: Type.Integer({ minimum: 1 }),
  /**
   * Sides in pixels, upright, of a photo or a film that has previews at `/photos/<id>/<size>`, a film of one of its
   * pictures; null for everything else.
   */
  picture: Type.Union([
    closed({ width: Type.Integer({ minimum: 1 }), height: Type.Integer({ minimum: 1 }) }),
    Type.Null(),
  ]),
  /** Milliseconds that a film, a voice message or a round one lasts; null where nobody has measured it. */
  durationMs: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
  /** How loud a voice message is in equal parts of its time, from 0 to 100; null for everything else. */
  waveform: Type.Union([
    Type.Array(Type.Integer({ minimum: 0, maximum: 100 }), { minItems: WAVE_PEAKS, maxItems: WAVE_PEAKS }),
    Type.Null(),
  ]),
})
export type Attachment = Static<typeof Attachment>
