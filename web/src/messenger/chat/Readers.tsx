import { useQuery } from '@tanstack/react-query'
import { listReaders } from '#contract/messenger/readers.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { number } from '#web/kit/i18n/plural.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { useName } from '../boot/names.ts'
import { useLateOffline } from '../boot/use-connection-line.ts'
import { useOwnKey } from '../boot/use-engine-calls.ts'
import { t as texts } from '../messenger.texts.ts'
import { ContactsSkeleton } from '../newchat/ContactList.tsx'
import { Notice } from '../parts/Parts.tsx'
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
  const offline = useLateOffline()
  const { data, error, isPending, refetch } = useReaders(chatId, item.seq!)
  const sub = data === undefined || data.read === 0 ? undefined : t.sum(data.read, data.all)
  return (
    <Dialog title={t.title} sub={sub} onClose={onClose}>
      {error !== null && (
        <Notice title={explain(error).sentence} action={{ label: texts.retry, onClick: () => void refetch() }} />
      )}
      {isPending && (offline ? <Notice title={texts.offline.title} text={t.offline} /> : <ContactsSkeleton />)}
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
  const live = useMessenger((state) => state.phase === 'stream')
  return useQuery({
    queryKey: useOwnKey('readers', chatId, seq),
    // People read meanwhile.
    gcTime: 0,
    enabled: live,
    networkMode: 'always',
    retry: false,
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
