import { useQuery } from '@tanstack/react-query'
import { childLabels } from '#contract/communities/families.ts'
import { apiQuery } from '#web/kit/query/useApi.ts'
import { avatarTone } from '#web/kit/ui/avatar-tone.ts'
import { cx } from '#web/kit/ui/cx.ts'
import tones from '#web/kit/ui/Tones.module.css'
import styles from './ChildLabels.module.css'

/** Whoever has one child needs no sign for it; a child has the colour of its picture. */
export function ChildLabels({ communityId }: { communityId: string }) {
  // Events make the answer old, so that a list of many chats asks once.
  const { data } = useQuery({ ...apiQuery(childLabels, {}), staleTime: Number.POSITIVE_INFINITY })
  const labels = data?.labels ?? []
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
