import { type Static, Type } from 'typebox'
import { closed, Id } from '../kit/scalars.ts'
import { LINK_DESCRIPTION_MAX, LINK_SITE_MAX, LINK_TITLE_MAX } from './previews.limits.ts'

/** The card of the first link of a message: what the page behind it said of itself when the server looked. */
export const LinkPreview = closed({
  /** As it stands in the text. */
  address: Type.String(),
  /** The host that has answered in the end, as it is safe to show. */
  host: Type.String(),
  /** How the page calls its site; null when it does not. */
  siteName: Type.Union([Type.String({ maxLength: LINK_SITE_MAX * 2 }), Type.Null()]),
  title: Type.String({ maxLength: LINK_TITLE_MAX * 2 }),
  description: Type.Union([Type.String({ maxLength: LINK_DESCRIPTION_MAX * 2 }), Type.Null()]),
  /** Loaded from `/photos/<pictureId>/<LINK_PICTURE_SIDE>` by whoever reads the message: our copy, never the other host’s. */
  pictureId: Type.Union([Id, Type.Null()]),
})
export type LinkPreview = Static<typeof LinkPreview>
