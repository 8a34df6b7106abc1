import { Icon20MoreHorizontal } from '@vkontakte/icons'
import { type CardHolder, type ClassCards, classCards, revokeCard, unlockCard } from '#contract/communities/cards.ts'
import { fullName } from '#contract/identity/names.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { Menu, type MenuItem } from '#web/kit/ui/Menu.tsx'
import { Person } from '#web/kit/ui/Person.tsx'
import { showFailure, showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import styles from './cards.module.css'
import { t } from './cards.texts.ts'

interface HoldersProps {
  unitId: string
  state: ClassCards
  onPrint: (profileId: string) => void
}

/** Pupils of the class by surname, with what is with their cards. */
export function HoldersList({ unitId, state, onPrint }: HoldersProps) {
  return (
    <ul className={styles.list}>
      {state.pupils.map((holder) => (
        <li key={holder.profileId}>
          <Person id={holder.profileId} person={holder} size={40} note={<Note holder={holder} />} />
          <State holder={holder} />
          <HolderMenu unitId={unitId} holder={holder} archived={state.archived} onPrint={onPrint} />
        </li>
      ))}
    </ul>
  )
}

function Note({ holder }: { holder: CardHolder }) {
  if (holder.ownPhone) return t.ownPhone
  if (holder.card === null) return t.noCard
  return (
    <>
      {t.printed} <When at={holder.card.printedAt} dayOnly />
    </>
  )
}

function State({ holder }: { holder: CardHolder }) {
  if (holder.card?.locked === true) return <Chip tone="danger">{t.locked}</Chip>
  if (holder.signedIn) return <Chip tone="accent">{t.signedIn}</Chip>
  return null
}

interface HolderMenuProps {
  unitId: string
  holder: CardHolder
  archived: boolean
  onPrint: (profileId: string) => void
}

function HolderMenu({ unitId, holder, archived, onPrint }: HolderMenuProps) {
  const failed = { onError: (error: Error) => showFailure(explain(error).sentence) }
  const revoke = useCommand(revokeCard, { refreshes: [classCards], onSuccess: () => showToast(t.revoked) })
  const unlock = useCommand(unlockCard, { refreshes: [classCards], onSuccess: () => showToast(t.unlocked) })
  if (holder.ownPhone) return null
  const { profileId, card } = holder
  const items: MenuItem[] = []
  if (card?.locked === true) {
    items.push({ key: 'unlock', label: t.unlock, onSelect: () => unlock.mutate({ unitId, profileId }, failed) })
  }
  if (!archived) {
    items.push({ key: 'print', label: card === null ? t.print : t.printAgain, onSelect: () => onPrint(profileId) })
  }
  if (card !== null) {
    const onSelect = () => revoke.mutate({ unitId, profileId }, failed)
    items.push({ key: 'revoke', label: t.revoke, danger: true, onSelect })
  }
  if (items.length === 0) return null
  return (
    <Menu label={t.actions(fullName(holder))} items={items}>
      <Icon20MoreHorizontal />
    </Menu>
  )
}
