import type { Attachment } from '#contract/messenger/attachment.ts'
import { PREVIEW_SIZES } from '#contract/messenger/attachments.limits.ts'

const [SMALL, LARGE] = PREVIEW_SIZES

/** Where the preview of a photo is that is just sharp in a place of so many pixels of the page. */
export function previewOf({ id }: Pick<Attachment, 'id'>, size: number): string {
  return `/photos/${id}/${size * devicePixelRatio <= SMALL * 1.3 ? SMALL : LARGE}`
}
