import { PICTURE_SIZES } from '#contract/files/pictures.limits.ts'
import styles from './Photo.module.css'
import { knownPhotos, tellPhotos, usePhoto } from './photos.ts'

interface PhotoProps {
  /** Whose. */
  id: string
  /** Of the card of the person, where it is known. */
  version?: number
  /** Side of the picture on the screen. */
  size: number
}

/** The photo of a person over the letters that stand in its place; nothing where there is none for this viewer. */
export function Photo({ id, version, size }: PhotoProps) {
  const photoId = usePhoto(id, version)
  if (photoId === null) return null
  const forget = () => {
    knownPhotos.delete(id)
    tellPhotos()
  }
  return <PhotoImage photoId={photoId} size={size} onError={forget} />
}

/** A photo in the smallest square that is sharp on this screen. */
export function PhotoImage({ photoId, size, onError }: { photoId: string; size: number; onError?: () => void }) {
  const side = PICTURE_SIZES.find((each) => each >= size * devicePixelRatio) ?? 512
  return <img className={styles.photo} src={`/photos/${photoId}/${side}`} alt="" decoding="async" onError={onError} />
}
