import { t } from '../messenger.texts.ts'
import styles from './parts.module.css'

/** «Шапочка»: the mark of a person whom an organisation has verified as its staff. */
export function Mark({ size = 16 }: { size?: number }) {
  return (
    <svg className={styles.mark} width={size} height={size} viewBox="0 0 16 16" role="img" aria-label={t.verified}>
      <title>{t.verified}</title>
      <g fill="var(--p-accent)">
        <path d="M7.55 2.6a1 1 0 0 1 .9 0l6.3 3.05a.5.5 0 0 1 0 .9L8.45 9.6a1 1 0 0 1-.9 0l-6.3-3.05a.5.5 0 0 1 0-.9L7.55 2.6Z" />
        <path d="M3.5 8.75 7 10.45a2.3 2.3 0 0 0 2 0l3.5-1.7v2.35c0 1.25-2 2.25-4.5 2.25s-4.5-1-4.5-2.25V8.75Z" />
      </g>
      <path stroke="var(--m-cap-tassel)" strokeWidth="1.3" strokeLinecap="round" d="M14.3 6.9v3.9" fill="none" />
      <circle cx="14.3" cy="11.5" r="1.05" fill="var(--m-cap-tassel)" />
    </svg>
  )
}
