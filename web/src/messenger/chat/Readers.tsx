import { useQuery } from '@tanstack/react-query'
import { listReaders } from '#contract/messenger/readers.ts'
import { number } from '#web/kit/i18n/plural.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { useEngine } from '../boot/engine-context.ts'
import { useName } from '../boot/names.ts'
import { useAskedAnew, useOwnKey } from '../boot/use-engine-calls.ts'
import { ListState } from '../parts/ListState.tsx'
import { PersonPicture } from '../parts/Picture.tsx'
import type { BubbleItem } from '../view/flow.ts'
import styles from './reactors.module.css'
import { t } from './readers.texts.ts'

interface ReadersProps {
  chatId: string
  item: BubbleItem
  onClose: () => void
}

/** Who has read an own message, and when (MSG-10). */
export function Readers({ chatId, item, onClose }: ReadersProps) {
  const list = useReaders(chatId, item.seq!)
  const { data } = list
  const sub = data === undefined || data.read === 0 ? undefined : t.sum(data.read, data.all)
  return (
    <Dialog title={t.title} sub={sub} onClose={onClose}>
      <ListState list={list} offline={t.offline} />
      {data?.read === 0 && <p>{t.none}</p>}
      <ul className={styles.group}>
        {data?.readers.map(({ profileId, at }) => (
          <Reader key={profileId} profileId={profileId} at={at} />
        ))}
        {data?.groups.map(({ who, read, all }) => (
          <li key={who}>
            <span>{t.groups[who]}</span>
            <small className={styles.count}>
              {number(read)} / {number(all)}
            </small>
          </li>
        ))}
      </ul>
      {data !== undefined && <small className={styles.hidden}>{t.hidden}</small>}
    </Dialog>
  )
}

function useReaders(chatId: string, seq: number) {
  const engine = useEngine()
  const anew = useAskedAnew()
  return useQuery({
    queryKey: useOwnKey('readers', chatId, seq),
    ...anew,
    queryFn: async () => {
      const found = await engine.call(listReaders, { chatId, seq })
      engine.takeCards(found.cards)
      return found
    },
  })
}

function Reader({ profileId, at }: { profileId: string; at: string }) {
  const { name, verified } = useName(profileId)
  return (
    <li>
      <PersonPicture profileId={profileId} size={36} />
      <span>{name}</span>
      {verified && <VerifiedMark />}
      <small className={styles.count}>
        <When at={at} />
      </small>
    </li>
  )
}
