import { useMessenger } from '../boot/engine-context.ts'
import styles from './newchat.module.css'
import { newChat } from './newchat.texts.ts'

interface OrganisationsProps {
  chosenId: string
  onChoose: (id: string) => void
}

/** Of whose people one chooses; nothing for somebody who is in one organisation alone. */
export function Organisations({ chosenId, onChoose }: OrganisationsProps) {
  const memberships = useMessenger(({ sync }) => sync.memberships)
  const organisations = Object.values(memberships)
  if (organisations.length < 2) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a wrapping row in every browser
    <div className={styles.organisations} role="group" aria-label={newChat.organisation}>
      {organisations.map((item) => (
        <button
          key={item.communityId}
          type="button"
          aria-pressed={item.communityId === chosenId}
          title={item.name}
          onClick={() => onChoose(item.communityId)}
        >
          {item.shortName}
        </button>
      ))}
    </div>
  )
}
