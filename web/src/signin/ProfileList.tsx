import { fullName } from '#contract/identity/names.ts'
import { Avatar } from '#web/kit/ui/Avatar.tsx'
import { cx } from '#web/kit/ui/cx.ts'
import styles from './signin.module.css'
import { t } from './signin.texts.ts'
import type { Profiles } from './useSignin.ts'

interface ListProps {
  profiles: Profiles
  chosen: string
  onChoose: (profileId: string) => void
}

/** Own profiles, of which one is chosen. */
export function ProfileList({ profiles, chosen, onChoose }: ListProps) {
  return (
    <div className={styles.profiles} role="radiogroup" aria-label={t.chooseProfile.label}>
      {profiles.map((profile) => (
        <label key={profile.id} className={cx(styles.profile, styles.choice, profile.id === chosen && styles.on)}>
          <input type="radio" name="profile" checked={profile.id === chosen} onChange={() => onChoose(profile.id)} />
          <Avatar id={profile.id} person={profile} size={48} />
          <span>
            <b>{fullName(profile)}</b>
            <small>{t.chooseProfile[profile.kind]}</small>
          </span>
          <i aria-hidden="true" />
        </label>
      ))}
    </div>
  )
}
