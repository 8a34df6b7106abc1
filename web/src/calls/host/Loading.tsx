import { t } from '../calls.texts.ts'
import styles from '../prejoin/prejoin.module.css'

/** In the place of a call whose chat is on its way. */
export function Loading() {
  return <main id="content" className={styles.skeleton} aria-busy="true" aria-label={t.loading} />
}
