import { late } from '../ui/late.tsx'
import type { PersonPhotoProps } from './PersonPhoto.tsx'

/** The photo of a person, or the picture of a chat, over the letters that stand in its place. */
export const Photo = late<PersonPhotoProps>(async () => (await import('./PersonPhoto.tsx')).PersonPhoto)
