import { Icon24Favorite } from '@vkontakte/icons'
import { openFavourites } from '#contract/messenger/favourites.ts'
import { newKey } from '#web/kit/api/api.ts'
import { useMessenger } from '../boot/engine-context.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { usePlace } from '../boot/use-place.ts'
import styles from '../list/list.module.css'
import { t } from '../messenger.texts.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import { Picture } from '../parts/Picture.tsx'

/** Whether the reader has never opened «Избранное»: then it stands in the list all the same. */
export function useLacksFavourites(): boolean {
  return useMessenger(({ sync }) => {
    return sync.complete && Object.values(sync.chats).every(({ chat }) => chat.kind !== 'favourites')
  })
}

/** «Избранное» before there is anything in it: with the first press it becomes a chat (FAV-01). */
export function FavouritesRow({ pictureSize }: { pictureSize: number }) {
  const { go } = usePlace()
  const open = useEngineCommand(openFavourites, ({ chat }) => go(chat.id))
  return (
    <>
      <button
        type="button"
        className={styles.row}
        aria-busy={open.isPending}
        disabled={open.isPending}
        onClick={() => open.mutate({ id: newKey() })}
      >
        <Picture size={pictureSize} letters={<Icon24Favorite />} id="" />
        <span className={styles.body}>
          <span className={styles.line}>
            <b className={styles.name}>{t.favourites}</b>
          </span>
          <span className={styles.line}>
            <span className={styles.preview}>{t.list.favouritesHint}</span>
          </span>
        </span>
      </button>
      <Refusal error={open.error} />
    </>
  )
}
