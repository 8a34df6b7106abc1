import { locale } from '../i18n/locale.ts'
import styles from './VerifiedMark.module.css'

const TITLE = { ru: 'Верифицированный профиль', en: 'Verified profile' }[locale]

/** «Шапочка»: stands behind the name of staff (VER-03). Drawn from the server's attribute, never from a name. */
export function VerifiedMark({ size = 16 }: { size?: number }) {
  return (
    <svg className={styles.mark} width={size} height={size} viewBox="0 0 16 16" role="img" aria-label={TITLE}>
      <title>{TITLE}</title>
      <path
        className={styles.base}
        d="M4 7.6v3.1c0 .5.2.9.6 1.1 1 .7 2.2 1 3.4 1s2.4-.3 3.4-1c.4-.2.6-.6.6-1.1V7.6L8 9.5z"
      />
      <path
        className={styles.top}
        d="M7.5 2.6.9 5.4a.5.5 0 0 0 0 .9l6.6 2.9c.3.1.7.1 1 0l6.6-2.9a.5.5 0 0 0 0-.9L8.5 2.6c-.3-.1-.7-.1-1 0z"
      />
      <path className={styles.tassel} d="M14 6.2v4.6M14 10.6c-.7.4-.9 1.3-.7 2.2h1.4c.2-.9 0-1.8-.7-2.2z" />
    </svg>
  )
}
