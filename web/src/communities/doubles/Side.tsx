import type { DoubleSide } from '#contract/communities/doubles.ts'
import { plainDay } from '#web/kit/i18n/dates.ts'
import { useCommunity } from '../layout/community-context.ts'
import { roleName } from '../terms/terms.ts'
import styles from './doubles.module.css'
import { t } from './doubles.texts.ts'

/** One of the two, as one tells them apart. */
export function Side({ side }: { side: DoubleSide }) {
  const { type } = useCommunity().community
  const places = side.places.map(({ role, unitName }) =>
    [roleName(type, role), unitName].filter((part) => part !== '').join(', '),
  )
  return (
    <div className={styles.side}>
      <b>{side.name}</b>
      <small>{side.birthDate === null ? t.unborn : t.born(plainDay(side.birthDate))}</small>
      <small>{[t.states[side.state], ...new Set(places)].join(' · ')}</small>
    </div>
  )
}
