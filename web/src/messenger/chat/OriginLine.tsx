import { Icon12ArrowshapeRight } from '@vkontakte/icons'
import type { Origin } from '#contract/messenger/origin.ts'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { useMessenger } from '../boot/engine-context.ts'
import { fallbackNames } from '../boot/names.ts'
import { t } from '../messenger.texts.ts'
import { nameOf } from '../view/people.ts'
import styles from './chat.module.css'

/** Whose words a forwarded message holds; of a person whom the reader may not know no more than that they are another one’s. */
export function OriginLine({ origin }: { origin: Exclude<Origin, { kind: 'plannedCall' }> }) {
  const verified = useMessenger(({ sync }) => {
    const card = origin.kind === 'channel' ? undefined : sync.cards[origin.profileId ?? '']
    return nameOf(card, fallbackNames).verified
  })
  const text = useMessenger(({ sync }) => {
    if (origin.kind === 'channel') return t.forwarded.channel(origin.channel, origin.community)
    if (origin.profileId === sync.profileId) return t.forwarded.own
    const card = sync.cards[origin.profileId]
    return card === undefined ? t.forwarded.somebody : t.forwarded.person(nameOf(card, fallbackNames).name)
  })
  return (
    <span className={styles.origin}>
      <Icon12ArrowshapeRight aria-hidden="true" />
      <span>
        {text} {verified && <VerifiedMark />}
      </span>
    </span>
  )
}
