import type { MergePreview } from '#contract/identity/merge.ts'
import styles from './merging.module.css'
import { t } from './merging.texts.ts'

/** What comes over from the other account, and what collides. */
export function MergeFacts({ preview }: { preview: MergePreview }) {
  return (
    <>
      <dl className={styles.facts}>
        <dt>{t.names}</dt>
        {preview.names.map((name) => (
          <dd key={name}>{name}</dd>
        ))}
        <dt>{t.organisations}</dt>
        {preview.organisations.length === 0 && <dd>{t.none}</dd>}
        {preview.organisations.map(({ name, both }) => (
          <dd key={name}>
            {name}
            {both && <small> · {t.both}</small>}
          </dd>
        ))}
        {preview.children.length > 0 && <dt>{t.children}</dt>}
        {preview.children.map((name) => (
          <dd key={name}>{name}</dd>
        ))}
      </dl>
      <p>{t.chats(preview.chats)}</p>
      {preview.twice > 0 && <p>{t.twice(preview.twice)}</p>}
      {preview.between && <p>{t.between}</p>}
    </>
  )
}
