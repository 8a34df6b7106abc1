import { avatarTone } from '#web/kit/ui/avatar-tone.ts'
import { cx } from '#web/kit/ui/cx.ts'
import tones from '#web/kit/ui/Tones.module.css'
import styles from './ChildLabels.module.css'
import { useChildLabels } from './use-child-labels.ts'

/** Whoever has one child needs no sign for it; a child has the colour of its picture. */
export function ChildLabels({ communityId }: { communityId: string }) {
  const labels = useChildLabels()
  const here = labels.filter((each) => each.communityId === communityId)
  if (new Set(labels.map(({ id }) => id)).size < 2 || here.length === 0) return null
  return (
    <span className={styles.labels}>
      {here.map(({ id, label }) => (
        <span key={id} className={cx(tones.tone, styles.label)} data-tone={avatarTone(id)} title={label}>
          {label}
        </span>
      ))}
    </span>
  )
}
