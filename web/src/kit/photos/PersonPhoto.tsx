import { PhotoImage } from './PhotoImage.tsx'
import { forgetPhoto, usePhoto } from './photos.ts'
import { loadsPictures } from './picture-traffic.ts'

export interface PersonPhotoProps {
  /** Whose. */
  id: string
  /** Of the card of the person, where it is known. */
  version?: number | undefined
  /** Side of the picture on the screen. */
  size: number
  /** Known without asking: it is no person's. */
  pictureId?: string | undefined
}

/** Nothing where there is no photo for this viewer, or the network is too dear for it. */
export function PersonPhoto({ pictureId, ...person }: PersonPhotoProps) {
  if (!loadsPictures()) return null
  if (pictureId !== undefined) return <PhotoImage photoId={pictureId} size={person.size} />
  return <Asked {...person} />
}

function Asked({ id, version, size }: PersonPhotoProps) {
  const photoId = usePhoto(id, version)
  if (photoId === null) return null
  return <PhotoImage photoId={photoId} size={size} onError={() => forgetPhoto(id)} />
}
