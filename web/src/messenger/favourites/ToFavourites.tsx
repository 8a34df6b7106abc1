import { Icon24Favorite } from '@vkontakte/icons'
import { openFavourites } from '#contract/messenger/favourites.ts'
import { newKey } from '#web/kit/api/api.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { t } from '../messenger.texts.ts'
import styles from '../newchat/newchat.module.css'
import { Refusal } from '../newchat/Refusal.tsx'
import { Picture } from '../parts/Picture.tsx'

/** «Избранное» among the chats to choose from, before it has ever been opened. */
export function ToFavourites({ onOpened }: { onOpened: (chatId: string) => void }) {
  const open = useEngineCommand(openFavourites, ({ chat }) => onOpened(chat.id))
  return (
    <>
      <button
        type="button"
        className={styles.contact}
        aria-pressed={false}
        disabled={open.isPending}
        onClick={() => open.mutate({ id: newKey() })}
      >
        <Picture size={40} letters={<Icon24Favorite width={20} height={20} />} id="" />
        <span className={styles.text}>
          <b>
            <span>{t.favourites}</span>
          </b>
        </span>
        <span className={styles.check} aria-hidden="true" />
      </button>
      <Refusal error={open.error} />
    </>
  )
}
