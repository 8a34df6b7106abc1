/** Files of one message. */
export const ATTACHMENTS_MAX = 10
/**
 * What files of messages are; a voice message is a sound that its sender has spoken into the chat (MSG-04), and a round one
 * a short film of himself (MSG-05).
 */
export const ATTACHMENT_KINDS = ['photo', 'video', 'audio', 'voice', 'round', 'document'] as const
/** Drawers of «Вложения»: a document and a sound that nobody has spoken lie in one, and so do all films. */
export const ATTACHED_DRAWERS = {
  photo: ['photo'],
  video: ['video', 'round'],
  file: ['document', 'audio'],
  voice: ['voice'],
} as const satisfies Record<string, readonly (typeof ATTACHMENT_KINDS)[number][]>
/** Longest voice message (MSG-04), in milliseconds. */
export const VOICE_MS_MAX = 15 * 60_000
/** Longest round video message (MSG-05), in milliseconds. */
export const ROUND_MS_MAX = 60_000
/** Parts of its time for which the loudness of a voice message is told. */
export const WAVE_PEAKS = 64
/** Longer sides of the previews of a photo or a film, in pixels; smaller photos are not made larger. */
export const PREVIEW_SIZES = [400, 1600] as const
/** Files that one profile declares for chats in a minute. */
export const UPLOADS_PER_MINUTE = 60
