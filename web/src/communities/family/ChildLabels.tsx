import type { ChildLabel } from '#contract/communities/families.ts'
import { avatarTone } from '#web/kit/ui/avatar-tone.ts'
import { cx } from '#web/kit/ui/cx.ts'
import tones from '#web/kit/ui/Tones.module.css'
import styles from './ChildLabels.module.css'
import { useChildLabels } from './use-child-labels.ts'

export type ChildLabelsProps =
  | {
      communityId: string
      /** Of a chat of a unit: it is about the children there. */
      unitId?: string | null
    }
  | { ids: readonly string[] }

/**
 * The children because of whom the viewer is in an organisation, or those named, who may take more lines than one. Whoever has
 * one child needs no sign for it; a child has the colour of its picture.
 */
export function ChildLabels(props: ChildLabelsProps) {
  const labels = useChildLabels()
  const isWanted = (each: ChildLabel) =>
    'ids' in props
      ? props.ids.includes(each.id)
      : each.communityId === props.communityId && (props.unitId == null || each.unitIds.includes(props.unitId))
  const here = new Map(labels.filter(isWanted).map((each) => [each.id, each.label]))
  if (new Set(labels.map(({ id }) => id)).size < 2 || here.size === 0) return null
  return (
    <span className={cx(styles.labels, 'ids' in props && styles.all)}>
      {[...here].map(([id, label]) => (
        <span key={id} className={cx(tones.tone, styles.label)} data-tone={avatarTone(id)} title={label}>
          {label}
        </span>
      ))}
    </span>
  )
}
