import { PICTURE_SIZES } from '#contract/files/pictures.limits.ts'
import styles from './PhotoImage.module.css'

/** A photo in the smallest square that is sharp on this screen. */
export function PhotoImage({ photoId, size, onError }: { photoId: string; size: number; onError?: () => void }) {
  const side = PICTURE_SIZES.find((each) => each >= size * devicePixelRatio) ?? 512
  return <img className={styles.photo} src={`/photos/${photoId}/${side}`} alt="" decoding="async" onError={onError} />
}
