import { Icon16DropdownOutline } from '@vkontakte/icons'
import { displayName } from '#contract/identity/names.ts'
import { Photo } from '../photos/Photo.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { cx } from '../ui/cx.ts'
import { OrgTile } from '../ui/OrgTile.tsx'
import { frameTexts as t } from './frame.texts.ts'
import { useFrame } from './frame-context.ts'
import styles from './SwitchButton.module.css'

/**
 * The organisation in the head of a phone's screen; one tap opens the choice, the second makes it. Where there is room for
 * little else it stands there without its name.
 */
export function SwitchButton({ compact = false }: { compact?: boolean }) {
  const { organisation, profile, openSwitch } = useFrame()
  const name = organisation?.shortName ?? displayName({ ...profile, staff: false })
  return (
    <button type="button" className={styles.button} onClick={openSwitch}>
      {organisation === null ? (
        <Avatar id={profile.id} person={profile} size={32}>
          <Photo id={profile.id} size={32} />
        </Avatar>
      ) : (
        <OrgTile name={organisation.shortName} logoId={organisation.logoId} size={32} />
      )}
      <span className="vh">{t.switchTitle}: </span>
      <b className={cx(compact && 'vh')}>{name}</b>
      {!compact && <Icon16DropdownOutline />}
    </button>
  )
}
