/** Pictures that come with the product, drawn for it. */
export const PICTURE_NAMES = ['blackboard', 'library', 'morning', 'sky'] as const
export type Picture = (typeof PICTURE_NAMES)[number]

/** What stands behind a person: the room as it is, the room out of focus, a picture of ours, or one of his own. */
export type Background = 'none' | 'blur' | Picture | 'own'

/**
 * What is put behind a person who has chosen one thing where another holds. A picture of his own that may not be shown, or is
 * there no more, becomes blur and not the room: that is what he has covered.
 */
export function allowedOf(background: Background, own: { allowed: boolean; there: boolean }): Background {
  return background === 'own' && !(own.allowed && own.there) ? 'blur' : background
}
