import { Button } from '@vkontakte/vkui'
import styles from './More.module.css'
import { uiTexts as t } from './ui.texts.ts'

interface MoreProps {
  /** A list that is paged by key. */
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
}

/** «Показать ещё» under a list; nothing where it does not go on. */
export function More({ list }: MoreProps) {
  if (!list.hasNextPage) return null
  return (
    <div className={styles.more}>
      <Button
        size="l"
        mode="secondary"
        stretched
        loading={list.isFetchingNextPage}
        onClick={() => void list.fetchNextPage()}
      >
        {t.more}
      </Button>
    </div>
  )
}
